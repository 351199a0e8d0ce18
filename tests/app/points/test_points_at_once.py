"""Several people at once: the last points have one winner, a double click counts once, the ledger
is the balance. `make prove` runs a thousand rounds; a few are enough to see a missing lock."""

import os
import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from app.companies.day import today
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.policy import Criterion, PointsRefused
from app.points.queries import figures
from app.points.scale import NewScale, set_scale
from app.points.services import reverse_award, undo_award
from app.points.standing import points_that_count
from app.privacy.rule import Choice, NotShared
from tests.factories.accounts import an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    decide_for,
    public_id_of,
)
from tests.factories.companies import a_company
from tests.factories.points import CRITERIA, a_scale, an_award, employer_actor

ROUNDS = int(os.environ.get("PROOF_ROUNDS", "6"))
AT_ONCE = 8
pytestmark = pytest.mark.timeout(7_200)

Act = Callable[[], object]


def at_once(*acts: Act) -> list[str]:
    """Start all of them together; "done", or the reason of the refusal, in their order."""
    answers = [""] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Act) -> None:
        start.wait(30)
        try:
            act()
            answers[number] = "done"
        except PointsRefused as refused:
            answers[number] = refused.reason
        except NotShared:
            answers[number] = "NOT_SHARED"

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


class Ground:
    """A company with two owners and as many people as press at once."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.company = a_company(database)
        self.owners = [an_owner(database, self.company.id) for _ in range(2)]
        self.people = [
            an_imported_applicant(database, self.company, choice=2) for _ in range(AT_ONCE)
        ]
        self.version = a_scale(database, self.owners[0])

    def publish(self, budget: int) -> None:
        self.version = a_scale(self.database, self.owners[0], budget=budget, seen=self.version)

    def award(self, number: int, key: UUID | None = None) -> Act:
        who = self.owners[number % 2]
        person = self.people[number % len(self.people)]
        return lambda: an_award(
            self.database, who, person.public_id, version=self.version, key=key or uuid4()
        )

    def spent(self) -> int:
        with self.database.owner.connect() as owner:
            return int(owner.scalar(text(
                "SELECT coalesce(sum(points), 0) FROM points_line WHERE kind <> 'REVERSAL'"
            )) or 0)  # fmt: skip

    def standing(self) -> list[UUID]:
        with self.database.owner.connect() as owner:
            return list(owner.scalars(text(
                "SELECT id FROM points_line a WHERE kind = 'AWARD' AND NOT EXISTS "
                "(SELECT 1 FROM points_line r WHERE r.reverses = a.id)"
            )))  # fmt: skip

    def clear(self) -> None:
        """Reverse all that stands: the criterion may be given again, the budget stays spent."""
        for line in self.standing():
            with transaction(self.database, "employer", employer_actor(self.owners[0])) as tx:
                reverse_award(tx, line, "Tour suivant")

    def check(self) -> None:
        """Ledger == balance, told by the product and counted here."""
        with transaction(self.database, "employer", employer_actor(self.owners[0])) as tx:
            told = {f.year: f for f in figures(tx) if f.label is None}
        with self.database.owner.connect() as owner:
            total = owner.scalar(text("SELECT coalesce(sum(points), 0) FROM points_line"))
        assert sum(f.standing for f in told.values()) == total
        assert sum(f.spent for f in told.values()) == self.spent()


@pytest.fixture
def ground(database: Database) -> Ground:
    return Ground(database)


def test_of_many_who_award_the_last_points_one_wins(ground: Ground) -> None:
    for _round in range(ROUNDS):
        budget = ground.spent() + 20
        ground.publish(budget)
        answers = at_once(*(ground.award(n) for n in range(AT_ONCE)))
        assert sorted(answers) == ["BUDGET"] * (AT_ONCE - 1) + ["done"], answers
        assert ground.spent() == budget
        ground.check()
        ground.clear()


def test_a_double_click_counts_once_and_both_presses_are_answered(ground: Ground) -> None:
    for _round in range(ROUNDS):
        ground.publish(1_000_000)
        before, key = ground.spent(), uuid4()
        act = ground.award(0, key)
        assert at_once(act, act, act) == ["done"] * 3
        assert ground.spent() == before + 20
        ground.clear()


def test_two_who_give_one_person_the_same_criterion_give_it_once(ground: Ground) -> None:
    for _round in range(ROUNDS):
        ground.publish(1_000_000)
        answers = at_once(ground.award(0), ground.award(AT_ONCE))
        assert sorted(answers) == ["TWICE", "done"]
        ground.clear()


def test_an_undo_and_a_reversal_at_once_take_back_once(ground: Ground) -> None:
    def take(line: UUID) -> Act:
        def act() -> None:
            with transaction(ground.database, "employer", employer_actor(ground.owners[1])) as tx:
                reverse_award(tx, line, "Erreur")

        return act

    def undo(key: UUID) -> Act:
        def act() -> None:
            with transaction(ground.database, "employer", employer_actor(ground.owners[0])) as tx:
                undo_award(tx, key)

        return act

    for _round in range(ROUNDS):
        ground.publish(1_000_000)
        key = uuid4()
        ground.award(0, key)()
        (line,) = ground.standing()
        answers = at_once(take(line), undo(key), take(line))
        assert answers[1] == "done"
        assert set(answers) <= {"done", "ALREADY"}
        assert ground.standing() == []
        ground.check()


def test_of_two_scales_published_at_once_one_is_asked_to_look_again(ground: Ground) -> None:
    def write(budget: int) -> Act:
        seen = ground.version

        def act() -> None:
            with transaction(ground.database, "employer", employer_actor(ground.owners[0])) as tx:
                listed = tuple(Criterion(n, w, "", p) for n, (w, p) in enumerate(CRITERIA, 1))
                set_scale(tx, NewScale(today(tx), budget, 100, listed), seen=seen)

        return act

    for number in range(ROUNDS):
        assert sorted(at_once(write(number), write(number + 1))) == ["STALE", "done"]
        ground.version += 1


def test_an_award_and_a_withdrawal_at_once_leave_nothing_that_counts(ground: Ground) -> None:
    person = ground.people[0]

    def leave() -> None:
        with transaction(ground.database, "applicant", person.actor) as tx:
            withdraw(tx, person.actor, person.request_id)

    for _round in range(ROUNDS):
        ground.publish(1_000_000)
        at = public_id_of(ground.database, person.request_id)
        before = ground.spent()

        def award(public_id: UUID | None = at) -> None:
            an_award(ground.database, ground.owners[0], public_id, version=ground.version)

        answers = at_once(award, leave)
        assert answers in (["done", "done"], ["NOT_SHARED", "done"])
        assert ground.spent() == before + (20 if answers[0] == "done" else 0)
        assert counted(ground.database, person) == 0
        decide_for(ground.database, person.actor, ChoiceMade(Choice.SUMMARY, None, None))
        assert counted(ground.database, person) == 0
        ground.check()


def counted(database: Database, person: ImportedApplicant) -> int:
    with transaction(database, "worker") as tx:
        return points_that_count(tx, [person.request_id])[person.request_id]
