"""What a person consents to, word for word, in dated versions: a receipt always finds its text.

The names of the choices are the product's vocabulary (app/privacy/wording.py); what stands here is
the sentence of each choice and the two answers about the sensitive elements, in both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import Connection

from app.dated.cells import word_cell
from app.dated.kind import Column, Kind, LineRefused, Lines, Row
from app.dated.versions import SHIPPED, Version, content_of, governing, versions_of
from app.privacy.rule import Choice

# The first version's name, as receipts have said it since.
FIRST = "2026-11"
_CHOICES = {
    Choice.ANONYMOUS: "choice_1",
    Choice.SUMMARY: "choice_2",
    Choice.FULL_FILE: "choice_3",
}
_ANSWERS = {True: "sensitive_all", False: "sensitive_except"}
_TEXTS = (*_CHOICES.values(), *_ANSWERS.values())
_LANGUAGES = ("fr", "en")
_LONGEST = 200
_SHIPPED: tuple[Row, ...] = (
    ("choice_1", "fr", "Mon employeur ne voit rien."),
    ("choice_1", "en", "My employer sees nothing."),
    ("choice_2", "fr", "Mon employeur voit 11 informations."),
    ("choice_2", "en", "My employer sees 11 items of information."),
    ("choice_3", "fr", "Mon employeur voit ma demande et mes candidatures."),
    ("choice_3", "en", "My employer sees my request and my applications."),
    ("sensitive_all", "fr", "Tout mon dossier"),
    ("sensitive_all", "en", "My whole file"),
    ("sensitive_except", "fr", "Tout sauf les éléments sensibles"),
    ("sensitive_except", "en", "Everything but the sensitive items"),
)


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceTexts:
    """The texts of one version, in the language of whoever reads."""

    version: str
    words: Mapping[tuple[str, str], str]

    def sentence(self, choice: Choice) -> str:
        return self._of(_CHOICES[choice])

    def answer(self, sensitive: bool) -> str:
        return self._of(_ANSWERS[sensitive])

    def _of(self, text: str) -> str:
        return self.words[text, "en" if str(get_locale()) == "en" else "fr"]


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every version there ever was, by its name; `current` is the one to choose under."""

    current: ChoiceTexts
    every: Mapping[str, ChoiceTexts]

    def of(self, version: str) -> ChoiceTexts | None:
        """None for an end nobody worded."""
        return self.every.get(version)


def wordings(tx: Connection, day: date) -> Wordings:
    """As they are on that day."""
    versions = versions_of(tx, TEXTS)
    every = {_name(one): _texts(_name(one), content_of(tx, TEXTS, one)) for one in versions}
    return Wordings(every[_name(governing(versions, day))], every)


def _name(one: Version) -> str:
    """ "2027-01-01.1": its day and its number, 20 characters at most."""
    return FIRST if one.number == SHIPPED else f"{one.effective_on}.{one.number}"


@lru_cache(maxsize=32)
def _texts(name: str, content: Lines) -> ChoiceTexts:
    return ChoiceTexts(name, {(text, language): words for text, language, words in content.rows})


@cache
def shipped() -> Lines:
    return Lines(_SHIPPED)


def check(row: Row, _effective_on: date) -> Row:
    text, language, words = row
    if len(words) > _LONGEST:
        raise LineRefused(_l("le texte dépasse 200 caractères"))
    return (
        word_cell(text, {name.replace("_", "").upper(): name for name in _TEXTS}),
        word_cell(language, {one.upper(): one for one in _LANGUAGES}),
        words,
    )


def lacking(rows: tuple[Row, ...], _day: date) -> tuple[LazyString, ...]:
    """A choice without its sentence cannot be made: both languages are needed."""
    held = {row[:2] for row in rows}
    return tuple(
        _l("%(text)s, en %(language)s", text=_WORDS[text], language=_LANGUAGE_WORDS[language])
        for text in _TEXTS
        for language in _LANGUAGES
        if (text, language) not in held
    )


_WORDS = {
    "choice_1": _l("phrase du choix 1"),
    "choice_2": _l("phrase du choix 2"),
    "choice_3": _l("phrase du choix 3"),
    "sensitive_all": _l("réponse «\u00a0tout\u00a0»"),
    "sensitive_except": _l("réponse «\u00a0tout sauf\u00a0»"),
}
_LANGUAGE_WORDS = {"fr": _l("français"), "en": _l("anglais")}
TEXTS = Kind(
    code="TEXTS",
    slug="textes-du-choix",
    title=_l("Textes du choix"),
    about=_l("Ce que le demandeur lit et accepte en choisissant. Un reçu cite toujours le texte de "
             "son jour."),
    columns=(
        Column("text", _l("Texte"), ("texte",), words=_WORDS),
        Column("language", _l("Langue"), ("langue",), words=_LANGUAGE_WORDS),
        Column("words", _l("Mots"), ("mots",)),
    ),
    keys=2,
    check=check,
    shipped=shipped,
    lacking=lacking,
    must_be_whole=True,
)  # fmt: skip
