"""Somebody has asked for a report; the queue is empty but for it."""

from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from sqlalchemy import text

from app.access.actor import Actor
from app.accounts.sessions import member_actor
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.exports.asking import ask_export
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery
from app.reports.services import ask_report
from app.reports.state import report_path
from tests.factories.accounts import an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company


@dataclass
class Asked:
    """A report on one visible person, waiting for the worker."""

    settings: Settings
    database: Database
    person: ImportedApplicant
    actor: Actor
    id: UUID

    @property
    def state(self) -> str:
        return str(self.one("SELECT state FROM report WHERE id = :id", id=self.id))

    @property
    def made(self) -> int:
        """How often the person was read to be printed."""
        return int(str(self.one("SELECT count(*) FROM journal_line WHERE act = 'SUMMARY_PRINTED'")))

    @property
    def jobs(self) -> int:
        return int(str(self.one("SELECT count(*) FROM procrastinate.procrastinate_jobs")))

    def files(self) -> list[str]:
        """Names in the reports' folder, half files too."""
        folder = report_path(self.settings.data, self.id).parent
        return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []

    def one(self, query: str, **values: object) -> object:
        with self.database.owner.connect() as owner:
            return owner.scalar(text(query), values)


def ask_for_one(settings: Settings, database: Database) -> Asked:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=2)
    who = an_owner(database, company.id)
    assert who.membership_id is not None
    assert person.public_id is not None
    with transaction(database, "signin") as tx:
        actor = member_actor(tx, who.membership_id)
    assert actor is not None
    with transaction(database, "employer", actor) as tx:
        report = ask_report(tx, actor, person.public_id, "SUMMARY", None, "fr")
    return Asked(settings, database, person, actor, report)


def an_export(asked: Asked, form: str) -> Asked:
    """The list of the same company instead, by the same member."""
    with asked.database.owner.begin() as owner:
        owner.execute(text("DELETE FROM job_outbox"))
        owner.execute(text("DELETE FROM report"))
    with transaction(asked.database, "employer", asked.actor) as tx:
        made = ask_export(tx, asked.actor, ApplicantQuery(), form, Purpose.SUPPORT, "fr")
    return replace(asked, id=made)


@pytest.fixture
def asked(settings: Settings, database: Database) -> Asked:
    with database.owner.begin() as owner:
        owner.execute(text("DELETE FROM procrastinate.procrastinate_jobs"))
    asked = ask_for_one(settings, database)
    for left in asked.files():
        (settings.data / "reports" / left).unlink()
    return asked
