"""Mails leave once the act that causes them stands, and never carry a person."""

import multiprocessing
import os
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from html5lib import HTMLParser
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database, open_database
from app.db.transaction import transaction
from app.notifications.deliver import BACKOFF, deliver_waiting
from app.notifications.kinds import KINDS
from app.notifications.outbox import queue_mail
from app.notifications.rendering import render_mail
from app.notifications.transport import Smtp
from tests.app.notifications.mail_server import Received, mail_server
from tests.clock import Clock

TO = "jeanne.martin@exemple.example"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Settings:
    """An installation whose mails become files."""
    return replace(settings, data=tmp_path, smtp_url=None)


def smtp(settings: Settings, server: Received) -> Settings:
    return replace(settings, smtp_url=f"smtp://127.0.0.1:{server.port}")


def ask(database: Database, kind: str = "account_exists", **params: str) -> None:
    with transaction(database, "signin") as tx:
        queue_mail(tx, TO, kind, "fr", **params)


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.owner.connect() as owner:
        found = owner.execute(
            text("SELECT recipient, params, sent_at IS NOT NULL, failed_at IS NOT NULL, attempts "
                 "FROM mail_outbox")
        )  # fmt: skip
        return [tuple(r) for r in found]


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_written_in_text_and_valid_html_with_its_link(kind: str, locale: str) -> None:
    params = dict.fromkeys(KINDS[kind].params, "PARAM42")
    mail = render_mail(kind, locale, params, "https://portail.example")
    link = "https://portail.example" + KINDS[kind].path.format(**params)
    HTMLParser(strict=True).parse(mail.html)
    assert mail.subject
    assert "\n" not in mail.subject
    for words in (mail.text, mail.html):
        assert link in words
        assert ("PARAM42" in words) == bool(params)
    assert "<" not in mail.text
    assert "img" not in mail.html, "no picture: none can follow a reader"


def test_a_withdrawal_reads_like_a_choice() -> None:
    made, withdrawn = (
        render_mail(k, "fr", {}, "https://p.example") for k in ("choice_made", "choice_withdrawn")
    )
    assert made == withdrawn


@pytest.mark.parametrize(
    ("kind", "params"),
    [("nothing", {}), ("import_code", {}), ("choice_made", {"name": "Jeanne"})],
)
def test_a_mail_takes_exactly_the_parameters_of_its_kind(
    database: Database, kind: str, params: dict[str, str]
) -> None:
    with transaction(database, "signin") as tx, pytest.raises(ValueError, match="not a mail"):
        queue_mail(tx, TO, kind, "fr", **params)


def test_no_mail_leaves_for_an_act_that_was_rolled_back(
    database: Database, folder: Settings
) -> None:
    with database.engine("signin").connect() as tx:
        tx.exec_driver_sql("SET ROLE portail_signin")
        queue_mail(tx, TO, "account_exists", "fr")
        tx.rollback()
    assert deliver_waiting(database, folder) == 0


def test_without_a_server_mails_are_files_that_a_mail_program_opens(
    database: Database, folder: Settings
) -> None:
    ask(database, "confirm_account", token="T0KEN")
    assert deliver_waiting(database, folder) == 1
    (file,) = (folder.data / "mail").iterdir()
    assert file.suffix == ".eml"
    assert "jeanne" not in file.name
    assert file.stat().st_mode & 0o077 == 0
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["To"] == TO
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[attr-defined]
    assert "/demandeur/confirmation/T0KEN" in mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]


def test_what_has_left_keeps_neither_address_nor_link(database: Database, folder: Settings) -> None:
    ask(database, "confirm_account", token="T0KEN")
    deliver_waiting(database, folder)
    assert rows(database) == [(None, {}, True, False, 0)]
    assert deliver_waiting(database, folder) == 0


def test_a_mail_without_recipient_goes_nowhere(database: Database, folder: Settings) -> None:
    with transaction(database, "signin") as tx:
        queue_mail(tx, None, "import_code", "fr", code="123456")
    deliver_waiting(database, folder)
    assert not (folder.data / "mail").exists()
    assert rows(database) == [(None, {}, True, False, 0)]


def test_mails_leave_by_smtp(database: Database, settings: Settings) -> None:
    with mail_server() as server:
        for _n in range(3):
            ask(database)
        assert deliver_waiting(database, smtp(settings, server), limit=2) == 2
        assert deliver_waiting(database, smtp(settings, server), limit=2) == 1
    assert {m["To"] for m in server.mails} == {TO}
    assert len({m["Message-ID"] for m in server.mails}) == 3
    assert server.mails[0]["Auto-Submitted"] == "auto-generated"
    assert server.mails[0]["Subject"] == "Vous avez déjà un compte"


def test_a_server_that_does_not_answer_delays_mails_and_stops_the_round(
    database: Database, settings: Settings, clock: Clock
) -> None:
    with mail_server() as server:
        pass
    down = smtp(settings, server)
    ask(database)
    ask(database)
    assert deliver_waiting(database, down) == 0
    assert sorted(r[4] for r in rows(database)) == [0, 1]
    clock.advance(BACKOFF[0] + timedelta(seconds=5))
    with mail_server() as server:
        assert deliver_waiting(database, smtp(settings, server)) == 2


def test_a_recipient_refused_for_good_is_not_tried_again(
    database: Database, settings: Settings
) -> None:
    with mail_server() as server:
        server.refuse[TO] = "550"
        ask(database)
        deliver_waiting(database, smtp(settings, server))
    assert rows(database) == [(None, {}, False, True, 1)]


def test_a_recipient_refused_for_now_is_tried_until_the_last_delay(
    database: Database, settings: Settings, clock: Clock
) -> None:
    with mail_server() as server:
        server.refuse[TO] = "450"
        ask(database)
        waited = timedelta()
        for delay in (*BACKOFF, timedelta()):
            assert rows(database)[0][3] is False
            deliver_waiting(database, smtp(settings, server))
            waited += delay + timedelta(seconds=5)
            clock.advance(waited)
    assert rows(database) == [(None, {}, False, True, len(BACKOFF) + 1)]


def test_the_log_of_a_refusal_does_not_name_the_person(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server() as server:
        server.refuse[TO] = "550"
        ask(database)
        deliver_waiting(database, smtp(settings, server))
    out, err = capsys.readouterr()
    assert "recipient refused" in out + err
    assert "jeanne" not in (out + err).lower()


def _deliver_and_die(settings: Settings) -> None:
    """Send, then be killed between the server's 250 and the commit."""
    send = Smtp.send

    def send_then_die(self: Smtp, message: object, name: str) -> None:
        send(self, message, name)  # type: ignore[arg-type]
        os.kill(os.getpid(), 9)

    Smtp.send = send_then_die  # type: ignore[method-assign, assignment]
    deliver_waiting(open_database(settings, name="portail_test", durable=False), settings)


def test_a_kill_between_250_and_commit_sends_once_more_under_the_same_id(
    database: Database, settings: Settings
) -> None:
    with mail_server() as server:
        ask(database, "confirm_account", token="T0KEN")
        victim = multiprocessing.get_context("spawn").Process(
            target=_deliver_and_die, args=(smtp(settings, server),)
        )
        victim.start()
        victim.join(60)
        assert victim.exitcode == -9
        assert rows(database)[0][2] is False, "the row still waits"
        assert deliver_waiting(database, smtp(settings, server)) == 1
    assert len(server.mails) == 2
    assert len({m["Message-ID"] for m in server.mails}) == 1
    assert rows(database) == [(None, {}, True, False, 0)]


def test_two_workers_do_not_send_one_mail_twice(database: Database, settings: Settings) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with mail_server() as server:
        for _n in range(12):
            ask(database)
        with ThreadPoolExecutor(3) as pool:
            counts = list(
                pool.map(lambda _n: deliver_waiting(database, smtp(settings, server)), range(3))
            )
    assert sum(counts) == len(server.mails) == 12
