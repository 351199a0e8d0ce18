"""A company, its owner signed in, and how a report is asked for and opened."""

import pytest
from flask import Flask

from app.db.engines import Database
from tests.client import Client, Page
from tests.factories.accounts import Somebody, an_owner
from tests.factories.applicants import ImportedApplicant
from tests.factories.companies import MadeCompany, a_company


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    return an_owner(database, company.id, name="Odile Ferrandeau")


@pytest.fixture
def hr(app: Flask, owner: Somebody) -> Client:
    return Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)


def ask(hr: Client, person: ImportedApplicant, kind: str) -> Page:
    """Press the print button where it stands."""
    where = f"/employeur/salaries/{person.public_id}"
    if kind == "file":
        hr.submit(where, {"purpose": "SUPPORT"}, form=str(person.public_id))
        where += "/dossier"
    return hr.submit(where, form="/employeur/rapports")


def opened(hr: Client, page: Page) -> Page:
    """Open the PDF of a report's page."""
    return hr.get(f"{page.response.request.path}/pdf")
