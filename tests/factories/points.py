"""Scales and awards for tests, by the product's own services and the employers' login."""

from uuid import UUID, uuid4

from app.access.actor import Actor
from app.approvals.services import Kind, ask_approval
from app.companies.day import today
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.policy import Criterion
from app.points.scale import NewScale, set_scale
from app.points.services import Award, award_points
from app.privacy.candidatures import own_candidatures
from app.privacy.purposes import Purpose
from app.support.services import support_candidature
from tests.factories.accounts import Somebody
from tests.factories.applicants import ImportedApplicant

# (label, points) of a scale nothing can be said against.
CRITERIA = (("Mobilité professionnelle", 20), ("Nouvelle embauche", 20), ("Distance", 30))


def employer_actor(who: Somebody, role: str = "OWNER") -> Actor:
    """A member signed in, for the services."""
    return Actor(
        "employer", who.account_id, "x", role, "fr", b"", membership_id=who.membership_id,
        company_id=who.company_id, may_open_files=True, may_export=True,
    )  # fmt: skip


def a_scale(
    database: Database, owner: Somebody, *, budget: int = 1_000, cap: int = 100, seen: int = 0,
    criteria: tuple[tuple[str, int], ...] = CRITERIA,
) -> int:  # fmt: skip
    """A version in force from today; its number."""
    listed = tuple(Criterion(n, label, "", worth) for n, (label, worth) in enumerate(criteria, 1))
    with transaction(database, "employer", employer_actor(owner)) as tx:
        return set_scale(tx, NewScale(today(tx), budget, cap, listed), seen=seen)


def an_award(
    database: Database, who: Somebody, *people: UUID | None, ordinal: int = 1, version: int = 1,
    key: UUID | None = None,
) -> UUID:  # fmt: skip
    """One press of the button, as `who`; its key."""
    used = key or uuid4()
    named = [person for person in people if person is not None]
    with transaction(database, "employer", employer_actor(who)) as tx:
        award_points(tx, named, Award(version, ordinal, used))
    return used


def a_note(database: Database, who: Somebody, person: ImportedApplicant, words: str) -> UUID:
    """A note on the person's running candidature, which must not have left; the candidature."""
    with transaction(database, "applicant", person.actor) as tx:
        which = next(one.id for one in own_candidatures(tx) if one.active)
    with transaction(database, "employer", employer_actor(who)) as tx:
        support_candidature(tx, which, words)
    return which


def approvals_that_wait(database: Database, who: Somebody, people: list[UUID]) -> list[UUID]:
    """An export of the whole list and an award to `people`, both waiting for a second person."""
    query = {"search": "", "sort": "name", "filters": {}}
    award = {"people": [str(one) for one in people], "version": 1, "ordinal": 2}
    with transaction(database, "employer", employer_actor(who)) as tx:
        return [
            ask_approval(tx, Kind.EXPORT, {"query": query, "form": "csv"}, Purpose.SUPPORT),
            ask_approval(tx, Kind.AWARD, award),
        ]
