"""Places as people type them: a commune or a department, by name, number or postcode."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from app.reference.communes import communes, communes_of_postcode
from app.reference.departments import department, departments
from app.reference.names import sort_key


def places_named(typed: str) -> tuple[str, ...]:
    """The codes of what is called so, homonyms included; nothing for an unknown name.

    Communes by INSEE code, departments by their own. Accents and case are ignored.
    """
    words = typed.strip()
    if not words:
        return ()
    found = department(words)
    if found is not None:
        return (found.code,)
    served = tuple(item.insee_code for item in communes_of_postcode(words))
    return served or _codes_by_name().get(sort_key(words), ())


def place_label(code: str) -> str:
    """The name to show: "Bron", "Rhône (69)"; an unknown code stands for itself."""
    commune = communes().get(code)
    if commune is not None:
        return commune.label
    found = department(code)
    return f"{found.name} ({found.code})" if found else code


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for item in departments().values():
        codes[sort_key(item.name)].append(item.code)
    for commune in communes().values():
        codes[sort_key(commune.label)].append(commune.insee_code)
    return {name: tuple(found) for name, found in codes.items()}
