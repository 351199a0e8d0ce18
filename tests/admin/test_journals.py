"""Auditors search the journal: what they find, what stays closed, and what it leaves behind."""

import io
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import text

from app.access.actor import Actor
from app.audit.retention import purge_journal
from app.audit.sealer import seal_waiting
from app.audit.verify import verify
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.readers.own import readings_of_me
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import Somebody, a_staff, an_employer_user
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company

Enter = Callable[..., Client]
JOURNALS = "/action-logement/journaux"
NOBODY = "069112600001234567"


@pytest.fixture
def auditor(database: Database) -> Somebody:
    return a_staff(database, "AUDITOR", name="Irène Contrôle")


@pytest.fixture
def audit(app: Flask, auditor: Somebody) -> Client:
    return Client(app).enter_as("staff", auditor.account_id)


@pytest.fixture
def enter(app: Flask, database: Database) -> Callable[..., Client]:
    """Sign in as a new member of a company."""

    def entered(company: MadeCompany, **traits: object) -> Client:
        who = an_employer_user(database, company.id, **traits)  # type: ignore[arg-type]
        return Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)

    return entered


def rows(page: Page) -> list[list[str]]:
    """Act, by whom, company of each line."""
    return [
        [td.get_text(" ", strip=True) for td in row.find_all("td")]
        for row in page.dom.select("tbody tr")
    ]


def acts(page: Page) -> list[str]:
    return [row[0] for row in rows(page)]


def about(client: Client, number: str, purpose: str = "CONTROL") -> Page:
    return client.submit(
        f"{JOURNALS}/personne", {"number": number, "purpose": purpose}, form="personne"
    )


def lines_like(database: Database, act: str) -> list[tuple[object, ...]]:
    with database.owner.connect() as owner:
        found = owner.execute(
            text(
                "SELECT l.company_id, d.purpose, d.subject, d.actor_id, (SELECT count(*) FROM"
                " journal_subject j WHERE j.line_id = l.id) AS people FROM journal_line l"
                " JOIN journal_detail d ON d.line_id = l.id WHERE l.act = :act ORDER BY l.at"
            ),
            {"act": act},
        )
        return [tuple(row) for row in found]


def a_read_person(database: Database, enter: Enter, **traits: object) -> ImportedApplicant:
    company = a_company(database, **traits)  # type: ignore[arg-type]
    person = an_imported_applicant(database, company, choice=2)
    enter(company, role="MANAGER", name="Zoé Bélanger").get(
        f"/employeur/salaries/{person.public_id}"
    )
    return person


def test_a_line_is_found_by_who_did_it_for_which_company_what_and_when(
    database: Database, enter: Enter, audit: Client
) -> None:
    a_read_person(database, enter, name="Verrerie du Rhône")
    enter(a_company(database, name="Autre Maison"), name="Paul Titulaire").get(
        "/employeur/entreprise/journal"
    )
    read = ["Résumé lu", "Zoé Bélanger · Gestionnaire", "Verrerie du Rhône"]
    assert read in rows(audit.get(JOURNALS))
    for found in ("par=zoe+belanger", "par=Bélanger", "entreprise=verrerie", "acte=SUMMARY_READ",
                  "acte=readings", "du=2020-01-01&au=2099-01-01"):  # fmt: skip
        assert read in rows(audit.get(f"{JOURNALS}?{found}")), found
    for none in ("par=Paul", "par=inconnu", "entreprise=Autre", "entreprise=999999999",
                 "acte=points", "acte=CODE_ISSUED", "au=2020-01-01", "du=2099-01-01"):  # fmt: skip
        assert read not in rows(audit.get(f"{JOURNALS}?{none}")), none
    kept = audit.get(f"{JOURNALS}?par=zo%C3%A9&entreprise=verrerie&acte=readings&du=2020-01-01")
    typed = {i["name"]: i.get("value") for i in kept.dom.select("form[role=search] input")}
    assert (typed["par"], typed["entreprise"], typed["du"]) == ("zoé", "verrerie", "2020-01-01")
    assert audit.get(f"{JOURNALS}?par=%25&acte=x&du=y&au=9999-12-31&avant=q").status == 200


def test_an_actor_is_found_by_address_reference_and_key(
    database: Database, audit: Client, app: Flask
) -> None:
    manager = a_staff(database, "COMPANY_MANAGER", email="gestion.une@al.example")
    with database.owner.connect() as owner:
        reference = owner.scalar(
            text("SELECT reference FROM staff_account WHERE id = :i"), {"i": manager.account_id}
        )
    with database.owner.begin() as owner:
        owner.execute(text(
            "SELECT app.add_line('staff', 'COMPANY_CREATED', NULL, :i, :r, 'COMPANY_MANAGER', NULL,"
            " NULL, '123456782', '[]')"), {"i": manager.account_id, "r": reference})  # fmt: skip
    expected = ["Entreprise créée (123456782)", f"{reference} · Entreprises", "–"]
    for words in ("GESTION.une@al.example", str(reference).lower(), str(manager.account_id)):
        assert rows(audit.get(f"{JOURNALS}?par={quote(words)}")) == [expected], words
    assert rows(audit.get(f"{JOURNALS}?par=une@al.example")) == []


def test_no_line_names_whoever_was_read(database: Database, enter: Enter, audit: Client) -> None:
    person = a_read_person(database, enter)
    with database.owner.connect() as owner:
        surname = owner.scalar(text("SELECT surname FROM applicant_account"))
    for page in (audit.get(JOURNALS), about(audit, person.unique_number)):
        assert "Résumé lu" in acts(page)
        for word in (surname, person.public_id, person.request_id, person.actor.account_id):
            assert str(word).lower() not in page.body.lower()


def test_a_number_nobody_has_and_a_number_without_a_line_answer_the_same_even_again(
    database: Database, audit: Client
) -> None:
    person = an_imported_applicant(database, a_company(database), choice=1)

    def shown(number: str) -> str:
        dom = about(audit, number).dom
        for token in dom.select("input[name=csrf_token], input[name=number]"):
            token.decompose()
        return str(dom.find("main"))

    first = shown(person.unique_number)
    assert "Aucune ligne" in first
    assert first == shown(NOBODY) == shown(person.unique_number) == shown(NOBODY)
    # The lines of these very searches tell no more: neither in the list nor in a file.
    whole = rows(audit.get(f"{JOURNALS}?acte=JOURNAL_READ"))
    assert len(whole) == 4
    assert len({tuple(row) for row in whole}) == 1


def test_a_person_reads_who_searched_around_them_and_why(database: Database, audit: Client) -> None:
    person = an_imported_applicant(database, a_company(database), choice=1)
    about(audit, person.unique_number, "ANSWER_A_CONTEST")
    about(audit, person.unique_number, "ANSWER_A_CONTEST")
    with transaction(database, "applicant", person.actor) as tx:
        read = [(r.audience, r.act, r.reader_role, r.purpose) for r in readings_of_me(tx)]
    assert read == [("staff", "JOURNAL_READ", "AUDITOR", "ANSWER_A_CONTEST")]


def test_nobody_is_searched_around_without_a_purpose(
    database: Database, enter: Enter, audit: Client
) -> None:
    person = a_read_person(database, enter)
    shown = audit.get(f"{JOURNALS}/personne")
    refused = audit.submit(shown, {"number": person.unique_number}, form="personne")
    assert "Choisissez un motif." in refused.text
    assert refused.dom.select_one("input[name=number]")["value"] == person.unique_number  # type: ignore[index]
    assert rows(refused) == []
    assert "Vérifiez le numéro" in about(audit, "12").text
    assert lines_like(database, "JOURNAL_READ") == []
    # An address carries no number: what one would carry is not looked at.
    assert acts(audit.get(f"{JOURNALS}?number={person.unique_number}&purpose=CONTROL")) != []


def test_each_search_is_a_line_with_what_it_looked_for(
    database: Database, enter: Enter, audit: Client, auditor: Somebody
) -> None:
    person = a_read_person(database, enter, name="Verrerie du Rhône")
    with database.owner.connect() as owner:
        company = owner.scalar(text("SELECT id FROM company WHERE name = 'Verrerie du Rhône'"))
        actor = owner.scalar(text("SELECT id FROM employer_account"))
    audit.get(f"{JOURNALS}?entreprise=verrerie&par=zoe")
    about(audit, person.unique_number)
    assert lines_like(database, "JOURNAL_READ") == [
        (company, None, str(actor), auditor.account_id, 0),
        (None, "CONTROL", None, auditor.account_id, 1),
    ]
    assert seal_waiting(database)
    assert verify(database).faults == ()


def test_pages_go_on_and_come_back_without_a_gap(database: Database, audit: Client) -> None:
    company = a_company(database)
    with database.owner.begin() as owner:
        owner.execute(text(
            "INSERT INTO journal_line (at, audience, act, company_id, detail_digest)"
            " SELECT app.clock() - make_interval(secs => n / 3), 'employer', 'CODE_CHANGED', :c,"
            " 'x' FROM generate_series(1, 120) n"), {"c": company.id})  # fmt: skip
    page = audit.get(f"{JOURNALS}?acte=CODE_CHANGED&entreprise={company.siren}")
    first, seen = rows(page), len(rows(page))
    while (link := page.dom.find("a", rel="next")) is not None:
        page = audit.get(str(link["href"]))
        seen += len(rows(page))
    assert seen == 120
    while (link := page.dom.find("a", rel="prev")) is not None:
        page = audit.get(str(link["href"]))
    assert rows(page) == first


def test_what_was_found_goes_into_a_file_that_is_a_line_itself(
    database: Database, enter: Enter, audit: Client
) -> None:
    person = a_read_person(database, enter, name="=Verrerie")
    found = audit.get(f"{JOURNALS}?acte=SUMMARY_READ")
    text_file = audit.submit(found, form="export-journaux", button="format=csv")
    lines = text_file.response.get_data().decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Date;Heure;Acte;Objet;Motif;Par;Rôle;Entreprise;Détails"
    assert lines[1].endswith(";Résumé lu;;;Zoé Bélanger;Gestionnaire;'=Verrerie;Gardés")
    assert lines[2:] == [""]
    around = audit.submit(
        about(audit, person.unique_number), form="export-journaux", button="format=xlsx"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(around.response.get_data())).active
    assert sheet is not None
    assert [row[2] for row in sheet.iter_rows(values_only=True)] == ["Acte", "Résumé lu"]
    assert person.unique_number not in around.response.headers["Content-Disposition"]
    assert [line[1:] for line in lines_like(database, "JOURNAL_EXPORTED")] == [
        (None, None, lines_like(database, "JOURNAL_READ")[0][3], 0),
        ("CONTROL", None, lines_like(database, "JOURNAL_READ")[0][3], 1),
    ]
    again = about(audit, person.unique_number)
    assert set(acts(again)) == {"Résumé lu"}, "one's own searches are left out"


def test_a_line_that_had_its_time_stays_without_anybody(
    database: Database, enter: Enter, app: Flask, audit: Client, clock: Clock
) -> None:
    person = a_read_person(database, enter, name="Verrerie du Rhône")
    while seal_waiting(database):
        pass
    clock.advance(timedelta(days=367))
    assert purge_journal(database)
    later = Client(app).enter_as("staff", a_staff(database, "AUDITOR").account_id)
    shown = rows(later.get(f"{JOURNALS}?acte=SUMMARY_READ"))
    assert shown == [["Résumé lu", "Détails effacés, leur durée passée", "Verrerie du Rhône"]]
    assert rows(later.get(f"{JOURNALS}?par=Bélanger")) == []
    assert rows(about(later, person.unique_number)) == []


def test_no_other_role_reads_the_journals_not_even_through_the_database(
    app: Flask, database: Database, enter: Enter
) -> None:
    a_read_person(database, enter)
    for role in ("COMPANY_MANAGER", "ADVISER", "ADMINISTRATOR"):
        who = a_staff(database, role)
        client = Client(app).enter_as("staff", who.account_id)
        for path in ("", "/personne", "/durees"):
            assert client.get(f"{JOURNALS}{path}").status == 403
        assert "Journaux" not in client.get("/action-logement").text
        with transaction(
            database, "staff", Actor("staff", who.account_id, "x", role, "fr", b"")
        ) as tx:
            ask = ("SELECT count(*) FROM app.search_journal('JOURNAL_READ', NULL, NULL, NULL, NULL,"
                   " NULL, NULL, NULL, NULL, NULL, false, 50)")  # fmt: skip
            assert tx.scalar(text(ask)) == 0
            assert tx.scalar(text("SELECT count(*) FROM app.journal_actors('e')")) == 0
    assert lines_like(database, "JOURNAL_READ") == []


def test_more_than_a_hundred_companies_must_be_said_better(
    database: Database, audit: Client
) -> None:
    with database.owner.begin() as owner:
        owner.execute(text(
            "INSERT INTO company (siren, name, search_name) SELECT lpad(n::text, 9, '0'),"
            " 'Atelier ' || n, 'atelier ' || n FROM generate_series(1, 101) n"))  # fmt: skip
    page = audit.get(f"{JOURNALS}?entreprise=atelier")
    assert "Plus de cent entreprises" in page.text
    assert lines_like(database, "JOURNAL_READ") == []


def test_an_auditor_reads_how_long_each_act_is_kept(audit: Client) -> None:
    shown = {row.find("th").get_text(strip=True): row.get_text(" ", strip=True)  # type: ignore[union-attr]
             for row in audit.get(f"{JOURNALS}/durees").dom.select("tbody tr")}  # fmt: skip
    assert "12 mois" in shown["Lectures"]
    assert "Dossier complet ouvert" in shown["Lectures"]
    assert "36 mois" in shown["Points"]
    assert "Points attribués" in shown["Points"]
