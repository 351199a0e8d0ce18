"""An adviser at the door, and somebody who applied."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from tests.client import Client, Page
from tests.employer.conftest import later  # noqa: F401  (a fixture here too)
from tests.factories.accounts import a_staff
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.factories.offers import an_offer

ROOT = "/action-logement/candidatures"
OFFERS = "/action-logement/offres"


@dataclass
class Desk:
    """One dwelling, people who applied for it, an adviser's browser."""

    app: Flask
    database: Database
    adviser: Client
    company: MadeCompany
    offer: UUID

    def applies(self, **more: object) -> tuple[ImportedApplicant, UUID]:
        company = more.pop("company", self.company)
        who = an_imported_applicant(self.database, company, **more)  # type: ignore[arg-type]
        with transaction(self.database, "applicant", who.actor) as tx:
            return who, submit(tx, who.actor, self.offer)

    def opens(self, which: UUID, purpose: str = "CHECK_CANDIDATURE") -> Page:
        page = self.adviser.get(f"{ROOT}/{which}")
        return self.adviser.submit(page, {"purpose": purpose}, form="/motif")

    def reads(self, who: ImportedApplicant) -> Page:
        """What the applicant sees of the own candidatures."""
        browser = Client(self.app).enter_as("applicant", who.account_id)
        return browser.get("/demandeur/candidatures")

    def says(self, which: UUID, event: str, day: str, **more: str) -> Page:
        return self.adviser.submit(
            f"{ROOT}/{which}/resultat", {"event": event, "day": day, **more}, form="/resultat"
        )

    def state(self, which: UUID) -> str:
        with self.database.owner.connect() as owner:
            found = owner.scalar(text("SELECT state FROM candidature WHERE id = :c"), {"c": which})
        return str(found)

    def today(self) -> str:
        with self.database.owner.connect() as owner:
            return str(owner.scalar(text("SELECT (app.clock() AT TIME ZONE 'Europe/Paris')::date")))


@pytest.fixture
def desk(app: Flask, database: Database) -> Desk:
    adviser = Client(app).enter_as("staff", a_staff(database, "ADVISER").account_id)
    return Desk(app, database, adviser, a_company(database), an_offer(database))
