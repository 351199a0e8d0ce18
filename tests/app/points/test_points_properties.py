"""Whatever is done in whatever order: the ledger is the balance, no budget and no cap is overrun,
nobody hidden counts. What the product says is counted again here, from the rows alone."""

import os
from collections import Counter
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.policy import PointsRefused
from app.points.queries import figures
from app.points.services import reverse_award, undo_award
from app.points.standing import points_that_count
from app.privacy.rule import Choice, NotShared
from tests.emptying import empty
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant, decide_for
from tests.factories.companies import a_company
from tests.factories.points import a_scale, an_award, employer_actor

BUDGET, CAP, PEOPLE = 260, 50, 4
EXAMPLES = 150 if "PROOF_EXAMPLES" in os.environ else 8
people = st.integers(0, PEOPLE - 1)
acts = st.one_of(
    st.tuples(st.just("award"), people, st.integers(1, 3)),
    st.tuples(st.just("award both"), people, st.integers(1, 3)),
    st.tuples(st.sampled_from(("undo", "reverse")), st.integers(0, 9), st.just(0)),
    st.tuples(st.sampled_from(("leave", "show", "open")), people, st.just(0)),
)


class Story:
    """One company, its people, and the presses so far."""

    def __init__(self, database: Database) -> None:
        self.database = database
        company = a_company(database)
        self.owner = an_owner(database, company.id)
        a_scale(database, self.owner, budget=BUDGET, cap=CAP)
        self.people = [an_imported_applicant(database, company, choice=2) for _ in range(PEOPLE)]
        self.keys: list[UUID] = []

    def run(self, act: tuple[str, int, int]) -> None:
        name, number, ordinal = act
        try:
            getattr(self, name.replace(" ", "_"))(number, ordinal)
        except (NotShared, PointsRefused):
            return

    def public_id(self, number: int) -> UUID:
        with self.database.owner.connect() as owner:
            found: UUID | None = owner.scalar(
                text("SELECT public_id FROM visibility WHERE request_id = :r"),
                {"r": self.people[number].request_id},
            )
        return found or uuid4()

    def award(self, number: int, ordinal: int) -> None:
        self.keys.append(an_award(self.database, self.owner, self.public_id(number),
                                  ordinal=ordinal))  # fmt: skip

    def award_both(self, number: int, ordinal: int) -> None:
        pair = (self.public_id(number), self.public_id((number + 1) % PEOPLE))
        self.keys.append(an_award(self.database, self.owner, *pair, ordinal=ordinal))

    def undo(self, number: int, _ordinal: int) -> None:
        if self.keys:
            with transaction(self.database, "employer", employer_actor(self.owner)) as tx:
                undo_award(tx, self.keys[number % len(self.keys)])

    def reverse(self, number: int, _ordinal: int) -> None:
        lines = [row.id for row in self.rows() if row.kind == "AWARD"]
        if lines:
            with transaction(self.database, "employer", employer_actor(self.owner)) as tx:
                reverse_award(tx, lines[number % len(lines)], "Erreur")

    def leave(self, number: int, _ordinal: int) -> None:
        one = self.people[number]
        with transaction(self.database, "applicant", one.actor) as tx:
            withdraw(tx, one.actor, one.request_id)

    def show(self, number: int, _ordinal: int) -> None:
        made = ChoiceMade(Choice.SUMMARY, None, None)
        decide_for(self.database, self.people[number].actor, made)

    def open(self, number: int, _ordinal: int) -> None:
        made = ChoiceMade(Choice.FULL_FILE, False, None)
        decide_for(self.database, self.people[number].actor, made)

    def rows(self):  # type: ignore[no-untyped-def]
        with self.database.owner.connect() as owner:
            return owner.execute(
                text("SELECT id, public_id, kind, points, reverses FROM points_line ORDER BY id")
            ).all()

    def check(self) -> None:
        rows = self.rows()
        spent = sum(r.points for r in rows if r.kind != "REVERSAL")
        assert spent <= BUDGET
        balance: Counter[UUID] = Counter()
        for row in rows:
            balance[row.public_id] += row.points
        assert all(0 <= points <= CAP for points in balance.values())
        with transaction(self.database, "employer", employer_actor(self.owner)) as tx:
            whole = [f for f in figures(tx) if f.label is None]
        assert sum(f.standing for f in whole) == sum(r.points for r in rows)
        assert sum(f.spent for f in whole) == spent
        awarded = {r.id: r.points for r in rows if r.kind == "AWARD"}
        back = [r for r in rows if r.reverses is not None]
        assert all(awarded[r.reverses] == -r.points for r in back)
        assert len({r.reverses for r in back}) == len(back)
        self._check_ranking(balance)

    def _check_ranking(self, balance: Counter[UUID]) -> None:
        with self.database.owner.connect() as owner:
            shown = dict(owner.execute(
                text("SELECT request_id, public_id FROM visibility WHERE level > 1")
            ).all())  # fmt: skip
        requests = [one.request_id for one in self.people]
        with transaction(self.database, "worker") as tx:
            told = points_that_count(tx, requests)
        assert told == {r: balance[shown[r]] if r in shown else 0 for r in requests}


@pytest.mark.timeout(7_200)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(acts, min_size=4, max_size=14))
def test_the_ledger_is_the_balance_whatever_happens(
    database: Database, told: list[tuple[str, int, int]]
) -> None:
    empty(database)
    story = Story(database)
    for act in told:
        story.run(act)
        story.check()
