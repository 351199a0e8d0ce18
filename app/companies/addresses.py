"""From a typed postcode and commune to INSEE's code: the only key a commune has."""

import re

from app.reference.communes import Commune, communes_of_postcode
from app.reference.names import sort_key

_SHORT = ((re.compile(r"\bste\b"), "sainte"), (re.compile(r"\bst\b"), "saint"))
_ORDINAL = re.compile(r"\b(\d+)(?:er|e|eme|nd|nde)?(?: arrondissement)?\b")


class UnknownCommune(Exception):
    """No commune of that name has that postcode. `offered` are the names it does serve."""

    def __init__(self, offered: tuple[str, ...]) -> None:
        super().__init__("unknown commune")
        self.offered = offered


def find_commune(postcode: str, name: str) -> Commune:
    """The commune or district `name` served by `postcode`. Raises UnknownCommune.

    "Lyon" and "Lyon 3e" are both right for 69003: addresses use either level.
    """
    served = communes_of_postcode(postcode)
    wanted = _key(name)
    for commune in served:
        if wanted in (_key(commune.name), _key(commune.label)):
            return commune
    raise UnknownCommune(tuple(c.label for c in served))


def _key(name: str) -> str:
    key = sort_key(name)
    for short, long in _SHORT:
        key = short.sub(long, key)
    return _ORDINAL.sub(r"\1", key)
