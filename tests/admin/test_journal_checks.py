"""The page of the chain: what the last verification found, one asked for, one each day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.access.actor import Actor
from app.audit.anchors import anchors_folder, drop_anchor
from app.audit.checks import check_daily, check_now, make_check, recent_checks
from app.audit.faults import Fault, Wrong
from app.audit.sealer import seal_waiting
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.operations.vitals import Vital, last_done
from tests.app.audit.test_journal_chain import a_read_company
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import Somebody, a_staff
from tests.worker import do_jobs

CHECK = "/action-logement/journaux/verification"


@pytest.fixture
def auditor(database: Database) -> Somebody:
    return a_staff(database, "AUDITOR")


@pytest.fixture
def audit(app: Flask, auditor: Somebody) -> Client:
    return Client(app).enter_as("staff", auditor.account_id)


@pytest.fixture
def sealed(database: Database, settings: Settings) -> Database:
    a_read_company(database)
    while seal_waiting(database):
        pass
    for path in anchors_folder(settings.data).glob("*.txt"):
        path.unlink()
    return database


def ask(audit: Client) -> Page:
    return audit.submit(CHECK, form="verification")


def tamper(database: Database, statement: str) -> object:
    """As the owner of the database, whom no right of ours holds back."""
    with database.owner.begin() as owner:
        return owner.execute(text(statement)).scalar()


def rename(database: Database, before: str, after: str) -> None:
    with database.owner.begin() as owner:
        owner.execute(text(f"ALTER TABLE journal_seal RENAME COLUMN {before} TO {after}"))


def states(database: Database) -> list[str]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT state FROM journal_check ORDER BY asked_at")))


def test_it_is_asked_for_made_by_the_worker_and_told(
    sealed: Database, settings: Settings, audit: Client
) -> None:
    assert "Pas encore vérifiée" in audit.get(CHECK).text
    assert drop_anchor(sealed, anchors_folder(settings.data))
    waiting = ask(audit)
    assert "Attend son tour." in waiting.text
    assert waiting.dom.find("progress") is not None
    told = audit.get(f"{CHECK}/etat").response.get_json()
    assert told == {"percent": 0, "text": "Attend son tour.", "done": False}
    assert do_jobs(settings, sealed) == 1
    told = audit.get(f"{CHECK}/etat").response.get_json()
    assert (told["percent"], told["done"]) == (100, True)
    done = audit.get(CHECK)
    assert "La chaîne est intacte" in done.text
    assert "lues de la première à la dernière" in done.text
    (anchor,) = done.dom.select("section[aria-labelledby=ancres] tbody tr")
    assert "La même" in anchor.get_text()
    with transaction(sealed, "worker") as tx:
        fine = {one.what: one.fine for one in last_done(tx)}
    assert fine[Vital.VERIFICATION]


def test_asked_twice_one_is_made_and_the_asking_is_an_act(
    sealed: Database, settings: Settings, audit: Client, auditor: Somebody
) -> None:
    actor = Actor("staff", auditor.account_id, "x", "AUDITOR", "fr", b"")

    def press(_number: int) -> object:
        with transaction(sealed, "staff", actor) as tx:
            return tx.scalar(text("SELECT app.ask_journal_check()"))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(4)))) == 1
    assert states(sealed) == ["WAITING"]
    asked = "SELECT count(*) FROM journal_line WHERE act = 'JOURNAL_CHECK_ASKED'"
    assert tamper(sealed, asked) == 1
    assert do_jobs(settings, sealed) == 1
    with sealed.owner.connect() as owner:
        which = owner.scalar(text("SELECT id FROM journal_check"))
        before = owner.scalar(text("SELECT ended_at FROM journal_check"))
    make_check(settings, sealed, str(which), "x")
    with sealed.owner.connect() as owner:
        assert owner.scalar(text("SELECT ended_at FROM journal_check")) == before


def test_a_broken_chain_is_shown_with_its_line(
    sealed: Database, settings: Settings, audit: Client
) -> None:
    line = tamper(
        sealed,
        "UPDATE journal_line SET act = 'CASE_CLOSED' WHERE id ="
        " (SELECT line_id FROM journal_seal WHERE seq = 2) RETURNING id",
    )
    ask(audit)
    do_jobs(settings, sealed)
    shown = audit.get(CHECK)
    assert "La chaîne est rompue : 1 anomalie" in shown.text.replace("\u00a0", " ")
    assert f"Scellement 2 : la ligne {line} a été modifiée." in shown.text.replace("\u00a0", " ")
    assert "intacte" not in shown.text
    assert "La chaîne du journal est rompue" in audit.get("/action-logement").text
    english = audit.get("/action-logement/langue/en?next=" + CHECK, follow=True)
    assert f"Seal 2: line {line} was changed." in english.text


def test_a_chain_written_anew_is_shown_by_its_anchor(
    sealed: Database, settings: Settings, audit: Client
) -> None:
    drop_anchor(sealed, anchors_folder(settings.data))
    tamper(sealed, "DELETE FROM journal_seal WHERE seq = (SELECT max(seq) FROM journal_seal)"
                   " RETURNING seq")  # fmt: skip
    ask(audit)
    do_jobs(settings, sealed)
    shown = audit.get(CHECK)
    assert "a disparu." in shown.dom.select_one("section[aria-labelledby=anomalies]").get_text()  # type: ignore[union-attr]
    (anchor,) = shown.dom.select("section[aria-labelledby=ancres] tbody tr")
    assert "Une autre" in anchor.get_text()


def test_the_worker_verifies_once_a_day_by_itself(
    sealed: Database, settings: Settings, clock: Clock
) -> None:
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _n: check_daily(settings, sealed), range(3)))
    assert sorted(made) == [False, False, True]
    clock.advance(timedelta(hours=23))
    assert not check_daily(settings, sealed)
    clock.advance(timedelta(hours=25))
    assert check_daily(settings, sealed)
    assert states(sealed) == ["DONE", "DONE"]


def test_what_a_killed_worker_left_is_closed_and_begun_again(
    sealed: Database, settings: Settings, clock: Clock, audit: Client
) -> None:
    tamper(sealed, "INSERT INTO journal_check (state, percent) VALUES ('RUNNING', 40) RETURNING id")
    assert not check_daily(settings, sealed), "it may still run"
    clock.advance(timedelta(minutes=31))
    assert check_daily(settings, sealed)
    assert sorted(states(sealed)) == ["DONE", "FAILED"]


def test_one_that_fails_says_so(sealed: Database, settings: Settings, audit: Client) -> None:
    ask(audit)
    rename(sealed, "chain", "gone")
    try:
        with pytest.raises(Exception, match="chain"):
            do_jobs(settings, sealed)
    finally:
        rename(sealed, "gone", "chain")
    assert states(sealed) == ["FAILED"]
    assert "n’a pas abouti" in audit.get(CHECK).text


def test_the_command_line_s_is_kept_like_any_other(
    sealed: Database, settings: Settings, audit: Client
) -> None:
    assert check_now(settings, sealed).faults == ()
    assert "ligne de commande" in audit.get(CHECK).text
    with transaction(sealed, "worker") as tx:
        (one,) = recent_checks(tx, 5)
    assert (one.state, one.percent, one.fault_count) == ("DONE", 100, 0)
    assert one.sealed > 0


def test_each_fault_is_kept_and_read_as_it_was() -> None:
    for what in Wrong:
        fault = Fault(what, 3, None, "2026-11-25")
        assert Fault.of(fault.kept()) == fault


def test_no_other_role_sees_it_or_asks_for_one(
    app: Flask, sealed: Database, settings: Settings
) -> None:
    check_now(settings, sealed)
    for role in ("COMPANY_MANAGER", "ADVISER", "ADMINISTRATOR"):
        who = a_staff(sealed, role)
        client = Client(app).enter_as("staff", who.account_id)
        assert client.get(CHECK).status == client.get(f"{CHECK}/etat").status == 403
        actor = Actor("staff", who.account_id, "x", role, "fr", b"")
        with transaction(sealed, "staff", actor) as tx:
            assert tx.scalar(text("SELECT app.ask_journal_check()")) is None
            assert recent_checks(tx, 5) == ()
    assert states(sealed) == ["DONE"]
