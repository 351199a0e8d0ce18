"""Income ceilings by financing, zone and household category. Pure.

Order of 29 July 1987 and the yearly orders that index it; each line holds for days of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.dated.cells import day_cell, whole_cell, word_cell
from app.dated.kind import Column, Kind, LineRefused, Lines, Row
from app.offers.zones import INTERMEDIATE, ZONES
from app.reference.csv_tables import read_rows

FINANCINGS = ("PLAI", "PLUS", "PLS", "LLI")
LARGEST_CATEGORY = 6
EXTRA_PERSON = "extra_person"
SOCIAL = ("PARIS_AND_BORDERING", "REST_OF_IDF", "OTHER_REGIONS")
_CATEGORIES = (*(str(n) for n in range(1, LARGEST_CATEGORY + 1)), EXTRA_PERSON)
_HIGHEST_EUROS = 1_000_000
_Line = tuple[date, date, int]


@dataclass(frozen=True, slots=True, eq=False)
class Ceilings:
    """Lines by (financing, zone, category); euros a year."""

    lines: Mapping[tuple[str, str, str], tuple[_Line, ...]]

    def of(
        self, financing: str, zone: str | None, category: int, people: int, on: date
    ) -> int | None:
        """Euros a year in force on that day; None where no line applies."""
        base = self.in_force(financing, zone, str(category), on)
        beyond = max(0, people - LARGEST_CATEGORY)
        if base is None or not beyond:
            return base
        extra = self.in_force(financing, zone, EXTRA_PERSON, on)
        return base + beyond * extra if extra is not None else None

    def in_force(self, financing: str, zone: str | None, category: str, on: date) -> int | None:
        lines = self.lines.get((financing, zone or "", category), ())
        return next((euros for first, last, euros in lines if first <= on <= last), None)


@lru_cache(maxsize=8)
def ceilings_of(content: Lines) -> Ceilings:
    """The table of a version; worked out once for each."""
    found: dict[tuple[str, str, str], tuple[_Line, ...]] = {}
    for financing, zone, category, euros, first, last, _confidence in content.rows:
        key = (financing, zone, category)
        line = (date.fromisoformat(first), date.fromisoformat(last), int(euros))
        found[key] = (*found.get(key, ()), line)
    return Ceilings(found)


@cache
def shipped() -> Lines:
    """The tables of 2026."""
    return Lines(tuple(tuple(row) for row in read_rows("income_ceilings.csv")))


def check(row: Row, effective_on: date) -> Row:
    """Without days of its own a line holds from the version's day to the end of that year."""
    financing, zone, category, euros, first, last, confidence = row
    financing = word_cell(financing, {one: one for one in FINANCINGS})
    zones = INTERMEDIATE if financing == "LLI" else {_bare(one): one for one in SOCIAL}
    begins = day_cell(first) if first else effective_on
    ends = day_cell(last) if last else date(begins.year, 12, 31)
    if ends < begins:
        raise LineRefused(_l("le dernier jour vient avant le premier"))
    return (
        financing, word_cell(zone, zones),
        word_cell(category, {_bare(one): one for one in _CATEGORIES}),
        str(whole_cell(euros, 1, _HIGHEST_EUROS)), begins.isoformat(), ends.isoformat(),
        word_cell(confidence, _SOURCES),
    )  # fmt: skip


def lacking(rows: tuple[Row, ...], effective_on: date) -> tuple[LazyString, ...]:
    """Financings, zones and categories without a ceiling on that day."""
    held = ceilings_of(Lines(rows))
    missing = {
        (financing, zone): [
            category for category in _CATEGORIES
            if held.in_force(financing, zone, category, effective_on) is None
        ]
        for financing, zone in _wanted()
    }  # fmt: skip
    return tuple(_lacks(*place, found) for place, found in missing.items() if found)


def _lacks(financing: str, zone: str, categories: list[str]) -> LazyString:
    if len(categories) == len(_CATEGORIES):
        return _l("%(financing)s, zone %(zone)s\u00a0: aucun plafond", financing=financing,
                  zone=ZONES[zone])  # fmt: skip
    named = ", ".join(str(_CATEGORY_WORDS[one]) for one in categories)
    return _l("%(financing)s, zone %(zone)s\u00a0: aucun plafond pour %(categories)s",
              financing=financing, zone=ZONES[zone], categories=named)  # fmt: skip


def _wanted() -> tuple[tuple[str, str], ...]:
    """Every financing with each of its zones."""
    intermediate = tuple(dict.fromkeys(INTERMEDIATE.values()))
    return tuple(
        (financing, zone)
        for financing in FINANCINGS
        for zone in (intermediate if financing == "LLI" else SOCIAL)
    )


def _bare(word: str) -> str:
    return word.replace("_", "").upper()


_CATEGORY_WORDS = {
    **{str(n): _l("catégorie %(number)s", number=n) for n in range(1, LARGEST_CATEGORY + 1)},
    EXTRA_PERSON: _l("par personne en plus"),
}
_SOURCES = {"CONFIRMED": "confirmed", "CONFIRMEE": "confirmed", "CONFIRMÉE": "confirmed",
            "ONESOURCE": "one_source", "COMPUTED": "computed", "CALCULEE": "computed",
            "CALCULÉE": "computed", "ESTIMATED": "estimated", "ESTIMEE": "estimated",
            "ESTIMÉE": "estimated"}  # fmt: skip
_SOURCE_WORDS = {
    "confirmed": _l("confirmée"),
    "one_source": _l("une seule source"),
    "computed": _l("calculée"),
    "estimated": _l("estimée"),
}
CEILINGS = Kind(
    code="CEILINGS",
    slug="plafonds",
    title=_l("Plafonds de ressources"),
    about=_l("Le revenu fiscal de référence à ne pas dépasser, par financement, zone et catégorie "
             "de ménage."),
    columns=(
        Column("financing", _l("Financement"), ("financement",)),
        Column("zone", _l("Zone"), words=ZONES),
        Column("category", _l("Catégorie"), ("categorie",), words=_CATEGORY_WORDS),
        Column("euros_per_year", _l("Euros par an"), ("euros par an", "plafond"), number=True),
        Column("valid_from", _l("Premier jour"), ("premier jour", "debut"), default=""),
        Column("valid_to", _l("Dernier jour"), ("dernier jour", "fin"), default=""),
        Column("confidence", _l("Source"), ("source",), default="confirmed", words=_SOURCE_WORDS),
    ),
    keys=3,
    check=check,
    shipped=shipped,
    lacking=lacking,
)  # fmt: skip
