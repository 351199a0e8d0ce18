"""Landlords' events in any order, late, double, contradictory, corrected, on two rivals.

What stands afterwards is what the specification's own table says, written out again by hand in
test_every_transition; whatever comes twice changes nothing; a dwelling is let once.
"""

import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from app.landlords.decisions import take_decision
from app.landlords.loading import RefusedLine, Taken
from tests.app.candidatures.test_every_transition import ENDED, SETTERS, By, follows
from tests.app.landlords.files import Line, a_decision_line
from tests.clock import Clock
from tests.emptying import empty
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.offers import an_offer

EXAMPLES = 1_000 if "PROOF_EXAMPLES" in os.environ else 10
pytestmark = pytest.mark.timeout(7_200)
SUBMITTED_AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
WORDS = sorted(state for state, (_step, by) in SETTERS.items() if By.LANDLORD in by)


@dataclass(frozen=True)
class Said:
    """One event: of which of the two, how many hours after the submission, told how often."""

    whom: int
    word: str
    hours: int
    times: int


said = st.builds(
    Said, st.integers(0, 1), st.sampled_from(WORDS), st.integers(1, 60),
    st.sampled_from((1, 1, 1, 2)),
)  # fmt: skip


class Scene:
    """Two people at the landlord's for one dwelling, since 1 March."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        empty(database)
        clock.freeze(SUBMITTED_AT)
        offer = an_offer(database, reference="L-1")
        self.people: list[ImportedApplicant] = []
        for _one in range(2):
            person = an_imported_applicant(database)
            with transaction(database, "applicant", person.actor) as tx:
                submit(tx, person.actor, offer)
            self.people.append(person)
        with database.owner.begin() as owner:
            owner.execute(text("UPDATE candidature SET state = 'TRANSMITTED'"))
        clock.freeze(SUBMITTED_AT + timedelta(days=30))

    def line(self, number: int, one: Said, **more: Any) -> Line:
        at = SUBMITTED_AT + timedelta(hours=one.hours)
        return a_decision_line(
            self.people[one.whom].unique_number, one.word, event_id=f"E-{number}",
            occurred_at=at.isoformat(), **more,
        )  # fmt: skip

    def takes(self, line: Line) -> Taken | str:
        """What the line came to, or the reason of its refusal, as the loader meets it."""
        try:
            with transaction(self.database, "worker") as tx:
                return take_decision(tx, line)
        except RefusedLine as refused:
            return str(getattr(refused.reason, "name", refused.reason))

    def stands(self) -> list[tuple[Any, ...]]:
        """Each candidature's state and whether it is active, and every event there is."""
        with self.database.owner.connect() as owner:
            states = owner.execute(
                text("SELECT state, active FROM candidature JOIN housing_request r"
                     " ON r.id = request_id ORDER BY array_position(:all, r.unique_number::text)"),
                {"all": [one.unique_number for one in self.people]},
            )  # fmt: skip
            events = owner.execute(
                text("SELECT candidature_id, occurred_at, step, outcome FROM candidature_event"
                     " ORDER BY 1, 2, 3, 4")
            )  # fmt: skip
            return [*map(tuple, states), *map(tuple, events)]


@dataclass
class Model:
    """One candidature, by the table of the specification."""

    state: str = "TRANSMITTED"
    step: int = 1
    since: datetime = SUBMITTED_AT

    def hears(self, word: str, at: datetime, known: set[tuple[str, datetime]]) -> bool:
        """Whether the event becomes the state."""
        outcome = "AWARDED" if word.startswith("AWARDED") else word
        if (outcome, at) in known or self.state in ENDED:
            return False
        step = SETTERS[word][0]
        if (step, at) < (self.step, self.since):
            if not (word in ENDED and at >= self.since):
                known.add((outcome, at))
            return False
        answered = word == self.state and word in ("ACCEPTED", "DECLINED")
        if answered or not follows(self.state, word):
            return False
        known.add((outcome, at))
        self.state, self.step, self.since = word, step, at
        return True


def expected(events: list[Said]) -> list[tuple[str, bool]]:
    models, known = [Model(), Model()], [set[tuple[str, datetime]](), set[tuple[str, datetime]]()]
    for one in events:
        at = SUBMITTED_AT + timedelta(hours=one.hours)
        effect = models[one.whom].hears(one.word, at, known[one.whom])
        rival = models[1 - one.whom]
        if effect and one.word == "LEASE_SIGNED" and rival.state not in ENDED:
            rival.state = "OFFER_FILLED"
    return [(one.state, one.state not in ENDED) for one in models]


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(events=st.lists(said, max_size=14))
def test_what_stands_is_what_the_table_says_and_twice_is_once(
    database: Database, clock: Clock, events: list[Said]
) -> None:
    scene = Scene(database, clock)
    lines = [scene.line(number, one) for number, one in enumerate(events)]
    taken = []
    for line, one in zip(lines, events, strict=True):
        first = scene.takes(line)
        for _again in range(one.times - 1):
            before = scene.stands()
            assert scene.takes(line) in (Taken.UNCHANGED, first)
            assert scene.stands() == before
        if isinstance(first, Taken):
            taken.append(line)
    stands = scene.stands()
    assert stands[:2] == expected(events)
    assert [state for state, *_rest in stands[:2]].count("LEASE_SIGNED") <= 1
    for line in taken:
        assert scene.takes(line) is Taken.UNCHANGED
    assert scene.stands() == stands


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(events=st.lists(said, min_size=1, max_size=10), wrong=st.integers(0, 9))
def test_a_correction_leads_back_and_never_lets_a_dwelling_twice(
    database: Database, clock: Clock, events: list[Said], wrong: int
) -> None:
    scene = Scene(database, clock)
    for number, one in enumerate(events):
        scene.takes(scene.line(number, one))
    number = wrong % len(events)
    before = scene.stands()
    late = Said(events[number].whom, "CORRECTED", 100, 1)
    correction = scene.line(99, late, corrects=f"E-{number}")
    came = scene.takes(correction)
    after = scene.stands()
    if not isinstance(came, Taken):
        assert after == before
        return
    state, active = after[late.whom]
    assert active
    assert state not in ENDED
    assert after[1 - late.whom] == before[1 - late.whom]
    assert scene.takes(correction) is Taken.UNCHANGED
    # What follows the correction is taken as if the wrong one had never been.
    scene.takes(scene.line(100, Said(late.whom, "LEASE_SIGNED", 101, 1)))
    final = [state for state, *_rest in scene.stands()[:2]]
    assert final.count("LEASE_SIGNED") <= 1


def test_of_two_leases_signed_at_once_one_is_taken(database: Database, clock: Clock) -> None:
    for _round in range(3):
        scene = Scene(database, clock)
        lines = [scene.line(who, Said(who, "LEASE_SIGNED", 50, 1)) for who in (0, 1)]
        start, came = threading.Barrier(2), [""] * 2

        def sign(who: int, line: Line, start: threading.Barrier = start, scene: Scene = scene,
                 came: list[str] = came) -> None:  # fmt: skip
            start.wait(30)
            came[who] = str(scene.takes(line))

        threads = [threading.Thread(target=sign, args=pair) for pair in enumerate(lines)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(60)
        assert came.count(str(Taken.NEW)) == 1, came
        assert [state for state, *_rest in scene.stands()[:2]].count("LEASE_SIGNED") == 1
