"""The journal: every change made behind its back is found, sealing keeps one chain."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.access.actor import Actor
from app.audit.sealer import seal_waiting
from app.audit.verify import verify
from app.config import Settings
from app.db.engines import Database, open_database
from app.db.transaction import transaction
from app.privacy.readers.employer import ApplicantQuery, list_applicants, read_summary
from tests.clock import Clock
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company
from tests.privacy.sql import member_actor

PEOPLE = 3
READINGS = 5


def a_read_company(database: Database) -> Actor:
    """A company whose owner read its people: a list and four summaries, unsealed."""
    company = a_company(database)
    people = [an_imported_applicant(database, company, choice=2) for _ in range(PEOPLE)]
    actor = member_actor(an_owner(database, company.id))
    read_all(database, actor, [p.public_id for p in people])
    return actor


def read_all(database: Database, actor: Actor, ids: list[object]) -> None:
    with transaction(database, "employer", actor) as tx:
        list_applicants(tx, actor, ApplicantQuery())
    for public_id in (*ids, ids[0]):
        with transaction(database, "employer", actor) as tx:
            read_summary(tx, actor, public_id)  # type: ignore[arg-type]


@pytest.fixture
def sealed(database: Database) -> Database:
    a_read_company(database)
    assert seal_waiting(database) >= READINGS
    verdict = verify(database)
    assert (verdict.waiting, verdict.faults) == (0, ())
    return database


def tamper(database: Database, *statements: str) -> None:
    with database.owner.begin() as owner:
        for statement in statements:
            owner.execute(text(statement))


_ONE = "(SELECT line_id FROM journal_seal WHERE seq = 3)"
_READ = "(SELECT min(line_id::text)::uuid FROM journal_subject)"
TAMPERINGS: dict[str, tuple[str, ...]] = {
    "flipped act": (f"UPDATE journal_line SET act = 'X' WHERE id = {_ONE}",),
    "flipped audience": (f"UPDATE journal_line SET audience = 'x' WHERE id = {_ONE}",),
    "flipped time": (f"UPDATE journal_line SET at = at + interval '1 us' WHERE id = {_ONE}",),
    "flipped company": (
        f"UPDATE journal_line SET company_id = gen_random_uuid() WHERE id = {_ONE}",
    ),
    "flipped bit of a digest": (
        "UPDATE journal_line SET detail_digest = set_bit(detail_digest, 7, 1 -"
        f" get_bit(detail_digest, 7)) WHERE id = {_ONE}",
    ),
    "deleted line": (f"DELETE FROM journal_line WHERE id = {_ONE}",),
    "deleted line with its seal": (
        f"DELETE FROM journal_line WHERE id = {_ONE}",
        "DELETE FROM journal_seal WHERE seq = 3",
    ),
    "closed gap": (
        "DELETE FROM journal_seal WHERE seq = 3",
        "UPDATE journal_seal SET seq = seq - 1 WHERE seq > 3",
    ),
    "inserted seal": (
        "UPDATE journal_seal SET seq = seq + 100 WHERE seq >= 3",
        "UPDATE journal_seal SET seq = seq - 99 WHERE seq > 100",
        "INSERT INTO journal_line (id, audience, act, detail_digest) VALUES"
        " ('00000000-0000-0000-0000-000000000001', 'staff', 'X', '\\x00')",
        "INSERT INTO journal_seal (seq, line_id, line_digest, chain) SELECT 3,"
        " '00000000-0000-0000-0000-000000000001', line_digest, chain FROM journal_seal"
        " WHERE seq = 2",
    ),
    "swapped lines": (
        "UPDATE journal_seal a SET line_digest = b.line_digest FROM journal_seal b"
        " WHERE (a.seq, b.seq) IN ((2, 3), (3, 2))",
    ),
    "swapped seals": (
        "UPDATE journal_seal SET seq = seq + 1000 WHERE seq IN (2, 3)",
        "UPDATE journal_seal SET seq = 1005 - seq WHERE seq > 1000",
    ),
    "flipped name": (f"UPDATE journal_detail SET actor_name = 'X' WHERE line_id = {_ONE}",),
    "flipped purpose": (f"UPDATE journal_detail SET purpose = 'X' WHERE line_id = {_ONE}",),
    "flipped salt": (f"UPDATE journal_detail SET salt = '\\x00' WHERE line_id = {_ONE}",),
    "deleted details": (f"DELETE FROM journal_detail WHERE line_id = {_ONE}",),
    "swapped details": (
        "UPDATE journal_detail d SET salt = o.salt, actor_name = o.actor_name, purpose = o.purpose,"
        " subject = o.subject, actor_id = o.actor_id FROM journal_detail o"
        " JOIN journal_seal so ON so.line_id = o.line_id, journal_seal sd"
        " WHERE sd.line_id = d.line_id AND (sd.seq, so.seq) IN ((2, 3), (3, 2))",
    ),
    "somebody read, taken out": (f"DELETE FROM journal_subject WHERE line_id = {_READ}",),
    "somebody read, put in": (
        f"INSERT INTO journal_subject VALUES ({_READ}, gen_random_uuid(), gen_random_uuid())",
    ),
    "somebody read, exchanged": (
        f"UPDATE journal_subject SET account_id = gen_random_uuid() WHERE line_id = {_READ}",
    ),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_is_done_behind_its_back_is_found(sealed: Database, tampering: str) -> None:
    tamper(sealed, *TAMPERINGS[tampering])
    assert verify(sealed).faults, tampering


def test_a_line_put_into_the_past_is_found_once_sealed(sealed: Database) -> None:
    tamper(
        sealed,
        "INSERT INTO journal_line (id, at, audience, act, detail_digest) SELECT"
        " '00000000-0000-0000-0000-000000000001', min(at) - interval '1 hour', 'staff', 'X',"
        " sha256('\\x00' || convert_to('[null, null, null, null, null, null, []]', 'UTF8'))"
        " FROM journal_line",
        "INSERT INTO journal_detail (line_id, salt) VALUES"
        " ('00000000-0000-0000-0000-000000000001', '\\x00')",
    )
    assert seal_waiting(sealed) == 1
    assert [str(f).endswith("was put there later") for f in verify(sealed).faults] == [True]


def test_faults_name_lines_and_nothing_else(sealed: Database) -> None:
    tamper(sealed, "UPDATE journal_detail SET actor_name = 'Hiddenbourg'")
    words = " ".join(map(str, verify(sealed).faults))
    assert "Hiddenbourg" not in words
    assert "Claire" not in words


_READINGS = "WHERE line_id IN (SELECT id FROM journal_line WHERE act LIKE '%_READ')"


def test_side_rows_leave_after_a_year_and_the_chain_still_holds(
    sealed: Database, clock: Clock
) -> None:
    clock.advance(timedelta(days=400))
    tamper(sealed, f"DELETE FROM journal_detail {_READINGS}")
    assert verify(sealed).faults == ()
    tamper(sealed, f"DELETE FROM journal_subject {_READINGS}")
    verdict = verify(sealed)
    assert verdict.faults == ()
    assert verdict.sealed >= READINGS


def test_sealing_again_seals_nothing_twice_and_goes_on(sealed: Database) -> None:
    before = verify(sealed).sealed
    assert seal_waiting(sealed) == 0
    a_read_company(sealed)
    new = seal_waiting(sealed)
    assert new >= READINGS
    verdict = verify(sealed)
    assert (verdict.sealed, verdict.waiting, verdict.faults) == (before + new, 0, ())


def test_sealers_at_once_keep_one_chain(database: Database) -> None:
    a_read_company(database)
    waiting = verify(database).waiting
    done: list[int] = []
    sealers = [
        threading.Thread(target=lambda: done.extend(seal_waiting(database, 2) for _ in range(5)))
        for _ in range(6)
    ]
    for one in sealers:
        one.start()
    for one in sealers:
        one.join()
    while seal_waiting(database, 2):
        done.append(2)
    verdict = verify(database)
    assert (verdict.sealed, verdict.waiting, verdict.faults) == (waiting, 0, ())
    assert sum(done) >= waiting


def _seal_for_ever(settings: Settings) -> None:
    database = open_database(settings, name="portail_test", durable=False)
    while True:
        seal_waiting(database, 1)


def test_a_sealer_killed_at_any_moment_leaves_one_chain(
    database: Database, settings: Settings
) -> None:
    a_read_company(database)
    waiting = verify(database).waiting
    fresh = multiprocessing.get_context("spawn")
    for seconds in (0.0, 0.01, 0.05):
        sealer = fresh.Process(target=_seal_for_ever, args=(settings,))
        sealer.start()
        try:
            _wait(lambda: verify(database).sealed > 0)
            time.sleep(seconds)
        finally:
            assert sealer.pid is not None
            os.kill(sealer.pid, signal.SIGKILL)
            sealer.join()
        assert verify(database).faults == ()
        a_read_company(database)
    seal_waiting(database)
    verdict = verify(database)
    assert (verdict.waiting, verdict.faults) == (0, ())
    assert verdict.sealed > waiting


def _wait(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)
