"""One person's page and the full file: who may open them, and what everybody else is told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from app.companies.policy import Status
from app.companies.services import suspend_company
from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from tests.client import Client, Page
from tests.employer.conftest import Enter, Later
from tests.employer.reading import items_on, journal, link_of
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    decide_for,
    let_adults_agree,
)
from tests.factories.candidatures import a_candidature
from tests.factories.companies import MadeCompany, a_company, the_company_manager

LIST = "/employeur/salaries"


def address(person: ImportedApplicant) -> str:
    return f"{LIST}/{person.public_id}"


def open_with(browser: Client, person: ImportedApplicant, purpose: str = "SUPPORT") -> Page:
    """Say why, and land on the file."""
    return browser.submit(address(person), {"purpose": purpose}, form=address(person))


def as_bytes(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    headers = sorted((k, v) for k, v in answer.headers.items() if k != "Date")
    return answer.status_code, answer.get_data(), headers


def test_a_summary_shows_its_eleven_items_and_not_one_more(
    database: Database, enter: Enter
) -> None:
    person = an_imported_applicant(database, choice=2)
    page = enter(person.company).get(address(person))
    assert page.h1 == "MIRANDEUIL Inès, Flore"
    items = items_on(page)
    assert len(items) == 11
    assert items["Localisation souhaitée"] == (
        "Villeurbanne (Charpennes), puis Lyon 3e ; autres communes acceptées"
    )
    assert "Le reste du dossier n’est pas partagé" in page.text
    assert page.dom.find("input", attrs={"name": "purpose"}) is None
    for hidden in (person.unique_number, "06 39 98", "Ajusteuse", "Conjointin", person.email):
        assert hidden not in page.text


def test_an_absent_mail_reads_not_given_and_never_another_address(
    database: Database, enter: Enter
) -> None:
    person = an_imported_applicant(database, choice=2, overrides={"applicant.email": None})
    page = enter(person.company).get(address(person))
    assert items_on(page)["E-mail"] == "Non renseigné"
    assert "@" not in page.text


@pytest.mark.parametrize("tail", ["", "/dossier"])
def test_choice_one_and_unknown_id_are_indistinguishable(
    database: Database, enter: Enter, tail: str
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    once = address(person)
    become_anonymous(database, person)
    browser = enter(company)
    unknown = f"{LIST}/{uuid4()}"
    if tail:
        for target in (once, unknown):
            token = _token(browser)
            answer = browser.post_raw(target, {"purpose": "SUPPORT", "csrf_token": token})
            assert answer.location == target + tail
    hidden, missing = browser.http.get(once + tail), browser.http.get(unknown + tail)
    assert hidden.status_code == 404
    assert as_bytes(hidden) == as_bytes(missing)
    assert as_bytes(hidden) == as_bytes(browser.http.get(f"{LIST}/n-importe-quoi"))


def become_anonymous(database: Database, person: ImportedApplicant) -> None:
    decide_for(database, person.actor, ChoiceMade(Choice.ANONYMOUS))


def _token(browser: Client) -> str:
    field = browser.get("/employeur").dom.find("input", attrs={"name": "csrf_token"})
    assert field is not None
    return str(field["value"])


def test_another_company_and_another_establishment_get_the_same_404(
    database: Database, enter: Enter
) -> None:
    company = a_company(database, establishments=2)
    person = an_imported_applicant(database, company, choice=3)
    missing = as_bytes(enter(company).http.get(f"{LIST}/{uuid4()}"))
    for browser in (enter(a_company(database)), enter(company, sites=(company.sirets[1],))):
        assert as_bytes(browser.http.get(address(person))) == missing
    assert journal(database) == []


def test_a_file_opens_for_a_stated_purpose_only(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3, sensitive=True)
    browser = enter(person.company)
    assert browser.get(address(person) + "/dossier").location == address(person)
    asked = browser.get(address(person))
    radios = asked.dom.select("input[name=purpose]")
    assert len(radios) == 4
    assert not [radio for radio in radios if radio.has_attr("checked")]
    refused = browser.submit(asked, form=address(person))
    assert "1 réponse est à corriger" in refused.text
    page = open_with(browser, person)
    assert page.status == 200
    assert "Consulté pour : Soutenir une candidature" in page.text
    assert items_on(page)["Allocation aux adultes handicapés (AAH)"] == "210 €"
    assert journal(database)[-1] == ("FILE_READ", "SUPPORT", 1)
    again = browser.get(address(person))
    assert link_of(again, "Revenir au dossier") == address(person) + "/dossier"


def test_a_forged_purpose_opens_nothing(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = enter(person.company)
    for purpose in ("CONTROL", "", "support", "' OR 1=1"):
        answer = browser.post_raw(
            address(person), {"purpose": purpose, "csrf_token": _token(browser)}
        )
        assert answer.status == 200
        assert "1 réponse est à corriger" in answer.text
    assert browser.get(address(person) + "/dossier").location == address(person)
    assert browser.post_raw(address(person), {"purpose": "SUPPORT"}).status == 400


def test_a_purpose_holds_for_one_person_one_session_and_thirty_minutes(
    database: Database, enter: Enter, later: Later
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    other = an_imported_applicant(database, company, choice=3)
    browser = enter(company)
    open_with(browser, person)
    assert browser.get(address(other) + "/dossier").location == address(other)
    assert enter(company).get(address(person) + "/dossier").location == address(person)
    for minutes in (15, 29):
        later(timedelta(minutes=minutes))
        assert browser.get(address(person) + "/dossier").status == 200
    later(timedelta(minutes=31))
    assert browser.get(address(person) + "/dossier").location == address(person)


def test_ending_the_visit_asks_for_a_purpose_again(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = enter(person.company)
    page = open_with(browser, person)
    after = browser.submit(page, form=address(person) + "/dossier", follow=False)
    assert after.location == LIST
    assert browser.get(address(person) + "/dossier").location == address(person)


def test_withdrawing_closes_an_open_visit(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = enter(person.company)
    open_with(browser, person)
    become_anonymous(database, person)
    assert browser.get(address(person) + "/dossier").status == 404
    assert browser.get(address(person)).status == 404


def test_going_down_to_a_summary_closes_the_file_but_not_the_summary(
    database: Database, enter: Enter
) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = enter(person.company)
    open_with(browser, person)
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    assert browser.get(address(person) + "/dossier").status == 404
    assert browser.get(address(person)).status == 200


@pytest.mark.parametrize("traits", [{"role": "READER"}, {"role": "OWNER", "may_open_files": False}])
def test_whoever_may_not_open_files_is_stopped_before_any_data(
    database: Database, enter: Enter, traits: dict[str, Any]
) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = enter(person.company, **traits)
    page = browser.get(address(person))
    assert len(items_on(page)) == 11
    assert "n’est pas ouvert à votre rôle" in page.text
    assert page.dom.find("input", attrs={"name": "purpose"}) is None
    before = journal(database)
    assert browser.get(address(person) + "/dossier").status == 403
    sent = {"purpose": "SUPPORT", "csrf_token": _token(browser)}
    assert browser.post_raw(address(person), sent).status == 403
    assert journal(database) == before


def test_the_commission_meets_no_person(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = enter(person.company, role="COMMISSION")
    for path in (LIST, address(person), address(person) + "/dossier"):
        assert browser.get(path).status == 403
    assert journal(database) == []


def test_without_sensitive_items_two_files_differing_there_are_the_same_bytes(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    full = an_imported_applicant(database, company, choice=3, sensitive=False)
    bare = an_imported_applicant(
        database, company, choice=3, sensitive=False,
        overrides={
            "applicant.nationality": "FR", "applicant.family_status": "SINGLE",
            "household.unborn_children": 0, "household.due_date": None,
            "household.disabled_people": 0, "household.disability_details": None,
            "reasons": [], "free_text": None, "documents": [], "priority": [],
            "wanted_housing.lift": None, "wanted_housing.adapted_to_disability": None,
            "income.monthly_resources": [{"person": "APPLICANT", "code": "RSA", "euros": 2310}],
            "income.reference_tax_income": [],
        },
    )  # fmt: skip
    browser = enter(company)
    shown = [open_with(browser, person) for person in (full, bare)]
    assert _impersonal(shown[0], full) == _impersonal(shown[1], bare)
    assert "hors éléments sensibles" in shown[0].text
    items = items_on(shown[0])
    closed = {label for label, value in items.items() if value == "Non communiqué"}
    assert len(closed) == 8
    for hidden in ("Conjointin", "AAH", "Mobilité réduite", "deuxième enfant", "Hors Union"):
        assert hidden.lower() not in shown[0].text.lower()


def _impersonal(page: Page, person: ImportedApplicant) -> str:
    """The page without what names the file: its own address and its number."""
    number = person.unique_number
    spaced = " ".join((number[:3], number[3:7], number[7:13], number[13:]))
    main = str(page.dom.find("main")).replace("\xa0", " ")
    for own in (str(person.public_id), number, spaced):
        main = main.replace(own, "-")
    return "\n".join(line for line in main.splitlines() if "csrf_token" not in line)


def test_other_adults_show_once_they_agreed(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3, sensitive=True)
    browser = enter(person.company)
    assert "CONJOINTIN" not in open_with(browser, person).text
    let_adults_agree(database, person.request_id)
    shown = items_on(browser.get(address(person) + "/dossier"))
    assert shown["Codemandeur"] == "M. CONJOINTIN Paul"


def test_the_timeline_tells_dates_and_steps_and_no_reason(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3)
    a_candidature(
        database, person.request_id, [(1, "SUBMITTED"), (2, "VALIDATED"), (3, "TRANSMITTED")]
    )
    a_candidature(
        database, person.request_id, [(1, "SUBMITTED"), (6, "NOT_AWARDED")], active=False,
        residence="Les Érables",
    )  # fmt: skip
    page = open_with(enter(person.company), person)
    steps = page.dom.select("ol.steps > li")
    assert len(steps) == 7
    assert [li["class"][0] for li in steps] == ["done", "done", "now"] + ["ahead"] * 4
    assert "Les Érables · Logement non attribué" in page.text
    assert "Motif réservé" not in page.text
    assert "612 € charges comprises" in page.text


def test_a_suspended_company_reads_nothing_from_the_next_request(
    database: Database, enter: Enter
) -> None:
    company: MadeCompany = a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    browser = enter(company)
    open_with(browser, person)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        suspend_company(tx, company.id, "Mandat échu", seen=Status.ACTIVE)
    for path in (LIST, address(person), address(person) + "/dossier"):
        assert browser.get(path).status == 403
    home = browser.get("/employeur")
    assert "n’est pas ouvert" in home.text
    assert "MIRANDEUIL" not in home.text


def test_no_reading_is_written_for_head_or_for_nobody(database: Database, enter: Enter) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = enter(person.company)
    assert browser.http.head(address(person)).status_code == 405
    assert browser.http.get(f"{LIST}/{uuid4()}").status_code == 404
    assert journal(database) == []
    browser.get(address(person))
    assert journal(database) == [("SUMMARY_READ", None, 1)]


def test_signed_out_visitors_are_led_to_the_sign_in(app: Any, database: Database) -> None:
    person = an_imported_applicant(database, choice=3)
    for path in (LIST, address(person), address(person) + "/dossier"):
        answer = Client(app).get(path)
        assert answer.status == 303
        assert answer.location.startswith("/employeur/connexion")
