"""Every answer that holds an applicant's data has its line, and no answer without has one."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.privacy.rule import Choice
from tests.client import Client, Page
from tests.factories.accounts import an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany, a_company
from tests.worker import do_jobs

NAME = "MIRANDEUIL"
LIST = "/employeur/salaries"


class Reader:
    """An owner's browser, and the journal's lines each page adds."""

    def __init__(self, app: Flask, database: Database, company: MadeCompany) -> None:
        who = an_owner(database, company.id)
        self.database = database
        self.client = Client(app).enter_as(
            "employer", who.account_id, membership_id=who.membership_id
        )

    def lines(self) -> list[tuple[str, str | None, int]]:
        with self.database.owner.connect() as owner:
            rows = owner.execute(text(
                "SELECT l.act, d.purpose, count(s.request_id)::int FROM journal_line l"
                " JOIN journal_detail d ON d.line_id = l.id"
                " LEFT JOIN journal_subject s ON s.line_id = l.id"
                " WHERE l.audience = 'employer' GROUP BY l.id, l.act, d.purpose, l.at"
                " ORDER BY l.at"
            ))  # fmt: skip
            return [(r.act, r.purpose, r.count) for r in rows]

    def get(self, path: str) -> tuple[Page, list[tuple[str, str | None, int]]]:
        before = len(self.lines())
        page = self.client.get(path)
        return page, self.lines()[before:]


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def reader(app: Flask, database: Database, company: MadeCompany) -> Reader:
    return Reader(app, database, company)


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    an_imported_applicant(database, company, choice=2)
    return an_imported_applicant(database, company, choice=3)


def test_each_reading_leaves_its_own_line(
    reader: Reader, person: ImportedApplicant, settings: Settings, database: Database
) -> None:
    where = f"{LIST}/{person.public_id}"
    page, lines = reader.get(LIST)
    assert (NAME in page.text, lines) == (True, [("LIST_READ", None, 2)])
    page, lines = reader.get(where)
    assert (NAME in page.text, lines) == (True, [("SUMMARY_READ", None, 1)])
    reader.client.submit(where, {"purpose": "SUPPORT"}, form=str(person.public_id))
    page, lines = reader.get(f"{where}/dossier")
    assert (NAME in page.text, lines) == (True, [("FILE_READ", "SUPPORT", 1)])
    report = reader.client.submit(f"{where}/dossier", form="/employeur/rapports")
    before = len(reader.lines())
    do_jobs(settings, database)
    assert reader.lines()[before:] == [("FILE_PRINTED", "SUPPORT", 1)]
    path = report.response.request.path
    _page, lines = reader.get(f"{path}/pdf")
    assert lines == [("PDF_OPENED", "SUPPORT", 1)]
    for listing in ("/employeur/rapports", path):
        page, lines = reader.get(listing)
        assert (NAME in page.text, lines) == (True, [("LIST_READ", None, 1)])


def test_an_answer_without_anybody_leaves_no_line(
    reader: Reader, database: Database, company: MadeCompany
) -> None:
    hidden = an_imported_applicant(database, company, choice=1)
    paths = (
        "/employeur", LIST, f"{LIST}?q=mirandeuil", f"{LIST}/{hidden.request_id}",
        f"{LIST}/{uuid4()}", f"{LIST}/{uuid4()}/dossier", "/employeur/rapports",
        f"/employeur/rapports/{uuid4()}/pdf", "/employeur/aide",
    )  # fmt: skip
    for path in paths:
        page, lines = reader.get(path)
        assert (NAME in page.text, lines) == (False, []), path


def test_no_answer_names_anybody_without_a_line(
    reader: Reader, person: ImportedApplicant, app: Flask
) -> None:
    """Every address of the door that can be asked for, those to come included."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.rule.startswith("/employeur"):
            continue
        path = rule.rule.replace("<uuid:public_id>", str(person.public_id))
        if "<" in path or "deconnexion" in path:
            continue
        page, lines = reader.get(path)
        assert NAME not in page.text.upper() or lines, path


def test_a_file_that_stays_closed_leaves_no_line_that_says_it_was_opened(
    reader: Reader, person: ImportedApplicant, settings: Settings, database: Database
) -> None:
    where = f"{LIST}/{person.public_id}"
    reader.client.submit(where, {"purpose": "SUPPORT"}, form=str(person.public_id))
    report = reader.client.submit(f"{where}/dossier", form="/employeur/rapports")
    do_jobs(settings, database)
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, sensitive=True))
    page, lines = reader.get(f"{report.response.request.path}/pdf")
    assert (page.status, lines) == (303, [])
