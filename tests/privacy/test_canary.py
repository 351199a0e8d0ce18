"""The canary matrix: every route × every viewer × every state of a choice.

Bodies, headers, PDFs (pages, metadata, attachments), mails and logs are searched for words that
stand in one field of one person each. Exactly the allowed ones may be met.
"""

import email
import email.policy
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from tests.privacy import rows
from tests.privacy.canary import FILE, SUMMARY, Canaries, canaries, found_in
from tests.privacy.crawl import Crawler, rules_with
from tests.privacy.world import VIEWERS, allowed_words, build_world, enter
from tests.worker import deliver, do_jobs


def test_every_route_has_its_row(app: Flask, database: Database) -> None:
    posts = rows.posts(build_world(database))
    for rule in rules_with(app, "GET"):
        named = rule.endpoint in rows.PLAIN or rule.endpoint in rows.GET
        assert named, f"{rule.endpoint} has no row in the canary matrix (tests/privacy/areas/)"
    for rule in rules_with(app, "POST"):
        assert rule.endpoint in posts, f"{rule.endpoint} has no row in the canary matrix"
    known = {r.endpoint for r in app.url_map.iter_rules()}
    assert known >= {*rows.PLAIN, *rows.GET, *posts}, "a row of a route that is gone"


# What each viewer gets made, and then reads; an applicant's own papers are no report.
_FIGURES = {"COMPANY", "NETWORK"}
_EVERYTHING = {"SUMMARY", "FILE", "PERIODIC", "COMMITTEE", "POSTER", "LIST_CSV", "LIST_XLSX"}
REPORTS: dict[str, set[str]] = {
    "owner": _EVERYTHING,
    "manager": _EVERYTHING,
    "owner of another company": _EVERYTHING,
    "reader": {"SUMMARY"},
    "commission": {"COMMITTEE"},
    "company manager": _FIGURES,
    "auditor": _FIGURES,
    "administrator": _FIGURES,
}


# Every route with every id: minutes for one viewer, several on a busy machine.
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("name", VIEWERS)
def test_a_viewer_meets_exactly_the_allowed_words(
    app: Flask, database: Database, settings: Settings, name: str,
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    world = build_world(database)
    viewer = enter(app, database, world, name)
    crawler = Crawler(app, world, viewer)
    crawler.ask_everything()
    do_jobs(settings, database)
    crawler.get_all(queries=False)
    crawler.end()
    crawler.get_all(queries=False)
    findings = crawler.findings
    allowed = allowed_words(name)
    leaks = {w: sorted(findings.met[w])[:3] for w in findings.words - allowed}
    assert not leaks, leaks
    assert not findings.failures, findings.failures[:5]
    assert findings.words == allowed, f"never met: {sorted(allowed - findings.words)}"
    assert findings.answers > 100
    with database.owner.connect() as owner:
        kinds = owner.scalars(
            text("SELECT kind FROM report WHERE id = ANY(:ids)"), {"ids": list(findings.opened)}
        )
        assert set(kinds) == REPORTS.get(name, set()), "what is never opened hides nothing"
    output = capfd.readouterr()
    assert not found_in(output.out + output.err + caplog.text), "a canary in a log line"


def test_mails_hold_no_word_of_any_person(
    app: Flask, database: Database, settings: Settings
) -> None:
    """Only the address a mail goes to; nothing in subject, body or other headers."""
    world = build_world(database)
    crawler = Crawler(app, world, enter(app, database, world, "applicant"))
    crawler.ask_everything()
    assert deliver(settings, database) > 0
    for path in Path(settings.data, "mail").glob("*.eml"):
        assert not found_in(path.name)
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        del message["To"]
        parts = [p.get_content() for p in message.walk() if p.get_content_maintype() == "text"]
        assert not found_in("\n".join([str(message.items()), *parts])), path


def test_the_journal_and_the_queues_hold_no_word_of_any_person(
    app: Flask, database: Database, settings: Settings
) -> None:
    world = build_world(database)
    crawler = Crawler(app, world, enter(app, database, world, "owner"))
    crawler.ask_everything()
    do_jobs(settings, database)
    tables = ("journal_line", "journal_detail", "journal_subject", "job_outbox", "report",
              "rate_window", "web_session", "file_purpose", "visibility", "consent")  # fmt: skip
    with database.owner.connect() as owner:
        for table in tables:
            rows_of = owner.execute(text(f"SELECT t::text FROM {table} t")).scalars()
            assert not found_in("\n".join(rows_of)), table


def test_the_matrix_would_notice(app: Flask, database: Database) -> None:
    """The words are where the matrix thinks: each is met by the owner of an open file."""
    full: Canaries = canaries("agreed")
    assert full.words(SUMMARY) < full.everything
    assert len(full.words(FILE)) >= 5
    assert found_in("<b>ZQAGREEDQUSUAL</b>") == {"zqagreedqusual"}
