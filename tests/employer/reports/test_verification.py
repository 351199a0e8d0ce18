"""The code on the paper, the public page, the seal, and what a withdrawal does to a file."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from app.reports.files import erase_closed
from app.reports.pdf import check
from tests.app.reports.sealing import SEAL_NAME, SEAL_PASSWORD, a_seal
from tests.client import Client
from tests.clock import Clock
from tests.employer.reports.conftest import ask, opened
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany
from tests.pdf_text import page_text
from tests.worker import do_jobs

VALID, AGAIN, UNKNOWN = "Valable", "Plus valable : à refaire", "Inconnu"
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}")


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    return an_imported_applicant(database, company, choice=3)


def printed(
    hr: Client, person: ImportedApplicant, settings: Settings, database: Database
) -> tuple[bytes, str]:
    """A file printed and opened, and the code on it."""
    page = ask(hr, person, "file")
    do_jobs(settings, database)
    pdf = opened(hr, page).response.get_data()
    found = _CODE.search(page_text(pdf))
    assert found
    return pdf, found.group()


def word(client: Client, code: str, digest: str = "") -> str:
    """What the public page says, without its frame."""
    said = client.get(f"/verifier/{code}", query_string={"empreinte": digest} if digest else {})
    return " / ".join(" ".join(s.get_text().split()) for s in said.dom.select("[role=status]"))


def test_the_paper_carries_a_code_whose_page_says_that_it_holds(
    app: Flask, database: Database, settings: Settings, hr: Client, person: ImportedApplicant
) -> None:
    pdf, code = printed(hr, person, settings, database)
    words = " ".join(page_text(pdf).split())
    assert f"{settings.public_url}/verifier/{code}" in words
    assert "Sans sceau électronique" in words
    anybody = Client(app)
    assert word(anybody, code) == VALID
    assert word(anybody, code.lower().replace("-", " ")) == VALID
    assert anybody.submit("/verifier", {"reference": code}, form="/verifier").text.count(VALID) == 1
    assert word(anybody, "0000-0000-0000") == UNKNOWN
    assert word(anybody, "x") == UNKNOWN


def test_the_file_in_hand_is_compared_by_its_digest(
    app: Flask, database: Database, settings: Settings, hr: Client, person: ImportedApplicant
) -> None:
    pdf, code = printed(hr, person, settings, database)
    mine = hashlib.sha256(pdf).hexdigest()
    assert "exactement le fichier" in word(Client(app), code, mine)
    assert "exactement le fichier" in word(Client(app), code, mine.upper())
    for other in (hashlib.sha256(pdf + b" ").hexdigest(), "x", "0" * 64):
        assert "Ce n’est pas le fichier" in word(Client(app), code, other)
    assert "Ce n’est pas le fichier" in word(Client(app), "0000-0000-0000", mine)


def _withdraws(database: Database, person: ImportedApplicant) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)


def _shows_less(database: Database, person: ImportedApplicant) -> None:
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))


def _opens_sensitive(database: Database, person: ImportedApplicant) -> None:
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, sensitive=True))


def _company_suspended(database: Database, person: ImportedApplicant) -> None:
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE company SET status = 'SUSPENDED'"))


def _request_gone(database: Database, person: ImportedApplicant) -> None:
    with database.owner.begin() as owner:
        owner.execute(text("DELETE FROM housing_request"))


def _report_erased(database: Database, person: ImportedApplicant) -> None:
    with database.owner.begin() as owner:
        owner.execute(text("DELETE FROM report"))


@pytest.mark.parametrize(
    "happens",
    [_withdraws, _shows_less, _opens_sensitive, _company_suspended, _request_gone, _report_erased],
)
def test_whatever_ends_it_the_page_is_the_same_to_the_byte(
    app: Flask, database: Database, settings: Settings, hr: Client, person: ImportedApplicant,
    happens: Callable[[Database, ImportedApplicant], None],
) -> None:  # fmt: skip
    _pdf, code = printed(hr, person, settings, database)
    happens(database, person)
    page = Client(app).get(f"/verifier/{code}")
    assert page.body.replace(code, "") == _the_page_that_says_again(app, database, settings)


def _the_page_that_says_again(app: Flask, database: Database, settings: Settings) -> str:
    """Of a report nobody remembers: only its code and digest are left."""
    with database.owner.begin() as owner:
        owner.execute(
            text(
                "INSERT INTO report_code (code, report_id, sha256) "
                "VALUES ('ZZZZZZZZZZZZ', gen_random_uuid(), '\\x00')"
            )
        )
    page = Client(app).get("/verifier/ZZZZ-ZZZZ-ZZZZ")
    assert AGAIN in page.text
    return page.body.replace("ZZZZ-ZZZZ-ZZZZ", "")


def test_an_expired_report_is_to_be_made_again(
    app: Flask, database: Database, settings: Settings, hr: Client, person: ImportedApplicant,
    clock: Clock,
) -> None:  # fmt: skip
    _pdf, code = printed(hr, person, settings, database)
    clock.advance(timedelta(days=8))
    assert word(Client(app), code) == AGAIN


def test_a_report_never_finished_is_unknown(
    app: Flask, database: Database, hr: Client, person: ImportedApplicant
) -> None:
    ask(hr, person, "file")
    with database.owner.connect() as owner:
        code = owner.scalar(text("SELECT code FROM report"))
    assert word(Client(app), str(code)) == UNKNOWN


def test_the_public_page_is_limited(app: Flask) -> None:
    client = Client(app)
    answers = [client.get("/verifier/0000-0000-0000").status for _ in range(61)]
    assert answers.count(200) == 60
    assert answers[-1] == 429


def test_a_withdrawn_person_s_file_is_erased_from_disk_and_stays_closed(
    database: Database, settings: Settings, hr: Client, person: ImportedApplicant
) -> None:
    page = ask(hr, person, "file")
    do_jobs(settings, database)
    path = settings.data / "reports" / f"{page.response.request.path.rsplit('/', 1)[1]}.pdf"
    erase_closed(settings, database)
    assert path.exists(), "nobody shows less: nothing to erase"
    _shows_less(database, person)
    erase_closed(settings, database)
    assert not path.exists()
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, sensitive=False))
    again = opened(hr, page)
    assert (again.status, again.location) == (303, page.response.request.path)
    assert "Ce rapport est fermé" in hr.get(page.response.request.path).text


def test_a_sealed_report_says_by_whom_and_is_checked(
    app: Flask, database: Database, settings: Settings, hr: Client, person: ImportedApplicant,
    tmp_path: Path,
) -> None:  # fmt: skip
    sealing = replace(settings, seal_p12=a_seal(tmp_path / "s.p12"), seal_password=SEAL_PASSWORD)
    pdf, code = printed(hr, person, sealing, database)
    assert f"Sceau électronique : {SEAL_NAME}" in " ".join(page_text(pdf).split())
    assert b"/ETSI.CAdES.detached" in pdf
    assert check.faults_in(pdf) == []
    assert "exactement" in word(Client(app), code, hashlib.sha256(pdf).hexdigest())
