"""Where invented people live and want to live: real communes around a real workplace."""

from __future__ import annotations

from functools import cache

from app.reference.communes import Commune, commune, districts_of, whole_commune
from app.reference.departments import ile_de_france
from app.reference.neighbours import neighbours

ILE_DE_FRANCE_PREFIX = "111"


def _spread(insee_code: str) -> list[Commune]:
    """The commune, or its municipal districts: applicants choose those."""
    found = commune(insee_code)
    places = list(districts_of(insee_code)) or ([found] if found else [])
    return [place for place in places if place.postcodes]


def _same_territory(one: str, other: str) -> bool:
    """One request covers one department, or the whole of Île-de-France."""
    return one == other or {one, other} <= ile_de_france()


@cache
def communes_around(insee_code: str) -> tuple[Commune, ...]:
    """The commune itself first, then its neighbours of the same territory, largest first."""
    home = commune(insee_code)
    if home is None:
        return ()
    near = [
        place
        for code in sorted(neighbours(insee_code) | {whole_commune(insee_code)})
        for place in _spread(code)
        if _same_territory(place.department_code, home.department_code)
    ]
    near.sort(key=lambda place: (place.insee_code != insee_code, -(place.population or 0)))
    return tuple(near)


def territory_prefix(department_code: str) -> str:
    """The three characters a Numéro Unique starts with for this department."""
    if department_code in ile_de_france():
        return ILE_DE_FRANCE_PREFIX
    return department_code.zfill(3)
