"""The journal of a company's own acts: read by whoever runs it, people named at reading time."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.companies.policy import Status
from app.companies.services import reactivate_company, suspend_company
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from tests.client import Client, Page
from tests.employer.conftest import Enter, Later
from tests.factories.accounts import PASSWORD, an_employer_user, an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    decide_for,
    public_id_of,
)
from tests.factories.companies import a_company, the_company_manager

JOURNAL = "/employeur/entreprise/journal"


def rows(page: Page) -> list[list[str]]:
    """Act, person and colleague of each line."""
    return [
        [td.get_text(" ", strip=True) for td in row.find_all("td")]
        for row in page.dom.select("tbody tr")
    ]


def leave(database: Database, person: ImportedApplicant) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)


def test_acts_are_told_with_the_names_of_whoever_still_is_visible(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=2)
    manager, owner = enter(company, role="MANAGER", name="Paul Gérant"), enter(company)
    name = manager.get(f"/employeur/salaries/{person.public_id}").h1
    lines = rows(owner.get(JOURNAL))
    assert ["Résumé lu", name, "Paul Gérant · Gestionnaire"] in lines
    leave(database, person)
    after = owner.get(JOURNAL)
    assert name not in after.text
    assert ["Résumé lu", "Demande clôturée", "Paul Gérant · Gestionnaire"] in rows(after)


def test_whoever_comes_back_is_nobody_of_the_lines_before(database: Database, enter: Enter) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=2)
    owner = enter(company)
    name = owner.get(f"/employeur/salaries/{person.public_id}").h1
    leave(database, person)
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    lines = [line for line in rows(owner.get(JOURNAL)) if line[0] == "Résumé lu"]
    assert [line[1] for line in lines] == ["Demande clôturée"], name
    again = public_id_of(database, person.request_id)
    owner.get(f"/employeur/salaries/{again}")
    lines = [line for line in rows(owner.get(JOURNAL)) if line[0] == "Résumé lu"]
    assert [line[1] for line in lines] == [name, "Demande clôturée"]


def test_lines_are_found_by_kind_colleague_and_day(database: Database, enter: Enter) -> None:
    company = a_company(database)
    paul = enter(company, name="Paul Titulaire")
    zoe = enter(company, name="Zoé Titulaire")
    paul.submit("/employeur/entreprise/codes/nouveau", {"label": "Hall"}, form="nouveau")
    zoe.submit("/employeur/entreprise/codes/nouveau", {"label": "Cour"}, form="nouveau")
    assert len(rows(paul.get(f"{JOURNAL}?acte=codes"))) == 2
    found = rows(paul.get(f"{JOURNAL}?acte=codes&par=zoé"))
    assert [line[2] for line in found] == ["Zoé Titulaire · Titulaire"]
    assert rows(paul.get(f"{JOURNAL}?acte=policy")) == []
    assert rows(paul.get(f"{JOURNAL}?au=2020-01-01")) == []
    for wrong in ("du=x&au=y&acte=z&avant=q", "avant=9999999999999999999_x", "par=%25"):
        assert paul.get(f"{JOURNAL}?{wrong}").status == 200


def test_pages_follow_one_another_without_a_gap(database: Database, enter: Enter) -> None:
    company = a_company(database)
    owner = enter(company)
    for number in range(3):
        owner.submit("/employeur/entreprise/codes/nouveau", {"label": f"C{number}"}, form="nouveau")
    with database.owner.begin() as connection:
        connection.execute(text(
            "INSERT INTO journal_line (audience, act, company_id, detail_digest)"
            " SELECT 'employer', 'CODE_CHANGED', :c, 'x' FROM generate_series(1, 60)"
        ), {"c": company.id})  # fmt: skip
    page, seen = owner.get(f"{JOURNAL}?acte=codes"), 0
    for _page in range(5):
        seen += len(rows(page))
        link = page.dom.find("a", rel="next")
        if link is None:
            break
        page = owner.get(str(link["href"]))
    assert seen == 63


def test_no_number_no_digest_and_nothing_of_another_company(
    database: Database, enter: Enter
) -> None:
    mine, other = a_company(database), a_company(database, name="Autre")
    enter(other, name="Éric Ailleurs").submit(
        "/employeur/entreprise/codes/nouveau", {"label": "Là-bas"}, form="nouveau"
    )
    owner = enter(mine)
    page = owner.get(JOURNAL)
    assert "Ailleurs" not in page.text
    with database.owner.connect() as connection:
        digests = connection.scalars(text("SELECT encode(detail_digest, 'hex') FROM journal_line"))
        assert not any(digest in page.body for digest in digests)


@pytest.mark.parametrize("traits", [
    {"role": "MANAGER"}, {"role": "READER"}, {"role": "COMMISSION"}, {"limited": True},
])  # fmt: skip
def test_only_whoever_runs_the_whole_company_reads_it(
    database: Database, enter: Enter, traits: dict[str, object]
) -> None:
    company = a_company(database)
    if traits.get("limited"):
        traits = {"sites": (company.siret,)}
    client = enter(company, **traits)
    assert client.get(JOURNAL).status == 403
    assert JOURNAL not in client.get("/employeur/entreprise").body


def test_the_file_names_no_applicant_is_harmless_and_is_a_line_itself(
    database: Database, enter: Enter, later: Later
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=2)
    owner = enter(company, name="=cmd|calc")
    name = owner.get(f"/employeur/salaries/{person.public_id}").h1
    page = owner.get(JOURNAL)
    later(timedelta(minutes=20))
    asked = owner.submit(page, form="export-journal", follow=False)
    assert asked.h1 == "Confirmez que c’est vous"
    file = owner.submit(asked, {"confirm_password": PASSWORD}, form="journal", follow=False)
    assert file.response.mimetype == "text/csv"
    assert file.body.startswith("\ufeff")
    assert name.split()[0] not in file.body
    assert "Résumé lu;'=cmd|calc" in file.body
    assert "Journal exporté" in owner.get(JOURNAL).text


def test_who_may_not_export_reads_and_takes_nothing_away(database: Database, enter: Enter) -> None:
    company = a_company(database)
    owner = enter(company, may_export=False)
    assert "Exporter" not in owner.get(JOURNAL).text
    token = owner.get("/employeur/notifications").dom.find("input", attrs={"name": "csrf_token"})
    assert token is not None
    assert owner.post_raw(JOURNAL, {"csrf_token": token["value"]}).status == 403


def test_the_company_reads_what_was_decided_of_it_and_why_and_no_member_of_staff(
    app: Flask, database: Database
) -> None:
    company = a_company(database)
    owner = an_owner(database, company.id)
    reader = an_employer_user(database, company.id, role="MANAGER")
    staff = the_company_manager(database)
    with transaction(database, "staff", staff) as tx:
        suspend_company(tx, company.id, "Mandat échu en mars", seen=Status.ACTIVE)
    with transaction(database, "staff", staff) as tx:
        reactivate_company(tx, company.id, "Mandat reçu", seen=Status.SUSPENDED)
    client = Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)
    page = client.get("/employeur/entreprise/journal")
    for words in ("Décisions d’Action Logement", "Mandat échu en mars", "Mandat reçu"):
        assert words in page.text
    assert staff.name not in page.text
    other = an_owner(database, a_company(database).id)
    for one in (reader, other):
        browser = Client(app).enter_as("employer", one.account_id, membership_id=one.membership_id)
        assert "Mandat échu" not in browser.get("/employeur/entreprise/journal").text
