"""Submitting, cancelling and recording through the product's own doors."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.candidatures.services import CandidatureRefused, Event, cancel, record, submit
from app.candidatures.states import TABLE, By, State, TransitionRefused
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.candidatures import OwnCandidature, own_candidatures
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import open_file
from tests.factories.accounts import an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company
from tests.factories.offers import an_offer
from tests.privacy.sql import Console, context_of, member_actor

NOW = datetime.now(UTC)
AUTHOR = {State.SUBMITTED: By.APPLICANT} | {s: min(r.by, key=str) for s, r in TABLE.items()}


def apply(database: Database, who: ImportedApplicant, offer: UUID | None = None) -> UUID:
    with transaction(database, "applicant", who.actor) as tx:
        return submit(tx, who.actor, offer or an_offer(database))


def say(
    database: Database, which: UUID, state: State, at: datetime | None = None, **more: object
) -> bool:
    event = Event(state, at or datetime.now(UTC), more.pop("by", AUTHOR[state]), **more)  # type: ignore[arg-type]
    with transaction(database, "worker") as tx:
        return record(tx, which, event)


def mine(database: Database, who: ImportedApplicant) -> tuple[OwnCandidature, ...]:
    with transaction(database, "applicant", who.actor) as tx:
        return own_candidatures(tx)


def test_one_active_candidature_at_a_time_and_another_after_the_end(database: Database) -> None:
    who = an_imported_applicant(database)
    first = apply(database, who)
    with pytest.raises(CandidatureRefused, match="ALREADY_ACTIVE"):
        apply(database, who)
    with transaction(database, "applicant", who.actor) as tx:
        cancel(tx, first)
    second = apply(database, who)
    states = {one.id: (one.state, one.active) for one in mine(database, who)}
    assert states == {first: ("CANCELLED", False), second: ("SUBMITTED", True)}


def test_an_offer_closed_or_reserved_to_another_company_takes_nobody(database: Database) -> None:
    company, other = a_company(database), a_company(database)
    who = an_imported_applicant(database, company)
    closed = an_offer(database, closes_on=date(2025, 2, 1))
    with pytest.raises(CandidatureRefused, match="OFFER_CLOSED"):
        apply(database, who, closed)
    foreign = an_offer(database, reserved_for_siren=other.siren)
    with pytest.raises(CandidatureRefused, match="UNKNOWN_OFFER"):
        apply(database, who, foreign)
    with pytest.raises(CandidatureRefused, match="UNKNOWN_OFFER"):
        apply(database, who, who.request_id)
    # Reserved to one's own company: shown under choice 1 too.
    assert apply(database, who, an_offer(database, reserved_for_siren=company.siren))


def test_nothing_is_cancelled_once_the_file_went_to_the_landlord(database: Database) -> None:
    who, other = an_imported_applicant(database), an_imported_applicant(database)
    which = apply(database, who)
    say(database, which, State.VALIDATED)
    say(database, which, State.TRANSMITTED)
    for actor, reason in ((who.actor, "TOO_LATE"), (other.actor, "UNKNOWN")):
        with (
            pytest.raises(CandidatureRefused, match=reason),
            transaction(database, "applicant", actor) as tx,
        ):
            cancel(tx, which)


def test_an_older_event_is_history_and_the_same_event_twice_is_once(database: Database) -> None:
    who = an_imported_applicant(database)
    which = apply(database, who)
    for state in (State.VALIDATED, State.TRANSMITTED):
        assert say(database, which, state)
    at = datetime.now(UTC)
    assert say(database, which, State.COMMITTEE_PLANNED, at)
    assert not say(database, which, State.COMMITTEE_PLANNED, at)
    assert not say(database, which, State.VISIT_PLANNED, at - timedelta(days=2))
    assert mine(database, who)[0].state == "COMMITTEE_PLANNED"
    assert len(_events(database, which)) == 5
    with pytest.raises(TransitionRefused, match="FUTURE"):
        say(database, which, State.AWARDED, at + timedelta(days=1))


def test_an_ended_candidature_takes_only_a_correction(database: Database) -> None:
    who = an_imported_applicant(database)
    which = apply(database, who)
    say(database, which, State.INVALIDATED, for_applicant="Pièce manquante")
    with pytest.raises(TransitionRefused, match="ENDED"):
        say(database, which, State.VALIDATED)
    assert say(database, which, State.SUBMITTED, by=By.ADVISER, correction=True)
    assert mine(database, who)[0].active
    assert say(database, which, State.VALIDATED)
    assert mine(database, who)[0].state == "VALIDATED"


def test_a_correction_does_not_make_two_active(database: Database) -> None:
    who = an_imported_applicant(database)
    first = apply(database, who)
    say(database, first, State.INVALIDATED)
    apply(database, who)
    with pytest.raises(TransitionRefused, match="ALREADY_ACTIVE"):
        say(database, first, State.SUBMITTED, by=By.ADVISER, correction=True)


def test_a_signed_lease_ends_the_others_on_the_same_dwelling(database: Database) -> None:
    offer = an_offer(database)
    company = a_company(database)
    people = [an_imported_applicant(database, company) for _ in range(3)]
    chosen, *others = [apply(database, who, offer) for who in people]
    for state in (State.VALIDATED, State.TRANSMITTED, State.AWARDED_RANKED, State.ACCEPTED):
        say(database, chosen, state)
    with transaction(database, "applicant", people[2].actor) as tx:
        cancel(tx, others[1])
    say(database, chosen, State.LEASE_SIGNED)
    found = [mine(database, who)[0] for who in people]
    assert [one.state for one in found] == ["LEASE_SIGNED", "OFFER_FILLED", "CANCELLED"]
    assert not any(one.active for one in found)


def test_an_employer_reads_date_step_and_a_closed_word_of_each_event(database: Database) -> None:
    company = a_company(database)
    who = an_imported_applicant(database, company, choice=3)
    which = apply(database, who)
    for state in (State.VALIDATED, State.TRANSMITTED):
        say(database, which, state)
    say(database, which, State.AWARDED_CONDITIONALLY, for_applicant="Sous réserve du DALO")
    owner = member_actor(an_owner(database, company.id))
    assert who.public_id is not None
    with transaction(database, "employer", owner) as tx:
        file = open_file(tx, owner, who.public_id, Purpose.SUPPORT).file
    assert [(e.step, e.outcome) for e in file.candidatures[0].events] == [
        (1, "SUBMITTED"), (2, "VALIDATED"), (3, "TRANSMITTED"), (6, "AWARDED"),
    ]  # fmt: skip
    assert "DALO" not in repr(file.candidatures)


def test_logins_cannot_write_more_than_their_acts(database: Database) -> None:
    who, other = an_imported_applicant(database), an_imported_applicant(database)
    which, foreign = apply(database, who), apply(database, other)
    console = Console(database, "applicant")
    context = context_of(database, who.actor)
    event = (
        "INSERT INTO candidature_event (request_id, candidature_id, occurred_at, occurred_on, step,"
        f" outcome) VALUES ('{who.request_id}', %s, now(), now(), 6, %s)"
    )
    for statement, parameters in (
        ("UPDATE candidature SET state = 'AWARDED'", ()),
        ("UPDATE candidature SET level = 3", ()),
        ("DELETE FROM candidature", ()),
        (event, (which, "AWARDED")),
        (event, (foreign, "CANCELLED")),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            console.run(statement, parameters, context=context)
    console.close()
    worker = Console(database, "worker")
    for statement in ("SELECT state FROM candidature", "SELECT outcome FROM candidature_event",
                      "UPDATE candidature SET level = 3", "DELETE FROM candidature"):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            worker.run(statement)
    worker.close()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.tuples(st.sampled_from(["submit", "cancel", *State]), st.booleans())))
def test_no_sequence_of_acts_leaves_two_active(
    database: Database, acts: list[tuple[str | State, bool]]
) -> None:
    who = an_imported_applicant(database)
    which = apply(database, who)
    for act, correction in acts:
        try:
            if act == "submit":
                which = apply(database, who)
            elif act == "cancel":
                with transaction(database, "applicant", who.actor) as tx:
                    cancel(tx, which)
            else:
                assert isinstance(act, State)
                by = By.ADVISER if correction else AUTHOR[act]
                oldest = mine(database, who)[-1].id if correction else which
                say(database, oldest, act, by=by, correction=correction)
        except (CandidatureRefused, TransitionRefused):
            continue
        found = mine(database, who)
        assert sum(one.active for one in found) <= 1
        assert all(one.active != TABLE[State(one.state)].ended for one in found)


def _events(database: Database, which: UUID) -> list[str]:
    with database.owner.connect() as owner:
        return list(
            owner.scalars(
                text("SELECT outcome FROM candidature_event WHERE candidature_id = :c"),
                {"c": which},
            )
        )
