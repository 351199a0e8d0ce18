"""Departments and overseas collectivities, with the forms their codes take in other codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.reference.csv_tables import read_rows

ILE_DE_FRANCE_REGION = "11"


@dataclass(frozen=True, slots=True)
class Department:
    """Two characters on the mainland and in Corsica (2A, 2B), three overseas (971…)."""

    code: str
    name: str
    region_code: str
    region_name: str


@cache
def departments() -> dict[str, Department]:
    """All departments by code, in INSEE's order."""
    return {row[0]: Department(*row) for row in read_rows("departements.csv")}


def department(code: str) -> Department | None:
    """The department of this code, or None."""
    return departments().get(code.upper())


def department_label(code: str) -> str:
    """The department's name; an unknown code stands for itself."""
    found = department(code)
    return found.name if found else code


def department_code_of(insee_code: str) -> str:
    """The department code that an INSEE commune code starts with (three characters overseas)."""
    return insee_code[:3] if insee_code.startswith(("97", "98")) else insee_code[:2]


@cache
def ile_de_france() -> frozenset[str]:
    """Codes of the eight departments that share one regional housing request."""
    return frozenset(
        code for code, item in departments().items() if item.region_code == ILE_DE_FRANCE_REGION
    )
