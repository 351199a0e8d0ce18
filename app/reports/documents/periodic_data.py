"""The company's periodic report: what it reads, and the figures drawn from it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from app.access.actor import Actor
from app.access.permissions import Permission
from app.companies.onboarding import OwnSite, own_sites
from app.points.queries import Figure, figures
from app.privacy.readers.employer import note_reading
from app.privacy.readers.employer_report import (
    Happened,
    ReportedPerson,
    happened_between,
    people_reported,
)
from app.privacy.rule import Choice, NotShared
from app.privacy.words.candidatures import ENDED
from app.reports.state import ReportState


@dataclass(frozen=True, slots=True)
class Span:
    """A period, both days included."""

    since: date
    until: date

    @property
    def before(self) -> "Span":
        """The period of the same length just before."""
        length = (self.until - self.since) + timedelta(days=1)
        return Span(self.since - length, self.until - length)

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Periodic:
    """Everything the report says, of people visible at its making only."""

    span: Span
    sites: tuple[OwnSite, ...]
    people: tuple[ReportedPerson, ...]
    now: Happened
    before: Happened
    # None where the membership may not read the company's points.
    points: tuple[Figure, ...] | None

    @property
    def files(self) -> int:
        return sum(p.level is Choice.FULL_FILE for p in self.people)

    @property
    def running(self) -> int:
        """Candidatures under way."""
        said = [p.last_outcome for p in self.people if p.last_outcome]
        return sum(outcome not in ENDED for outcome in said)

    def newly_visible(self, span: Span) -> int:
        return sum(span.holds(p.visible_since) for p in self.people)

    def wishes(self, most: int) -> list[tuple[str, int]]:
        """The communes wished first by most people, the most wished first."""
        counted = Counter(p.wished_commune for p in self.people if p.wished_commune)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def by_month(self) -> list[tuple[date, int]]:
        """People newly visible, month by month, the last twelve months of the period."""
        counted = Counter(
            p.visible_since.replace(day=1) for p in self.people if self.span.holds(p.visible_since)
        )
        return [(month, counted[month]) for month in _months(self.span)[-12:]]


def read_periodic(tx: Connection, actor: Actor, asked: ReportState) -> Periodic:
    """Read it as the one who asked, with a journal line for each person. NotShared when somebody
    left in between: it is made again at the next asking."""
    if asked.since is None or asked.until is None:
        raise NotShared
    span = Span(asked.since, asked.until)
    people = people_reported(tx, actor, asked.id)
    ids = [person.public_id for person in people]
    if not note_reading(tx, ids, "REPORT_PRINTED", None, Choice.SUMMARY):
        raise NotShared
    return Periodic(
        span,
        own_sites(tx, actor.sites),
        people,
        happened_between(tx, actor, asked.id, span.since, span.until),
        happened_between(tx, actor, asked.id, span.before.since, span.before.until),
        figures(tx) if actor.may(Permission.SEE_POINTS_FIGURES) else None,
    )


def _months(span: Span) -> list[date]:
    months, month = [], span.since.replace(day=1)
    while month <= span.until:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return months
