"""Which communes touch which, for the tab of offers in bordering communes."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from app.reference.communes import whole_commune
from app.reference.csv_tables import read_rows


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    """The table names each pair once; both directions are kept here."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, others in read_rows("communes_limitrophes.csv"):
        for other in others.split():
            found[code].add(other)
            found[other].add(code)
    return {code: frozenset(others) for code, others in found.items()}


def neighbours(insee_code: str) -> frozenset[str]:
    """INSEE codes of the bordering communes, at the level of whole communes.

    A municipal district has the neighbours of its commune. Islands and most overseas
    communes have none.
    """
    return _neighbours().get(whole_commune(insee_code), frozenset())
