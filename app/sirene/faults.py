"""Why a line of SIRENE is set aside: a closed list, so that a reason can never quote the line."""

from enum import StrEnum


class Fault(StrEnum):
    """Each value is the sentence shown to whoever loads the file."""

    LINE_TOO_LONG = "ligne trop longue"
    NOT_UTF8 = "encodage autre que UTF-8"
    CONTROL_CHARACTER = "caractère de contrôle interdit"
    COLUMNS = "nombre de colonnes différent de l’en-tête, ou guillemets mal fermés"
    SIREN = "SIREN dont la clé de contrôle est fausse"
    SIRET = "SIRET dont la clé de contrôle est fausse, ou d’un autre SIREN"
    STATE = "état administratif absent de la liste"
    TREATED = "date de dernier traitement impossible"
    NUMBER = "nombre mal formé"
    DAMAGED_FILE = "fichier compressé incomplet ou abîmé : la suite n’a pas été lue"


class BadLine(Exception):
    """One line cannot be taken. Holds no value of it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class BadFile(Exception):
    """The file is none of SIRENE's two. The message says what is missing."""
