"""What the journal forgets, when, and that the chain still verifies."""

import multiprocessing
import os
import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.access.actor import Actor
from app.audit.faults import Wrong
from app.audit.register import MONTHS_OF
from app.audit.retention import KEPT_LONGER, purge_journal
from app.audit.sealer import seal_waiting
from app.audit.verify import verify
from app.config import Settings
from app.db.engines import Database, open_database
from app.db.transaction import transaction
from app.privacy.readers.employer import read_summary
from app.privacy.readers.own import readings_of_me
from tests.app.audit.test_journal_chain import a_read_company, read_all
from tests.clock import Clock
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company
from tests.privacy.sql import member_actor

YEAR = timedelta(days=367)


def count(database: Database, what: str) -> int:
    with database.owner.connect() as owner:
        return int(owner.execute(text(f"SELECT count(*) FROM {what}")).scalar_one())


@pytest.fixture
def sealed(database: Database) -> Database:
    a_read_company(database)
    _write_line(database, "POINTS_AWARDED")
    while seal_waiting(database):
        pass
    return database


def _write_line(database: Database, act: str) -> None:
    with database.owner.begin() as owner:
        owner.execute(
            text(
                "SELECT app.add_line('employer', :act, NULL, gen_random_uuid(), 'Zoé Tardif',"
                " 'OWNER', NULL, NULL, NULL, '[]')"
            ),
            {"act": act},
        )


def test_readings_leave_after_a_year_argued_acts_after_three_and_the_chain_holds(
    sealed: Database, clock: Clock
) -> None:
    lines = count(sealed, "journal_line")
    clock.advance(timedelta(days=364))
    assert purge_journal(sealed) == 0
    clock.advance(YEAR)
    assert purge_journal(sealed) > 0
    readings = "journal_detail d JOIN journal_line l ON l.id = d.line_id WHERE l.act IN "
    assert count(sealed, f"{readings} ('LIST_READ', 'SUMMARY_READ')") == 0
    assert count(sealed, "journal_subject") == 0
    assert count(sealed, f"{readings} ('POINTS_AWARDED')") == 1
    verdict = verify(sealed)
    assert verdict.faults == ()
    assert 0 < verdict.purged < verdict.sealed == lines
    clock.advance(timedelta(days=3 * 367))
    assert purge_journal(sealed) > 0
    assert count(sealed, "journal_detail") == 0
    assert verify(sealed).faults == ()
    assert verify(sealed).purged == lines == count(sealed, "journal_line")


def test_purging_again_and_in_small_batches_erases_the_same(sealed: Database, clock: Clock) -> None:
    clock.advance(YEAR)
    assert purge_journal(sealed, batch=2) > 2
    left = count(sealed, "journal_detail")
    assert purge_journal(sealed) == 0
    assert count(sealed, "journal_detail") == left


def test_an_argued_act_emptied_before_its_time_is_a_fault(sealed: Database, clock: Clock) -> None:
    clock.advance(YEAR)
    purge_journal(sealed)
    with sealed.owner.begin() as owner:
        owner.execute(
            text(
                "DELETE FROM journal_detail d USING journal_line l"
                " WHERE l.id = d.line_id AND l.act = 'POINTS_AWARDED'"
            )
        )
    assert [one.what for one in verify(sealed).faults] == [Wrong.DETAILS_GONE]


def test_what_is_not_sealed_yet_waits(sealed: Database, clock: Clock) -> None:
    clock.advance(YEAR)
    purge_journal(sealed)
    a_read_company(sealed)
    unsealed = count(sealed, "journal_line l WHERE l.act = 'SUMMARY_READ'")
    clock.advance(2 * YEAR)
    purge_journal(sealed)
    kept = count(
        sealed,
        "journal_detail d JOIN journal_line l ON l.id = d.line_id WHERE l.act = 'SUMMARY_READ'",
    )
    assert 0 < kept < unsealed


def test_whatever_the_worker_says_nothing_younger_than_a_year_leaves(
    sealed: Database, clock: Clock
) -> None:
    clock.advance(timedelta(days=360))
    with transaction(sealed, "worker") as tx:
        assert tx.scalar(text("SELECT app.purge_journal('{}', 1000000)")) == 0


def test_the_person_reads_twelve_months_of_readings(database: Database, clock: Clock) -> None:
    company = a_company(database)
    who = an_imported_applicant(database, company, choice=2)
    reader = member_actor(an_owner(database, company.id))
    _read(database, reader, who.public_id)
    clock.advance(YEAR)
    seal_waiting(database)
    purge_journal(database)
    assert _own(database, who.actor) == 0
    _read(database, reader, who.public_id)
    assert _own(database, who.actor) == 1


def _read(database: Database, reader: Actor, public_id: object) -> None:
    with transaction(database, "employer", reader) as tx:
        read_summary(tx, reader, public_id)  # type: ignore[arg-type]


def _own(database: Database, actor: Actor) -> int:
    with transaction(database, "applicant", actor) as tx:
        return len(readings_of_me(tx))


def test_every_act_has_one_time_and_a_reading_never_the_long_one() -> None:
    assert len(set(KEPT_LONGER)) == len(KEPT_LONGER)
    assert not [act for act in KEPT_LONGER if act.endswith(("_READ", "_PRINTED", "_OPENED"))]
    assert (MONTHS_OF["FILE_READ"], MONTHS_OF["POINTS_AWARDED"]) == (12, 36)


def _purge_slowly(settings: Settings) -> None:
    purge_journal(open_database(settings, name="portail_test", durable=False), batch=1)


def test_killed_in_the_middle_the_next_one_ends_it(
    sealed: Database, settings: Settings, clock: Clock
) -> None:
    company = a_company(sealed)
    people = [an_imported_applicant(sealed, company, choice=2) for _ in range(2)]
    actor = member_actor(an_owner(sealed, company.id))
    for _ in range(40):
        read_all(sealed, actor, [p.public_id for p in people])
    while seal_waiting(sealed):
        pass
    clock.advance(YEAR)
    before = count(sealed, "journal_detail")
    child = multiprocessing.get_context("spawn").Process(target=_purge_slowly, args=(settings,))
    child.start()
    assert child.pid is not None
    end = time.monotonic() + 60
    while count(sealed, "journal_detail") == before:
        assert time.monotonic() < end
        time.sleep(0.002)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert verify(sealed).faults == ()
    purge_journal(sealed)
    readings = "journal_detail d JOIN journal_line l ON l.id = d.line_id WHERE l.act LIKE '%_READ'"
    assert count(sealed, readings) == 0
    assert verify(sealed).faults == ()
