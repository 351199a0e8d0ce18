"""The calendar staff keep: days off that no law names, and holidays that are worked after all."""

from datetime import date
from functools import cache, lru_cache

from flask_babel import lazy_gettext as _l
from sqlalchemy import Connection

from app.candidatures.deadlines import Calendar
from app.dated.cells import day_cell, word_cell
from app.dated.kind import Column, Kind, LineRefused, Lines, Row
from app.dated.versions import lines_on
from app.reference.departments import department

OFF, WORKED = "OFF", "WORKED"
_WORDS = {"OFF": OFF, "CHOME": OFF, "CHÔMÉ": OFF, "WORKED": WORKED, "OUVRE": WORKED,
          "OUVRÉ": WORKED}  # fmt: skip


def calendar_on(tx: Connection, day: date) -> Calendar:
    """In the version that governs on that day."""
    return calendar_of(lines_on(tx, CALENDAR, day))


@lru_cache(maxsize=8)
def calendar_of(content: Lines) -> Calendar:
    days = {OFF: set(), WORKED: set()}  # type: dict[str, set[tuple[str, date]]]
    for day, place, kept, _name in content.rows:
        days[kept].add((place, date.fromisoformat(day)))
    return Calendar(frozenset(days[OFF]), frozenset(days[WORKED]))


@cache
def shipped() -> Lines:
    """Nothing beside the law."""
    return Lines(())


def check(row: Row, _effective_on: date) -> Row:
    day, place, kept, name = row
    found = department(place) if place else None
    if place and found is None:
        raise LineRefused(_l("ce département n’existe pas"))
    return (
        day_cell(day).isoformat(), found.code if found else "", word_cell(kept, _WORDS), name[:120]
    )  # fmt: skip


CALENDAR = Kind(
    code="CALENDAR",
    slug="calendrier",
    title=_l("Calendrier"),
    about=_l("Les jours qui reculent la fin d’un délai, en plus des jours fériés de la loi, "
             "ou qui ne le font plus."),
    columns=(
        Column("day", _l("Jour"), ("jour", "date")),
        Column("department", _l("Département"), ("departement",), default=""),
        Column("kept", _l("Chômé ou ouvré"), ("chome ou ouvre", "effet"),
               words={OFF: _l("chômé"), WORKED: _l("ouvré")}),
        Column("name", _l("Nom"), ("nom", "libelle"), default=""),
    ),
    keys=2,
    check=check,
    shipped=shipped,
)  # fmt: skip
