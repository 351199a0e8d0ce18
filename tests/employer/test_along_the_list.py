"""From a person's page to the one before and the one after, along the list the reader came from."""

from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.privacy.rule import Choice
from tests.client import Client, Page
from tests.employer.conftest import Enter
from tests.employer.reading import journal, link_of, names_on
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany, a_company

LIST = "/employeur/salaries"
NEXT, BEFORE = "Suivant dans la liste", "Précédent dans la liste"


def somebody(
    database: Database, company: MadeCompany, name: str, choice: int | None = 2
) -> ImportedApplicant:
    overrides = {"applicant.birth_name": name, "applicant.first_names": "Lou"}
    return an_imported_applicant(database, company, choice=choice, overrides=overrides)


def walked(browser: Client, address: str, words: str) -> list[str]:
    """The names met from the page at `address` by following `words` to the end."""
    names: list[str] = []
    following: str | None = address
    while following is not None:
        page = browser.get(following)
        names.append(str(page.h1))
        following = link_of(page, words)
        assert len(names) < 10
    return names


def addresses_on(page: Page) -> list[str]:
    return [str(a["href"]) for a in page.dom.select("a[href]")]


def first_of(page: Page) -> str:
    return str(page.dom.select("tbody th a")[0]["href"])


def test_both_ways_meet_the_listed_people_in_their_order_and_nobody_else(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    for name, choice in (("Abadie", 2), ("Berne", 1), ("Cros", 3), ("Dupuy", None), ("Cros", 2)):
        somebody(database, company, name, choice)
    somebody(database, a_company(database), "Briand", 3)
    browser = enter(company)
    listed = names_on(browser.get(LIST))
    assert listed == ["ABADIE Lou", "CROS Lou", "CROS Lou"]
    links = [str(a["href"]) for a in browser.get(LIST).dom.select("tbody th a")]
    assert walked(browser, links[0], NEXT) == listed
    assert walked(browser, links[-1], BEFORE) == listed[::-1]


def test_filters_search_and_order_are_those_of_the_list(database: Database, enter: Enter) -> None:
    company = a_company(database)
    for name, choice in (("Abadie", 3), ("Aubin", 2), ("Auger", 3), ("Xavier", 3)):
        somebody(database, company, name, choice)
    browser = enter(company)
    for query in ("visible=dossier", "q=lou&visible=dossier", "tri=jour", "candidature=none"):
        page = browser.get(f"{LIST}?{query}")
        assert walked(browser, first_of(page), NEXT) == names_on(page), query
    assert walked(browser, first_of(browser.get(f"{LIST}?q=aub")), NEXT) == ["AUBIN Lou"]
    there = browser.get(first_of(browser.get(f"{LIST}?visible=dossier")))
    assert f"{LIST}?visible=dossier" in addresses_on(there)


def test_the_list_is_kept_through_a_purpose(database: Database, enter: Enter) -> None:
    company = a_company(database)
    somebody(database, company, "Abadie", 3)
    browser = enter(company)
    address = first_of(browser.get(f"{LIST}?visible=dossier"))
    assert address.endswith("?visible=dossier")
    refused = browser.submit(address, {}, form=address)
    assert f"{LIST}?visible=dossier" in addresses_on(refused)
    read = browser.submit(address, {"purpose": "SUPPORT"}, form=address)
    assert read.response.request.path.endswith("/dossier")
    assert f"{LIST}?visible=dossier" in addresses_on(read)


def test_the_page_reads_its_own_person_only(database: Database, enter: Enter) -> None:
    company = a_company(database)
    first = somebody(database, company, "Abadie")
    somebody(database, company, "Berne")
    page = enter(company).get(f"{LIST}/{first.public_id}")
    assert "BERNE" not in page.body
    assert journal(database) == [("SUMMARY_READ", None, 1)]


def test_who_left_meanwhile_answers_like_nobody_and_is_no_longer_beside(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    first, gone = somebody(database, company, "Abadie"), somebody(database, company, "Berne")
    browser = enter(company)
    address = f"{LIST}/{first.public_id}"
    following = link_of(browser.get(address), NEXT) or ""
    assert following == f"{LIST}/{gone.public_id}"
    decide_for(database, gone.actor, ChoiceMade(Choice.ANONYMOUS, None))
    assert browser.get(following).status == 404
    assert link_of(browser.get(address), NEXT) is None


def test_a_list_this_role_does_not_reach_leads_nowhere(database: Database, enter: Enter) -> None:
    company = a_company(database)
    first = somebody(database, company, "Abadie", 3)
    somebody(database, company, "Berne", 3)
    page = enter(company, role="READER").get(f"{LIST}/{first.public_id}?candidature=none")
    assert page.status == 200
    assert link_of(page, NEXT) is None
