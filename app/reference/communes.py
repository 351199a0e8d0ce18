"""Communes and municipal districts by INSEE code.

A postcode never identifies a commune and thousands of names have a homonym, so the INSEE
code is the key everywhere. The table (35,000 rows) is read at first use and kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from app.reference.csv_tables import read_rows

_DISTRICT = re.compile(r" Arrondissement$")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or a municipal district of Paris, Lyon or Marseille (then `parent` is set)."""

    insee_code: str
    name: str
    department_code: str
    postcodes: tuple[str, ...]
    population: int | None
    parent: str | None

    @property
    def label(self) -> str:
        """The name people say: "Lyon 3e", not "Lyon 3e Arrondissement"."""
        return _DISTRICT.sub("", self.name) if self.parent else self.name


def _commune_of(row: list[str]) -> Commune:
    code, name, department, postcodes, population, parent = row
    people = int(population) if population else None
    return Commune(code, name, department, tuple(postcodes.split()), people, parent or None)


@cache
def communes() -> dict[str, Commune]:
    """Every commune and municipal district by INSEE code."""
    return {row[0]: _commune_of(row) for row in read_rows("communes.csv")}


def commune(insee_code: str) -> Commune | None:
    """The commune of this INSEE code, or None (a merged commune's former code, a typing error)."""
    return communes().get(insee_code.upper())


def commune_label(insee_code: str) -> str:
    """The name to show; an unknown code stands for itself."""
    found = commune(insee_code)
    return found.label if found else insee_code


@cache
def _codes_by_postcode() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for item in communes().values():
        for postcode in item.postcodes:
            found[postcode].append(item.insee_code)
    return {postcode: tuple(codes) for postcode, codes in found.items()}


def communes_of_postcode(postcode: str) -> tuple[Commune, ...]:
    """The communes and districts a postcode serves: none, one or up to several dozen."""
    return tuple(communes()[code] for code in _codes_by_postcode().get(postcode, ()))


@cache
def _districts() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for item in communes().values():
        if item.parent:
            found[item.parent].append(item.insee_code)
    return {parent: tuple(codes) for parent, codes in found.items()}


def districts_of(insee_code: str) -> tuple[Commune, ...]:
    """The municipal districts of Paris, Lyon or Marseille; nothing elsewhere."""
    return tuple(communes()[code] for code in _districts().get(insee_code, ()))


def whole_commune(insee_code: str) -> str:
    """The commune a district belongs to; any other code is its own answer.

    Applicants choose districts while company addresses use either level: compare both
    sides through this function.
    """
    found = commune(insee_code)
    return found.parent if found and found.parent else insee_code
