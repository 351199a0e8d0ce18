"""Why a line is refused: a closed list, so that a reason can never quote the line."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Each value is the sentence shown to whoever loads the file."""

    LINE_TOO_LONG = "ligne trop longue"
    NOT_UTF8 = "encodage autre que UTF-8"
    NOT_JSON = "la ligne n’est pas un objet JSON lisible"
    NOT_FINITE = "NaN et l’infini ne sont pas des nombres"
    TOO_DEEP = "trop d’objets imbriqués"
    FIELD_TWICE = "champ présent deux fois"
    DAMAGED_FILE = "fichier compressé incomplet ou abîmé : la suite n’a pas été lue"

    REQUIRED = "champ obligatoire absent"
    UNKNOWN_FIELD = "champ inconnu du contrat"
    WRONG_TYPE = "type de valeur inattendu"
    NOT_IN_LIST = "valeur absente de la liste"
    WRONG_PATTERN = "forme inattendue"
    BAD_DATE = "date impossible"
    BAD_DATE_TIME = "date et heure impossibles, ou sans fuseau horaire"
    BAD_EMAIL = "adresse e-mail mal formée"
    TEXT_EMPTY = "texte vide"
    TEXT_TOO_LONG = "texte trop long"
    LIST_EMPTY = "liste vide"
    LIST_TOO_LONG = "liste trop longue"
    NUMBER_OUT_OF_RANGE = "nombre hors limites"
    OFF_CONTRACT = "valeur non conforme au contrat"

    CONTROL_CHARACTER = "caractère de contrôle interdit"
    DATE_TOO_OLD = "date trop ancienne"
    DATE_IN_FUTURE = "date dans le futur"
    DATE_TOO_FAR = "date trop lointaine"
    RENEWED_BEFORE_REGISTERED = "renouvellement antérieur à l’enregistrement"
    BAD_SIRET = "SIRET dont la clé de contrôle est fausse"


class BrokenLine(Exception):
    """One line breaks the contract.

    `path` is a JSON pointer made of the contract's own names and of list positions; the
    empty pointer is the whole line. Neither part ever holds a value, nor a name, of the line.
    """

    def __init__(self, path: str, reason: Fault) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path or '/'} : {self.reason.value}"
