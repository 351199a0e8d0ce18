"""Without a Numéro Unique: each department leads to its registration site."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction
from app.reference.departments import departments
from app.registration_sites.queries import site_of
from tests.applicant.conftest import Applicant
from tests.factories.accounts import Somebody, a_staff, an_applicant
from tests.factories.applicants import applicant_actor

PAGE = "/demandeur/demande/enregistrement"
NATIONAL = "https://www.demande-logement-social.gouv.fr/"


@pytest.fixture
def browser(app: Flask, database: Database) -> Applicant:
    return Applicant(app, an_applicant(database).account_id)


def sites(page: object) -> list[str]:
    return [str(a["href"]) for a in page.dom.select("main a.button-primary")]  # type: ignore[attr-defined]


def test_the_page_is_found_where_the_number_is_asked(browser: Applicant) -> None:
    assert browser.get("/demandeur/demande/numero").dom.find("a", href=PAGE)
    page = browser.get(PAGE)
    assert sites(page) == []
    assert len(page.dom.select("select option")) == len(departments()) + 1


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("56", "https://www.demandelogement56.fr/"),
        ("67", "https://www.demandedelogement-alsace.fr/"),
        ("68", "https://www.demandedelogement-alsace.fr/"),
        ("85", "https://www.demandelogement85.fr/"),
        ("69", NATIONAL), ("2A", NATIONAL), ("2a", NATIONAL), ("974", NATIONAL),
    ],
)  # fmt: skip
def test_a_department_leads_to_its_site(browser: Applicant, code: str, address: str) -> None:
    assert sites(browser.get(f"{PAGE}?departement={code}")) == [address]


@pytest.mark.parametrize("typed", ["x", "*", "99", "<b>"])
def test_what_is_no_department_asks_again(browser: Applicant, typed: str) -> None:
    page = browser.get(PAGE, query_string={"departement": typed})
    assert "Choisissez un département de la liste." in page.text
    assert sites(page) == []


def test_a_new_address_holds_from_its_day_on(database: Database, ines: Somebody) -> None:
    day = date(2027, 1, 1)
    with database.owner.begin() as owner:
        owner.execute(
            text(
                "INSERT INTO dated_table (kind, number, effective_on, lines, digest, reason,"
                " staff_id) VALUES ('SITES', 1, :day, :lines, 'x', 'Essai', :staff)"
            ),
            {
                "day": day,
                "lines": '[["33", "https://www.gironde.example/", "Gironde"]]',
                "staff": a_staff(database, "ADMINISTRATOR").account_id,
            },
        )
    actor = applicant_actor(ines.account_id)
    with transaction(database, "applicant", actor) as tx:
        assert site_of(tx, "33", day - timedelta(days=1)).address == NATIONAL
        assert site_of(tx, "33", day).own
        assert all(site_of(tx, code, day).address for code in departments())
