"""Company Codes at the employer: made, changed, replaced with an overlap, suspended."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.companies.codes import display_code
from app.companies.recognise import code_opens
from app.companies.rules import issue_code
from app.db.engines import Database
from app.db.transaction import transaction
from tests.client import Client, Page
from tests.employer.conftest import Enter, Later
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import MadeCompany, a_company, the_company_manager

CODES = "/employeur/entreprise/codes"


def a_code(database: Database, company: MadeCompany, label: str = "Affiche") -> str:
    with transaction(database, "staff", the_company_manager(database)) as tx:
        return issue_code(tx, company.id, label)


def code_id(database: Database, code: str) -> str:
    with database.owner.connect() as owner:
        return str(owner.scalar(text("SELECT id FROM company_code WHERE code = :c"), {"c": code}))


def works(database: Database, company: MadeCompany, code: str) -> bool:
    person = an_imported_applicant(database, company, choice=None)
    with transaction(database, "applicant", person.actor) as tx:
        return code_opens(tx, company.id, code)


def shown(page: Page) -> str:
    """The code in large."""
    found = page.dom.find(class_="code-large")
    assert found is not None
    return found.get_text(strip=True)


def test_an_owner_makes_a_code_that_opens_the_choice(database: Database, enter: Enter) -> None:
    company = a_company(database)
    owner = enter(company)
    assert "Aucun code" in owner.get(CODES).text
    made = owner.submit(f"{CODES}/nouveau", {"label": "Affiche 2027"}, form="codes/nouveau")
    assert "Code créé" in made.text
    assert "Affiche 2027" in made.text
    assert works(database, company, shown(made).replace("-", ""))


def test_a_replaced_code_works_until_its_last_day_beside_the_new_one(
    database: Database, enter: Enter, later: Later
) -> None:
    company = a_company(database)
    old, owner = a_code(database, company), enter(company)
    here = f"{CODES}/{code_id(database, old)}/remplacer"
    last = datetime.now(UTC).date() + timedelta(days=10)
    page = owner.submit(here, {"last_day": last.isoformat()}, form="remplacer")
    new = shown(page).replace("-", "")
    assert new != old
    assert "Remplacement en cours" in page.text
    assert "Remplacé" in page.text
    assert works(database, company, old)
    assert works(database, company, new)
    later(timedelta(days=12))
    fresh = enter(company)
    after = fresh.get(CODES)
    assert "Remplacement en cours" not in after.text
    assert "Expiré" in after.text
    assert not works(database, company, old)
    assert works(database, company, new)


def test_a_suspended_code_stops_at_once_even_while_it_is_replaced(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    old, owner = a_code(database, company), enter(company)
    here = f"{CODES}/{code_id(database, old)}"
    owner.submit(f"{here}/remplacer", form="remplacer")
    assert works(database, company, old)
    owner.submit(f"{here}/suspendre", form="suspendre")
    assert not works(database, company, old)


def test_two_people_changing_one_code_keep_what_they_typed_and_read_why(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    code = a_code(database, company)
    here = f"{CODES}/{code_id(database, code)}/modifier"
    first, second = enter(company), enter(company)
    pages = [client.get(here) for client in (first, second)]
    assert "Code modifié" in first.submit(pages[0], {"label": "Hall"}, form="modifier").text
    refused = second.submit(pages[1], {"label": "Cantine"}, form="modifier", follow=False)
    assert refused.status == 409
    assert "a changé depuis que vous l’avez ouverte" in refused.text
    assert "Hall" in refused.text
    kept = refused.dom.find("input", attrs={"name": "label"})
    assert kept is not None
    assert kept["value"] == "Cantine"
    again = second.submit(refused, form="modifier")
    assert "Cantine" in again.text, "a second look is enough"


@pytest.mark.parametrize("role", ["MANAGER", "READER", "COMMISSION"])
def test_others_read_the_codes_and_change_none(database: Database, enter: Enter, role: str) -> None:
    company = a_company(database)
    code = a_code(database, company)
    client = enter(company, role=role)
    page = client.get(CODES)
    assert shown(page) == display_code(code)
    assert client.get(f"{CODES}/{code_id(database, code)}/texte").status == 200
    for path in ("nouveau", f"{code_id(database, code)}/suspendre",
                 f"{code_id(database, code)}/remplacer"):  # fmt: skip
        assert client.get(f"{CODES}/{path}").status == 403
        assert path not in page.body


def test_an_owner_limited_to_a_place_runs_nothing_of_the_whole_company(
    database: Database, enter: Enter
) -> None:
    company = a_company(database, establishments=2)
    client = enter(company, sites=(company.sirets[1],))
    for page in ("codes/nouveau", "politique/nouvelle", "equipe", "equipe/inviter"):
        assert client.get(f"/employeur/entreprise/{page}").status == 403


def test_another_companys_code_is_not_there(database: Database, enter: Enter) -> None:
    mine, other = a_company(database), a_company(database, name="Autre")
    code = a_code(database, other, "Libellé d’ailleurs")
    owner = enter(mine)
    assert "Libellé d’ailleurs" not in owner.get(CODES).text
    for act in ("texte", "modifier", "remplacer", "suspendre", "qr.svg"):
        assert owner.get(f"{CODES}/{code_id(database, code)}/{act}").status == 404


def test_the_text_and_the_picture_lead_to_the_page_where_the_code_is_typed(
    app: Flask, database: Database, enter: Enter
) -> None:
    company = a_company(database)
    code = a_code(database, company)
    owner = enter(company)
    page = owner.get(f"{CODES}/{code_id(database, code)}/texte")
    message = page.dom.find("textarea")
    assert message is not None
    assert display_code(code) in message.get_text()
    for kind, start in (("svg", b"<?xml"), ("png", b"\x89PNG")):
        answer = owner.get(f"{CODES}/{code_id(database, code)}/qr.{kind}").response
        assert answer.get_data().startswith(start)
        assert "attachment" in answer.headers["Content-Disposition"]
    with database.owner.begin() as database_owner:
        database_owner.execute(text("UPDATE policy_version SET code_required = true"))
    person = an_imported_applicant(database, company, choice=None)
    applicant = Client(app).enter_as("applicant", person.account_id)
    shown_there = applicant.get(f"/demandeur/demande/employeur?code={code}")
    field = shown_there.dom.find("input", attrs={"name": "code"})
    assert field is not None
    assert field["value"] == code


def test_nothing_on_the_page_changes_when_somebody_uses_the_code(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    code = a_code(database, company)
    owner = enter(company)
    before = owner.get(CODES).text
    assert works(database, company, code)
    assert owner.get(CODES).text == before


def test_the_poster_of_the_code_is_asked_from_its_page(database: Database, enter: Enter) -> None:
    company = a_company(database)
    a_code(database, company)
    answer = enter(company).submit(CODES, form="affiche", follow=False)
    assert answer.location.startswith("/employeur/rapports/")
    assert "rapports/affiche" not in enter(company, role="READER").get(CODES).body
