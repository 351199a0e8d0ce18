"""The nine reports as they are handed over, each got through its own door, held to every rule.

Our own checks, and two readers that know nothing of us: qpdf and poppler.
"""

import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.reports.pdf.check import faults_in
from app.reports.pdf.fetcher import font_paths
from app.reports.pdf.glyphs import wrong_glyphs
from tests.client import Client, Page
from tests.factories.accounts import a_staff, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.pdf_text import page_text
from tests.worker import do_jobs

REPORTS = "/employeur/rapports"
STAFF = "/action-logement/rapports"
# A name of letters that a font of one file does not hold.
NAMES = {"applicant.birth_name": "Łuczak-Nguyễn Şahin", "applicant.first_names": "Zoë Ŋ"}


class Ground:
    """A company with one shared file and eleven others, and whoever prints."""

    def __init__(self, app: Flask, settings: Settings, database: Database) -> None:
        self.app, self.settings, self.database = app, settings, database
        self.company: MadeCompany = a_company(database)
        self.person: ImportedApplicant = an_imported_applicant(
            database, self.company, choice=3, sensitive=True, overrides=NAMES
        )
        for _n in range(11):
            an_imported_applicant(database, self.company, choice=2)
        with database.owner.begin() as owner:
            owner.execute(
                text(
                    "INSERT INTO company_code (company_id, code, label, valid_from) "
                    "VALUES (:company, 'ABCDEFGH2', 'Siège', '2020-01-01')"
                ),
                {"company": self.company.id},
            )

    @property
    def hr(self) -> Client:
        owner = an_owner(self.database, self.company.id)
        return Client(self.app).enter_as(
            "employer", owner.account_id, membership_id=owner.membership_id
        )

    @property
    def auditor(self) -> Client:
        return Client(self.app).enter_as("staff", a_staff(self.database, "AUDITOR").account_id)

    @property
    def applicant(self) -> Client:
        return Client(self.app).enter_as("applicant", self.person.account_id)

    def made(self, client: Client, page: Page) -> bytes:
        """The file of the report just asked for."""
        do_jobs(self.settings, self.database)
        return content(client.get(f"{page.response.request.path}/pdf"))


def content(page: Page) -> bytes:
    assert page.response.mimetype == "application/pdf"
    file: bytes = page.response.get_data()
    return file


def _summary(ground: Ground) -> bytes:
    hr = ground.hr
    where = f"/employeur/salaries/{ground.person.public_id}"
    return ground.made(hr, hr.submit(where, form=REPORTS))


def _file(ground: Ground) -> bytes:
    hr = ground.hr
    where = f"/employeur/salaries/{ground.person.public_id}"
    hr.submit(where, {"purpose": "SUPPORT"}, form=str(ground.person.public_id))
    return ground.made(hr, hr.submit(f"{where}/dossier", form=REPORTS))


def _asked(form: str) -> Callable[[Ground], bytes]:
    def ask(ground: Ground) -> bytes:
        hr = ground.hr
        return ground.made(hr, hr.submit(REPORTS, form=f"{REPORTS}/{form}"))

    return ask


def _company(ground: Ground) -> bytes:
    staff, typed = ground.auditor, {"number": ground.company.siren}
    return ground.made(staff, staff.submit(STAFF, typed, form=f"{STAFF}/entreprise"))


def _network(ground: Ground) -> bytes:
    staff = ground.auditor
    return ground.made(staff, staff.submit(STAFF, form=f"{STAFF}/reseau"))


def _receipt(ground: Ground) -> bytes:
    history = ground.applicant.get("/demandeur/choix/historique")
    return content(ground.applicant.get(str(history.dom.select_one("a[href$='/pdf']")["href"])))


def _own_data(ground: Ground) -> bytes:
    return content(ground.applicant.get("/demandeur/mes-donnees/copie.pdf"))


EVERY: dict[str, Callable[[Ground], bytes]] = {
    "summary": _summary,
    "full file": _file,
    "periodic": _asked("entreprise"),
    "works council": _asked("comite"),
    "poster": _asked("affiche"),
    "company, by staff": _company,
    "network": _network,
    "receipt": _receipt,
    "own data": _own_data,
}
# A poster hangs on a wall: it has no reader, hence no "printed by" and no data of its own.
_WITHOUT_DATA = {"poster"}
_LISTS = ("periodic", "works council", "company, by staff", "network")
_MACHINE_FORMS = {
    **{name: {"donnees.json", "liste.csv"} for name in _LISTS},
    "receipt": {"recu.json"},
    "own data": {"mes-donnees.json"},
}


@pytest.mark.parametrize("name", EVERY)
def test_a_report_obeys_every_rule_and_two_readers_that_are_not_ours(
    app: Flask, settings: Settings, database: Database, tmp_path: Path, name: str
) -> None:
    pdf = EVERY[name](Ground(app, settings, database))
    assert faults_in(pdf) == []
    assert wrong_glyphs(pdf, font_paths()) == []
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in _run("qpdf", "--check", str(path))
    told = dict(
        line.split(":", 1) for line in _run("pdfinfo", str(path)).splitlines() if ":" in line
    )
    assert told["Tagged"].strip() == "yes"
    assert told["JavaScript"].strip() == "no"
    assert "A4" in told["Page size"]
    assert told["Title"].strip()
    pages = int(told["Pages"])
    if name not in _WITHOUT_DATA:
        words = page_text(pdf).replace("\u00a0", " ")
        for number in range(1, pages + 1):
            assert f"{number} / {pages}" in words, f"page {number} of {pages}"
        with pikepdf.open(BytesIO(pdf)) as document:
            forms = {n: spec.get_file().read_bytes() for n, spec in document.attachments.items()}
        assert all(json.loads(data) for n, data in forms.items() if n.endswith(".json"))
        assert forms.keys() == _MACHINE_FORMS.get(name, {"donnees.json"})


def _run(*command: str) -> str:
    done = subprocess.run([*command], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout
