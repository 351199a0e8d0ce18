"""Every state × every event × every actor, against the specification's own table written out
again by hand, in pure code and through the database."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from app.candidatures.services import Event, record, submit
from app.candidatures.states import TABLE, By, State, TransitionRefused, check_transition
from app.db.engines import Database
from app.db.transaction import transaction
from tests.factories.applicants import an_imported_applicant
from tests.factories.offers import an_offer

A, C, L, W = By.APPLICANT, By.ADVISER, By.LANDLORD, By.WORKER
# state: (step, who sets it), as §5 says.
SETTERS: dict[str, tuple[int, set[By]]] = {
    "SUBMITTED": (1, {A}), "VALIDATED": (2, {C}), "INVALIDATED": (2, {C}), "TRANSMITTED": (3, {C}),
    "CONTACTED": (4, {L}), "VISIT_PLANNED": (4, {L}), "COMMITTEE_PLANNED": (5, {L}),
    "AWARDED": (6, {L}), "AWARDED_RANKED": (6, {L}), "AWARDED_CONDITIONALLY": (6, {L}),
    "NOT_AWARDED": (6, {L}), "REJECTED": (6, {L}), "OFFER_NOTIFIED": (6, {L}),
    "ACCEPTED": (6, {A, L}), "DECLINED": (6, {A, L}), "SILENCE": (6, {W}), "LEASE_SIGNED": (7, {L}),
    "CANCELLED": (0, {A}), "OFFER_FILLED": (0, {W}), "NO_ANSWER": (0, {C}),
}  # fmt: skip
ENDED = {
    "INVALIDATED", "NOT_AWARDED", "REJECTED", "DECLINED", "SILENCE", "LEASE_SIGNED", "CANCELLED",
    "OFFER_FILLED", "NO_ANSWER",
}  # fmt: skip
AWARDS = {"AWARDED", "AWARDED_RANKED", "AWARDED_CONDITIONALLY"}
REFUSALS = {"NOT_AWARDED", "REJECTED"}
RESULTS = AWARDS | REFUSALS | {"OFFER_NOTIFIED", "ACCEPTED", "DECLINED", "LEASE_SIGNED"}
VISITS = {"CONTACTED", "VISIT_PLANNED"}
COMBINATIONS = list(itertools.product(State, State, By))


def follows(before: str, after: str) -> bool:
    """Whether the second may come after the first, whoever says it."""
    if before in ENDED:
        return False
    if after == "OFFER_FILLED":
        return True
    if after == "CANCELLED":
        return before in ("SUBMITTED", "VALIDATED")
    if after == "NO_ANSWER":
        # A landlord is silent who has the file and has not yet offered the dwelling.
        return before in VISITS | AWARDS | {"TRANSMITTED", "COMMITTEE_PLANNED"}
    match before:
        case "SUBMITTED":
            return after in ("VALIDATED", "INVALIDATED")
        case "VALIDATED":
            return after in ("TRANSMITTED", "INVALIDATED")
        case "TRANSMITTED" | "CONTACTED" | "VISIT_PLANNED":
            return after in VISITS | RESULTS | {"COMMITTEE_PLANNED"}
        case "COMMITTEE_PLANNED":
            return after in RESULTS | {"COMMITTEE_PLANNED"}
        case "OFFER_NOTIFIED":
            return after in ("ACCEPTED", "DECLINED", "SILENCE", "LEASE_SIGNED")
        case "ACCEPTED":
            return after in ("DECLINED", "LEASE_SIGNED")
    return after in RESULTS


def allowed(before: State, after: State, by: By) -> bool:
    return by in SETTERS[after.value][1] and follows(before.value, after.value)


def test_every_state_event_and_actor_is_as_the_specification_says() -> None:
    for before, after, by in COMBINATIONS:
        try:
            check_transition(before, after, by)
        except TransitionRefused:
            assert not allowed(before, after, by), (before, after, by)
        else:
            assert allowed(before, after, by), (before, after, by)


def test_steps_and_ends_are_those_of_the_specification() -> None:
    assert {s.value: (rule.step or 0, set(rule.by)) for s, rule in TABLE.items()} == SETTERS
    assert {s.value for s, rule in TABLE.items() if rule.ended} == ENDED


@pytest.mark.parametrize("by", By)
def test_the_database_takes_what_the_table_allows_and_nothing_else(
    database: Database, by: By
) -> None:
    """Each event said later than what stands, by each actor, from each state."""
    who = an_imported_applicant(database)
    home = an_offer(database)
    with transaction(database, "applicant", who.actor) as tx:
        which = submit(tx, who.actor, home)
    start = datetime.now(UTC) - timedelta(days=2)
    with transaction(database, "worker") as tx:
        for before, after in itertools.product(State, State):
            undone = tx.begin_nested()
            _stand(tx, which, who.request_id, before, start)
            event = Event(after, start + timedelta(days=1), by)
            try:
                effect = record(tx, which, event)
            except TransitionRefused:
                effect = False
            # An event of a lower step is history, never the state.
            ahead = (TABLE[after].step or 9) >= (TABLE[before].step or 1)
            assert effect == (allowed(before, after, by) and ahead), (before, after, by)
            undone.rollback()


def _stand(tx: Connection, which: object, request: object, state: State, at: datetime) -> None:
    """Put the candidature where it would be, as the worker's login may."""
    tx.execute(
        text("UPDATE candidature SET state = :s, active = :a WHERE id = :c"),
        {"s": state.value, "a": not TABLE[state].ended, "c": which},
    )
    word = "AWARDED" if state.value in AWARDS else state.value
    tx.execute(
        text("INSERT INTO candidature_event (request_id, candidature_id, occurred_at, occurred_on,"
             " step, outcome) VALUES (:r, :c, :at, CAST(:at AS timestamptz)::date, :n, :o)"),
        {"r": request, "c": which, "at": at, "n": TABLE[state].step or 1, "o": word},
    )  # fmt: skip
