"""Filters of the employers' list: which people a company's own list is narrowed to.

Each stands on an open field of the summary, but for `standings`: where the newest candidature
stands belongs to the full file, so whoever asks for it is shown choice 3 alone; and for `points`,
which are the company's own acts. Alternatives inside a filter are added up; filters narrow one
another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SmallInteger,
    Text,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.privacy.models import file, summary
from app.reference.communes import districts_of

SOME_POINTS, NO_POINTS = "SOME", "NONE"
# The ledger is app.points'; here it only says of whom the company has given something.
_LEDGER = table(
    "points_line", column("company_id", Uuid), column("public_id", Uuid), column("points", Integer)
)


@dataclass(frozen=True, slots=True)
class Filters:
    """`levels` of choice, `sites` SIRET, `wishes` communes or departments wanted anywhere in the
    wanted location, `homes` those of the current housing, `standings` outcomes or NONE, `points`
    at most one of SOME_POINTS and NO_POINTS."""

    levels: tuple[int, ...] = ()
    sites: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        asked = (self.levels, self.sites, self.wishes, self.homes, self.standings, self.points)
        return any(asked)

    @property
    def needs_file(self) -> bool:
        return bool(self.standings)

    @property
    def needs_points(self) -> bool:
        return bool(self.points)

    @property
    def shape(self) -> "FilterShape":
        return FilterShape(
            bool(self.levels),
            bool(self.sites),
            bool(self.wishes),
            bool(self.homes),
            bool(self.standings),
            self.points[0] if self.points else None,
        )

    def values(self) -> Mapping[str, object]:
        """What the statement's places stand for; a code is letters and digits, never a pattern."""
        return {
            "levels": list(self.levels),
            "sites": list(self.sites),
            "wishes": [f'%"{place}%' for place in _begins(self.wishes)],
            "homes": [f"{place}%" for place in _begins(self.homes)],
            "standings": list(self.standings),
        }


@dataclass(frozen=True, slots=True)
class FilterShape:
    """Which filters are asked for: one statement is written for each shape."""

    levels: bool = False
    sites: bool = False
    wishes: bool = False
    homes: bool = False
    standings: bool = False
    points: str | None = None

    @property
    def looks_through(self) -> bool:
        """Whether people are looked at one by one: then in the index, which holds these fields."""
        return self.sites or self.wishes or self.homes or self.points is not None

    def summary_terms(self) -> list[ColumnElement[bool]]:
        """What is said of a row of `summary`."""
        return [
            term
            for asked, term in (
                (self.levels, _one_of(summary.c.level, "levels", SmallInteger)),
                (self.sites, _one_of(summary.c.siret, "sites", Text)),
                (self.wishes, summary.c.wanted_places.like(_any("wishes", Text))),
                (self.homes, summary.c.current_commune.like(_any("homes", Text))),
                (self.points == SOME_POINTS, summary.c.public_id.in_(_given())),
                (self.points == NO_POINTS, summary.c.public_id.not_in(_given())),
            )
            if asked
        ]

    def file_terms(self) -> list[ColumnElement[bool]]:
        """What is said of a row of `file`, beside its summary: its level is the summary's."""
        return [
            term
            for asked, term in (
                (self.levels, _one_of(file.c.level, "levels", SmallInteger)),
                (self.standings, _one_of(file.c.standing, "standings", Text)),
            )
            if asked
        ]


NO_FILTER = Filters()
NO_SHAPE = FilterShape()


def _one_of(column, name: str, kind) -> ColumnElement[bool]:  # type: ignore[no-untyped-def]
    term: ColumnElement[bool] = column == _any(name, kind)
    return term


def _given() -> Select[Any]:
    """Whoever holds points of the company, found once for the whole list."""
    return (
        select(_LEDGER.c.public_id)
        .where(_LEDGER.c.company_id == bindparam("company", type_=Uuid))
        .group_by(_LEDGER.c.public_id)
        .having(func.sum(_LEDGER.c.points) > 0)
    )


def _any(name: str, kind):  # type: ignore[no-untyped-def]
    return any_(bindparam(name, type_=ARRAY(kind)))


def _begins(places: tuple[str, ...]) -> Iterator[str]:
    """How the communes of these places begin: a department's do so with its code, a large city is
    itself and its districts."""
    for place in places:
        yield place
        yield from (district.insee_code for district in districts_of(place))
