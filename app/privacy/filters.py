"""Filters of the employers' list: which people a company's own list is narrowed to.

Each stands on an open field of the summary, but for `standings`: where the newest candidature
stands belongs to the full file, so whoever asks for it is shown choice 3 alone. Alternatives
inside a filter are added up; filters narrow one another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, SmallInteger, Text, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY

from app.privacy.models import file, summary
from app.reference.communes import districts_of


@dataclass(frozen=True, slots=True)
class Filters:
    """`levels` of choice, `sites` SIRET, `wishes` communes or departments wanted anywhere in the
    wanted location, `homes` those of the current housing, `standings` outcomes or NONE."""

    levels: tuple[int, ...] = ()
    sites: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return any((self.levels, self.sites, self.wishes, self.homes, self.standings))

    @property
    def needs_file(self) -> bool:
        return bool(self.standings)

    @property
    def shape(self) -> "FilterShape":
        return FilterShape(
            bool(self.levels),
            bool(self.sites),
            bool(self.wishes),
            bool(self.homes),
            bool(self.standings),
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

    @property
    def looks_through(self) -> bool:
        """Whether people are looked at one by one: then in the index, which holds these fields."""
        return self.sites or self.wishes or self.homes

    def summary_terms(self) -> list[ColumnElement[bool]]:
        """What is said of a row of `summary`."""
        return [
            term
            for asked, term in (
                (self.levels, _one_of(summary.c.level, "levels", SmallInteger)),
                (self.sites, _one_of(summary.c.siret, "sites", Text)),
                (self.wishes, summary.c.wanted_places.like(_any("wishes", Text))),
                (self.homes, summary.c.current_commune.like(_any("homes", Text))),
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


def _any(name: str, kind):  # type: ignore[no-untyped-def]
    return any_(bindparam(name, type_=ARRAY(kind)))


def _begins(places: tuple[str, ...]) -> Iterator[str]:
    """How the communes of these places begin: a department's do so with its code, a large city is
    itself and its districts."""
    for place in places:
        yield place
        yield from (district.insee_code for district in districts_of(place))
