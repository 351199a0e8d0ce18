"""The Numéro Unique of a housing request: 18 characters, no check digit.

Territory (3) + month and year of the first registration (4) + sequence (6) + registration
desk (5). Only the pattern may refuse a number; everything else is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.reference.departments import departments, ile_de_france

ILE_DE_FRANCE_TERRITORY = "111"
_PATTERN = re.compile(r"[0-9A-Z]{3}(?:0[1-9]|1[0-2])[0-9]{8}[0-9A-Z]{5}")
# Registration in a national system began in the late 1990s: 90 to 99 cannot be the 2090s.
_FIRST_YEAR_OF_LAST_CENTURY = 90


class NumberWarning(StrEnum):
    """Something odd that never refuses a number."""

    IN_THE_FUTURE = "IN_THE_FUTURE"
    DATE_DIFFERS = "DATE_DIFFERS"
    TERRITORY_DIFFERS = "TERRITORY_DIFFERS"


@dataclass(frozen=True, slots=True)
class UniqueNumber:
    """The parts of a number."""

    territory: str
    month: int
    year: int
    sequence: str
    desk: str


def normalise_unique_number(text: str) -> str | None:
    """The 18 characters of a typed or pasted number, or None when the pattern does not hold."""
    plain = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(c for c in plain if unicodedata.category(c)[0] not in "ZPC")
    return kept if _PATTERN.fullmatch(kept) else None


def parse_unique_number(number: str) -> UniqueNumber:
    """Split a normalised number. Raises ValueError for anything else."""
    if not _PATTERN.fullmatch(number):
        raise ValueError("not a normalised unique number")
    short_year = int(number[5:7])
    century = 1900 if short_year >= _FIRST_YEAR_OF_LAST_CENTURY else 2000
    return UniqueNumber(
        number[:3], int(number[3:5]), century + short_year, number[7:13], number[13:]
    )


def format_unique_number(number: str) -> str:
    """111 0318 016982 G1104, with no-break spaces."""
    return "\N{NO-BREAK SPACE}".join((number[:3], number[3:7], number[7:13], number[13:]))


def territory_departments(territory: str) -> frozenset[str] | None:
    """Departments a territory prefix covers; None when the prefix says nothing sure.

    111 is Île-de-France, elsewhere the department on three characters (069, 971). The forms
    of Corsica are not documented: 02A, 2A0 and 020 are all left open.
    """
    if territory == ILE_DE_FRANCE_TERRITORY:
        return ile_de_france()
    code = territory[1:] if territory.startswith("0") else territory
    return frozenset({code}) if code in departments() else None


def number_warnings(
    number: str,
    *,
    today: date,
    registered_on: date | None = None,
    wanted_departments: Collection[str] = (),
) -> tuple[NumberWarning, ...]:
    """What looks odd in a normalised number, compared with what is known of the request."""
    parts = parse_unique_number(number)
    month = (parts.year, parts.month)
    found: list[NumberWarning] = []
    if month > (today.year, today.month):
        found.append(NumberWarning.IN_THE_FUTURE)
    if registered_on and month != (registered_on.year, registered_on.month):
        found.append(NumberWarning.DATE_DIFFERS)
    covered = territory_departments(parts.territory)
    if covered and wanted_departments and covered.isdisjoint(wanted_departments):
        found.append(NumberWarning.TERRITORY_DIFFERS)
    return tuple(found)
