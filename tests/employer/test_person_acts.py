"""The box of a person's page with the acts of one's own company: whose, which, and who reads it."""

import pytest
from flask import Flask
from sqlalchemy import text

from app.audit.company_acts import acts_about
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from tests.client import Client, Page
from tests.employer.conftest import Enter
from tests.factories.accounts import an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.candidatures import a_candidature
from tests.factories.companies import MadeCompany, a_company
from tests.factories.points import a_note, a_scale, an_award, employer_actor
from tests.privacy.detectors import Work


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database, establishments=2)


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    return an_imported_applicant(database, company, choice=3)


def address(person: ImportedApplicant) -> str:
    return f"/employeur/salaries/{person.public_id}"


def page_of(browser: Client, person: ImportedApplicant) -> Page:
    return browser.get(address(person))


def acts_on(page: Page) -> list[str]:
    """ "What, when and by whom" of each line of the box, the newest first."""
    return [
        " ".join(line.get_text(" ").split())
        for line in page.dom.select("section[aria-labelledby=actes] li")
    ]


def test_colleagues_readings_points_and_support_stand_there_in_words(
    app: Flask, enter: Enter, database: Database, company: MadeCompany, person: ImportedApplicant
) -> None:
    odile = an_owner(database, company.id, name="Odile Ferrandeau")
    a_scale(database, odile)
    an_award(database, odile, person.public_id)
    a_candidature(database, person.request_id, [(1, "SUBMITTED")])
    a_note(database, odile, person, "Un mot pour le bailleur")
    helene = enter(company, role="MANAGER", name="Hélène Granvallon")
    helene.get("/employeur/salaries")
    helene.get("/employeur/salaries")
    helene.submit(
        f"/employeur/salaries/{person.public_id}",
        {"purpose": "SUPPORT"},
        form=str(person.public_id),
    )
    page = page_of(helene, person)
    said = acts_on(page)
    assert len(said) == 5, "the newest only"
    assert said[0].startswith("Résumé lu ")
    assert "Hélène Granvallon" in said[0]
    assert any("Dossier complet ouvert (Soutenir une candidature)" in line for line in said)
    assert sum("Liste de salariés lue" in line for line in said) <= 1, "once a day"
    assert "Tout voir" not in page.text, "the whole journal is the owners'"
    whole = Client(app).enter_as("employer", odile.account_id, membership_id=odile.membership_id)
    assert "Tout voir" in page_of(whole, person).text
    file = whole.submit(
        f"/employeur/salaries/{person.public_id}",
        {"purpose": "SUPPORT"},
        form=str(person.public_id),
    )
    assert acts_on(file), "the file has the box too"


def test_points_and_support_are_named_with_their_author(
    enter: Enter, database: Database, company: MadeCompany, person: ImportedApplicant
) -> None:
    odile = an_owner(database, company.id, name="Odile Ferrandeau")
    a_scale(database, odile)
    an_award(database, odile, person.public_id)
    a_candidature(database, person.request_id, [(1, "SUBMITTED")])
    a_note(database, odile, person, "Un mot pour le bailleur")
    said = acts_on(page_of(enter(company), person))
    for words in ("Points attribués", "Candidature soutenue"):
        assert any(line.startswith(words) and "Claire Fontaine" not in line for line in said), words


@pytest.mark.parametrize("traits", [{"role": "READER"}, {"role": "OWNER", "limited": True}])
def test_whoever_does_not_manage_the_whole_company_has_no_box(
    enter: Enter, company: MadeCompany, person: ImportedApplicant, traits: dict[str, object]
) -> None:
    sites = (company.siret,) if traits.pop("limited", False) else None
    page = page_of(enter(company, sites=sites, **traits), person)
    assert page.status == 200
    assert "Journal" not in [h.get_text() for h in page.dom.select("h2")]


def test_the_database_too_answers_nothing_to_whoever_may_not(
    database: Database, company: MadeCompany, person: ImportedApplicant, enter: Enter
) -> None:
    """The application's own check left out: the function asks who calls."""
    page_of(enter(company), person)
    owner = an_owner(database, company.id)
    limited = an_employer_user(database, company.id, sites=(company.siret,))
    reader = an_employer_user(database, company.id, role="READER")
    stranger = an_owner(database, a_company(database).id)
    assert person.public_id is not None
    for who, sees in ((owner, True), (limited, False), (reader, False), (stranger, False)):
        with transaction(database, "employer", employer_actor(who)) as tx:
            assert bool(acts_about(tx, person.public_id, 5)) is sees


def test_nothing_of_an_earlier_period_or_of_another_company(
    enter: Enter, database: Database, company: MadeCompany, person: ImportedApplicant
) -> None:
    old = enter(company, name="Ancienne Lectrice")
    page_of(old, person)
    other = a_company(database)
    an_imported_applicant(database, other, choice=3)
    enter(other, name="Voisine Curieuse").get("/employeur/salaries")
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    with database.owner.connect() as owner:
        public_id = owner.scalar(
            text("SELECT public_id FROM summary WHERE request_id = :r"), {"r": person.request_id}
        )
    page = enter(company).get(f"/employeur/salaries/{public_id}")
    assert len(acts_on(page)) == 1, "this very reading"
    assert "Ancienne Lectrice" not in page.text


def test_the_box_costs_one_query_whatever_was_done(
    enter: Enter, company: MadeCompany, person: ImportedApplicant, database: Database
) -> None:
    browser = enter(company)
    page_of(browser, person)
    work = Work(database)
    with work.counted() as one:
        page_of(browser, person)
    for _n in range(10):
        page_of(browser, person)
    with work.counted() as many:
        page_of(browser, person)
    assert len(one) == len(many)
