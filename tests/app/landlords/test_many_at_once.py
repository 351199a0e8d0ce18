"""Lines taken together come to what they come to one after the other, in the same order.

Two people, two dwellings: both run for the first one; both ended on the second one, by an event of
its landlord that may be corrected. Leases, corrections, doubles and answers cross at random.
"""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.candidatures.services import Event, record, submit
from app.candidatures.states import By, State
from app.db.engines import Database
from app.db.transaction import transaction
from app.landlords.contract import decision_contract
from app.landlords.decisions import Refused, take_decision, take_decisions
from app.landlords.loading import LandlordReport, RefusedLine, Taken
from app.landlords.resuming import load_resuming
from app.registry.faults import BrokenLine
from tests.app.candidatures.test_every_transition import SETTERS
from tests.app.landlords.files import Line, a_decision_line, write
from tests.app.landlords.test_landlord_files import load, rows
from tests.clock import Clock
from tests.emptying import empty
from tests.factories.applicants import an_imported_applicant
from tests.factories.offers import an_offer

EXAMPLES = 2_000 if "PROOF_EXAMPLES" in os.environ else 60
pytestmark = pytest.mark.timeout(7_200)
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
WORDS = sorted(state for state, (_step, by) in SETTERS.items() if By.LANDLORD in by)
_TABLES = ("candidature", "candidature_event", "landlord_event")

# whom, dwelling, word, hours, its identifier, what it corrects
Spoken = tuple[int, int, str, int, int, str]
spoken = st.tuples(
    st.integers(0, 1), st.integers(0, 1),
    st.sampled_from((*WORDS, "LEASE_SIGNED", "CORRECTED", "CORRECTED")),
    st.integers(1, 30), st.integers(0, 8),
    st.sampled_from(("E-0", "E-1", "E-2", "OLD-0", "OLD-1")),
)  # fmt: skip


class Scene:
    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        empty(database)
        clock.freeze(START)
        self.homes = [an_offer(database, reference=f"L-{number}") for number in (1, 2)]
        self.people = [an_imported_applicant(database) for _one in range(2)]
        for home in (1, 0):
            for person in self.people:
                with transaction(database, "applicant", person.actor) as tx:
                    submit(tx, person.actor, self.homes[home])
            if home:
                self._run("UPDATE candidature SET state = 'NOT_AWARDED', active = false")
        self._run("UPDATE candidature SET state = 'TRANSMITTED' WHERE active")
        for number, person in enumerate(self.people):
            self._run(
                "INSERT INTO landlord_event SELECT o.landlord_siren, :old, c.id, 'NOT_AWARDED', "
                "'COMMITTEE_PLANNED' FROM candidature c JOIN offer o ON o.id = c.offer_id "
                "WHERE c.request_id = :who AND NOT c.active",
                old=f"OLD-{number}", who=person.request_id,
            )  # fmt: skip
        clock.freeze(START + timedelta(days=30))
        for table in _TABLES:
            self._run(f"CREATE TABLE kept_{table} AS TABLE {table}")

    def start_again(self) -> None:
        self._run("DELETE FROM landlord_event")
        self._run("DELETE FROM candidature_event")
        self._run("UPDATE candidature c SET state = k.state, active = k.active, "
                  "answer_by = k.answer_by FROM kept_candidature k WHERE k.id = c.id "
                  "AND NOT k.active")  # fmt: skip
        self._run("UPDATE candidature c SET state = k.state, active = k.active, "
                  "answer_by = k.answer_by FROM kept_candidature k WHERE k.id = c.id")  # fmt: skip
        for table in _TABLES[1:]:
            self._run(f"INSERT INTO {table} SELECT * FROM kept_{table}")

    def lines(self, said: list[Spoken]) -> list[Line]:
        return [
            a_decision_line(
                self.people[whom].unique_number, word, event_id=f"E-{number}",
                offer_reference=f"L-{home + 1}", **({"corrects": wrong} if word == "CORRECTED"
                                                    else {}),
                occurred_at=(START + timedelta(hours=hours)).isoformat(),
            )
            for whom, home, word, hours, number, wrong in said
        ]  # fmt: skip

    def stands(self) -> list[list[Any]]:
        columns = ("id, state, active, answer_by", "candidature_id, occurred_at, step, outcome",
                   "event_id, candidature_id, event, before")  # fmt: skip
        return [
            rows(self.database, f"SELECT {names} FROM {table} ORDER BY {names}")
            for table, names in zip(_TABLES, columns, strict=True)
        ]

    def count(self, table: str) -> int:
        return int(rows(self.database, f"SELECT count(*) FROM {table}")[0][0])

    def _run(self, statement: str, **values: Any) -> None:
        with self.database.owner.begin() as owner:
            owner.execute(text(statement), values)


@pytest.fixture
def scene(database: Database, clock: Clock) -> Iterator[Scene]:
    made = Scene(database, clock)
    yield made
    for table in _TABLES:
        made._run(f"DROP TABLE kept_{table}")


def _one_by_one(database: Database, lines: list[Line]) -> list[str]:
    found = []
    for line in lines:
        try:
            with transaction(database, "worker") as tx:
                found.append(str(take_decision(tx, line)))
        except (RefusedLine, BrokenLine) as refused:
            found.append(f"{refused.path} {refused.reason}")
    return found


def _together(database: Database, lines: list[Line]) -> list[str]:
    with transaction(database, "worker") as tx:
        found = take_decisions(tx, lines)
    return [str(one) if isinstance(one, Taken) else f"{one.path} {one.reason}" for one in found]


# A lease ends what keeps the rival from coming back elsewhere; the other way round it does not.
@example(said=[(0, 0, "LEASE_SIGNED", 5, 1, ""), (1, 1, "CORRECTED", 9, 2, "OLD-1")])
@example(said=[(1, 1, "CORRECTED", 9, 2, "OLD-1"), (0, 0, "LEASE_SIGNED", 5, 1, "")])
@example(said=[(0, 0, "LEASE_SIGNED", 5, 1, ""), (1, 0, "LEASE_SIGNED", 6, 2, "")])
@example(said=[(0, 0, "REJECTED", 5, 1, ""), (0, 0, "CORRECTED", 6, 2, "E-1"),
               (0, 0, "AWARDED", 7, 1, "")])  # fmt: skip
# The second one's contact may go before the first one's third event, the lease after both.
@example(said=[(0, 0, "CONTACTED", 2, 1, ""), (0, 0, "VISIT_PLANNED", 3, 2, ""),
               (0, 0, "ACCEPTED", 4, 3, ""), (1, 0, "CONTACTED", 5, 4, ""),
               (1, 0, "LEASE_SIGNED", 6, 5, "")])  # fmt: skip
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=st.lists(spoken, min_size=2, max_size=12))
def test_together_is_one_after_the_other(scene: Scene, said: list[Spoken]) -> None:
    lines = scene.lines(said)
    scene.start_again()
    alone = _one_by_one(scene.database, lines)
    stands = scene.stands()
    scene.start_again()
    assert _together(scene.database, lines) == alone
    assert scene.stands() == stands


def test_two_files_that_cross_are_both_taken(scene: Scene, tmp_path: Path) -> None:
    """Each holds the person the other one's lease needs: the database ends one of the two, and
    its lines are taken again."""
    files = []
    for who in (0, 1):
        lines = scene.lines([
            (who, 0, "CONTACTED", 3, who, ""), (1 - who, 0, "LEASE_SIGNED", 5, 2 + who, ""),
        ])  # fmt: skip
        files.append(write(tmp_path / f"{who}.jsonl", lines))
    came: list[LandlordReport] = []

    def take(file: Path) -> None:
        came.append(load_resuming(file, scene.database, decision_contract(), take_decisions))

    loads = [threading.Thread(target=take, args=(file,)) for file in files]
    with scene.database.owner.begin() as first:
        first.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:home, 7022))"),
                      {"home": str(scene.homes[0])})  # fmt: skip
        for one in loads:
            one.start()
        _until_waiting(scene.database, 2)
    for one in loads:
        one.join(60)
    # The other one's person was ended by the lease that was taken.
    told = [[refusal.reason for refusal in one.refused] for one in came]
    assert sorted(told) == [[], [Refused.ENDED.value] * 2]
    assert scene.count("landlord_event") == 2 + 2
    first_home = "JOIN offer o ON o.id = offer_id WHERE o.reference = 'L-1' ORDER BY state"
    assert rows(scene.database, f"SELECT state FROM candidature {first_home}") == [
        ("LEASE_SIGNED",),
        ("OFFER_FILLED",),
    ]


def test_a_line_the_database_let_go_is_taken_again(scene: Scene, tmp_path: Path) -> None:
    with scene.database.owner.begin() as owner:
        for statement in _LETS_ONE_GO:
            owner.execute(text(statement))
    try:
        file = write(tmp_path / "one.jsonl", scene.lines([(0, 0, "CONTACTED", 3, 1, "")]))
        result = load(scene.database, "decisions", file)
    finally:
        with scene.database.owner.begin() as owner:
            owner.execute(text("DROP FUNCTION let_go() CASCADE"))
            owner.execute(text("DROP SEQUENCE let_go_turns"))
    assert "1 prises" in result.output
    assert result.exit_code == 0


# The first time only: a sequence is not rolled back.
_LETS_ONE_GO = (
    "CREATE SEQUENCE let_go_turns",
    "CREATE FUNCTION let_go() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN "
    "IF nextval('public.let_go_turns') = 1 THEN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; "
    "END IF; RETURN NEW; END $$",
    "CREATE TRIGGER let_go BEFORE INSERT ON landlord_event FOR EACH ROW EXECUTE FUNCTION let_go()",
)


def test_a_result_waits_for_a_choice_under_way_and_neither_ends_the_other(scene: Scene) -> None:
    who = scene.people[0]
    which = rows(scene.database, f"SELECT id FROM candidature WHERE active AND request_id = "
                                 f"'{who.request_id}'")[0][0]  # fmt: skip

    def result() -> bool:
        with transaction(scene.database, "worker") as tx:
            return record(
                tx, which, Event(State.CONTACTED, START + timedelta(hours=3), By.LANDLORD)
            )

    came: list[bool] = []
    taker = threading.Thread(target=lambda: came.append(result()))
    with scene.database.owner.begin() as choice:
        # The two locks of a choice, in its order (app.apply_consent).
        choice.execute(text("SELECT 1 FROM housing_request WHERE id = :r FOR UPDATE"),
                       {"r": who.request_id})  # fmt: skip
        taker.start()
        _until_waiting(scene.database, 1)
        choice.execute(text("UPDATE candidature SET level = level WHERE id = :c"), {"c": which})
    taker.join(30)
    assert came == [True]


def _until_waiting(database: Database, many: int) -> None:
    for _turn in range(3_000):
        if rows(database, "SELECT count(*) FROM pg_locks WHERE NOT granted")[0][0] >= many:
            return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waits")
