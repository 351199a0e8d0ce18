"""AL'in's own ranking of the candidatures on one dwelling. Pure: facts and weights in, places out.

It is neither the territory's cotation (not ours) nor the company's points, which are one component
among others. The landlord's committee decides; the ranking only orders the list it receives.
Employees of companies that are not eligible, who are no priority case, come after all others.
Marks are whole tenths of a point, so that the same facts always give the same order.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID


class Component(Enum):
    """What counts. The value names the weight in Weights and the words on screen."""

    SENIORITY = "seniority"
    PLACE = "place"
    SIZE = "size"
    PRIORITY = "priority"
    POINTS = "points"


class Nearness(Enum):
    """Where the dwelling stands for whoever applies."""

    WANTED = "WANTED"
    NEAR = "NEAR"
    ELSEWHERE = "ELSEWHERE"


@dataclass(frozen=True, slots=True)
class Weights:
    """The most each component can give, in points; `full_*` is from where it gives all."""

    seniority: int = 40
    place: int = 20
    size: int = 20
    priority: int = 10
    points: int = 10
    full_months: int = 60
    full_points: int = 100


@dataclass(frozen=True, slots=True)
class Facts:
    """One candidature as the ranking sees it: no name, no number.

    `company_points` are those that count at this instant: 0 for whoever is not visible.
    `entitled`: an eligible employer, or a priority case.
    """

    candidature_id: UUID
    submitted_at: datetime
    months: int
    nearness: Nearness
    size_fits: bool
    priority: bool
    company_points: int
    entitled: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What one component gave: `measure` is what was counted, `tenths` of `most` points."""

    component: Component
    measure: str
    tenths: int
    most: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place among `candidates`, and how it came about."""

    candidature_id: UUID
    rank: int
    candidates: int
    entitled: bool
    marks: tuple[Mark, ...]

    @property
    def total_tenths(self) -> int:
        return sum(mark.tenths for mark in self.marks)


def rank(everybody: tuple[Facts, ...], weights: Weights) -> tuple[Ranked, ...]:
    """All of them, the first one first. Equal marks: whoever applied earlier."""
    marked = [(one, marks_of(one, weights)) for one in everybody]
    marked.sort(key=lambda pair: _order(*pair))
    return tuple(
        Ranked(one.candidature_id, place, len(marked), one.entitled, marks)
        for place, (one, marks) in enumerate(marked, 1)
    )


def marks_of(one: Facts, weights: Weights) -> tuple[Mark, ...]:
    """Component by component, in the order they are shown."""
    nearness = {Nearness.WANTED: 10, Nearness.NEAR: 5, Nearness.ELSEWHERE: 0}[one.nearness]
    return (
        Mark(
            Component.SENIORITY, str(one.months),
            _share(weights.seniority, one.months, weights.full_months), weights.seniority,
        ),
        Mark(Component.PLACE, one.nearness.value, weights.place * nearness, weights.place),
        Mark(Component.SIZE, _yes(one.size_fits), weights.size * 10 * one.size_fits, weights.size),
        Mark(
            Component.PRIORITY, _yes(one.priority), weights.priority * 10 * one.priority,
            weights.priority,
        ),
        Mark(
            Component.POINTS, str(one.company_points),
            _share(weights.points, one.company_points, weights.full_points), weights.points,
        ),
    )  # fmt: skip


def _order(one: Facts, marks: tuple[Mark, ...]) -> tuple[bool, int, datetime, UUID]:
    total = sum(mark.tenths for mark in marks)
    return not one.entitled, -total, one.submitted_at, one.candidature_id


def _share(weight: int, measure: int, full: int) -> int:
    """The part of the weight earned, in tenths, rounded down."""
    return weight * 10 * min(max(measure, 0), full) // full


def _yes(holds: bool) -> str:
    return "YES" if holds else "NO"
