"""What my employer may see: the three choices, their ends, and what stands in their way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.companies.policy import Status
from app.companies.rules import NewPolicy, issue_code, set_policy
from app.companies.services import reactivate_company, suspend_company
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.readers.own import running_choice
from app.privacy.rule import Choice
from tests.applicant.conftest import Applicant, Mails
from tests.clock import Clock
from tests.factories.applicants import (
    ImportedApplicant,
    a_record,
    an_imported_applicant,
    registry_says,
)
from tests.factories.companies import MadeCompany, a_company, the_company_manager

NO_END = {"duration": "sans-fin"}


def level(database: Database) -> tuple[int, bool]:
    """What the employer's rows say: the level, and whether sensitive blocks are open."""
    with database.owner.connect() as owner:
        row = owner.execute(text("SELECT level, sensitive FROM visibility")).one_or_none()
    return (row.level, row.sensitive) if row else (1, False)


def narrowed(database: Database, company: MadeCompany, choices: list[int], code: bool) -> None:
    with transaction(database, "staff", the_company_manager(database)) as tx:
        day: date = tx.scalar(text("SELECT (app.clock() AT TIME ZONE 'Europe/Paris')::date"))
        set_policy(tx, company.id, NewPolicy(day, choices, code), seen=1)


@pytest.fixture
def person(database: Database) -> ImportedApplicant:
    return an_imported_applicant(database)


@pytest.fixture
def browser(app: Flask, person: ImportedApplicant) -> Applicant:
    return Applicant(app, person.account_id)


def test_nothing_is_ticked_beforehand_and_the_cards_are_three(browser: Applicant) -> None:
    dom = browser.get("/demandeur/choix").dom
    assert len(dom.select(".choice-card")) == 3
    assert len(dom.select(".choice-card input")) == 3
    assert dom.select("input:checked, input[checked], option[selected][value='1']") == []


@pytest.mark.parametrize(
    ("choice", "answers", "found", "said"),
    [
        (1, {}, (1, False), "Votre employeur ne voit rien"),
        (2, NO_END, (2, False), "voit 11 informations"),
        (3, {**NO_END, "sensitive": "non"}, (3, False), "sans les éléments sensibles"),
        (3, {**NO_END, "sensitive": "oui"}, (3, True), "éléments sensibles compris"),
    ],
)
def test_each_choice_is_kept_confirmed_and_shown_on_the_home(
    browser: Applicant, database: Database, mails: Mails, choice: int, answers: dict[str, str],
    found: tuple[int, bool], said: str,
) -> None:  # fmt: skip
    page = browser.choose(choice, **answers)
    assert page.h1 == "Bonjour Inès"
    assert "Votre choix est enregistré" in page.text
    assert said in page.text
    assert level(database) == found
    kind = "choice_made" if choice > 1 else "choice_withdrawn"
    assert len(mails.all(kind)) == 1


@pytest.mark.parametrize(
    ("choice", "answers", "wanted"),
    [
        (3, NO_END, "Dites ce qu’il faut faire des éléments sensibles."),
        (3, {"sensitive": "non"}, "Dites pendant combien de temps"),
        (2, {}, "Dites pendant combien de temps"),
        (2, {"duration": "mois"}, "Choisissez de 1 à 12 mois."),
        (2, {"duration": "mois", "months": "13"}, "Choisissez de 1 à 12 mois."),
    ],
)
def test_a_missing_answer_keeps_the_others_and_shows_nothing(
    browser: Applicant, database: Database, choice: int, answers: dict[str, str], wanted: str
) -> None:
    page = browser.choose(choice, **answers)
    assert wanted in page.text
    ticked = {t["name"]: t["value"] for t in page.dom.select("main input[checked]")}
    radios = {k: v for k, v in answers.items() if k != "months"}
    assert ticked == {"choice": str(choice), **radios}
    assert level(database) == (1, False)


def test_no_answer_at_all_is_one_error(browser: Applicant) -> None:
    page = browser.submit("/demandeur/choix")
    assert "1 réponse est à corriger" in page.text


def test_answers_that_choice_1_does_not_need_are_dropped(
    browser: Applicant, database: Database
) -> None:
    browser.choose(1, sensitive="oui", duration="mois", months="3")
    assert level(database) == (1, False)
    assert "rester anonyme" in browser.get("/demandeur/choix/historique").text


def test_the_preview_is_the_employers_page_with_own_data(browser: Applicant) -> None:
    closed = browser.get("/demandeur/choix/apercu").text
    assert "Non communiqué" in closed
    for secret in ("Violences", "Mobilité réduite", "Hors Union", "21 480", "Conjointin"):
        assert secret not in closed
    opened = browser.get("/demandeur/choix/apercu?sensibles=oui").text
    assert "Mobilité réduite" in opened
    assert "Non communiqué" not in opened
    # The co-applicant has not agreed: the preview says what an employer would read.
    assert "CONJOINTIN" not in opened


def test_changing_from_3_to_2_then_withdrawing_takes_two_clicks(
    browser: Applicant, database: Database, mails: Mails
) -> None:
    browser.choose(3, sensitive="oui", **NO_END)
    browser.choose(2, **NO_END)
    assert level(database) == (2, False)
    home = browser.get("/demandeur")
    link = home.dom.find("a", string="Ne plus rien montrer")
    page = browser.submit(link["href"])
    assert "votre employeur ne voit plus rien" in page.text
    assert level(database) == (1, False)
    assert len(mails.all("choice_withdrawn")) == 1
    history = browser.get("/demandeur/choix/historique").dom.select(".row-item")
    assert len(history) == 3


def test_a_choice_ends_by_the_clock_alone(database: Database, clock: Clock) -> None:
    person = an_imported_applicant(database, choice=2, months=1)
    seen = []
    for days in (27, 32):
        clock.advance(timedelta(days=days))
        with database.owner.connect() as owner:
            seen.append(running_choice(owner).choice)
    assert person.public_id is not None
    assert seen == [Choice.SUMMARY, Choice.ANONYMOUS]


def test_the_policy_narrows_the_cards_and_a_forged_answer_is_refused(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    page = browser.get("/demandeur/choix")
    narrowed(database, person.company, [1, 2], code=False)
    shown = browser.get("/demandeur/choix")
    assert "Non proposé par votre entreprise" in shown.text
    assert len(shown.dom.select(".choice-card.closed")) == 1
    refused = browser.submit(page, {"choice": "3", "sensitive": "oui", **NO_END})
    assert "Choisissez une des possibilités" in refused.text
    assert level(database) == (1, False)


def test_a_running_choice_stays_when_the_policy_narrows(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    browser.choose(3, sensitive="non", **NO_END)
    narrowed(database, person.company, [1], code=True)
    assert level(database) == (3, False)
    assert "sans les éléments sensibles" in browser.get("/demandeur").text


def test_wrong_expired_suspended_and_foreign_company_codes_get_one_answer(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    narrowed(database, person.company, [1, 2, 3], code=True)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        right = issue_code(tx, person.company.id, "Affiche")
        foreign = issue_code(tx, a_company(database, name="Autre").id, "Affiche")
        expired = issue_code(tx, person.company.id, "Ancien")
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE company_code SET valid_from = '2020-01-01', valid_until = '2020-02-01'"
                 " WHERE code = :c"), {"c": expired},
        )  # fmt: skip
    assert "Saisir le code" in browser.get("/demandeur/choix").text
    answers = set()
    for typed in ("ZZZZZZZZZ", "<b>", foreign, expired):
        page = browser.submit("/demandeur/demande/employeur", {"code": typed})
        assert page.dom.find("input", id="code")["value"] == typed
        answers.add(page.dom.find(id="code-erreur").get_text())
    assert len(answers) == 1
    page = browser.submit("/demandeur/demande/employeur", {"code": f" {right[:4]}-{right[4:]} "})
    assert len(page.dom.select(".choice-card input")) == 3
    browser.choose(2, **NO_END)
    assert level(database) == (2, False)


def test_without_the_code_only_choice_1_can_be_made(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    page = browser.get("/demandeur/choix")
    narrowed(database, person.company, [1, 2, 3], code=True)
    browser.submit(page, {"choice": "2", **NO_END})
    assert level(database) == (1, False)
    assert len(browser.get("/demandeur/choix").dom.select(".choice-card input")) == 1


def test_company_codes_cannot_be_guessed_without_end(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    narrowed(database, person.company, [1, 2, 3], code=True)
    pages = [
        browser.submit("/demandeur/demande/employeur", {"code": "ZZZZZZZZZ"}) for _ in range(11)
    ]
    assert [p.status for p in pages] == [200] * 10 + [429]
    assert "Attendez une heure" in pages[-1].text


def test_a_suspended_company_sees_nothing_and_the_applicant_is_told(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    browser.choose(2, **NO_END)
    manager = the_company_manager(database)
    with transaction(database, "staff", manager) as tx:
        suspend_company(tx, person.company.id, "Mandat échu", seen=Status.ACTIVE)
    home = browser.get("/demandeur").text
    assert "suspendu. Rien n’est visible par personne" in home
    assert "voit 11 informations" not in home
    assert "suspendu" in browser.get("/demandeur/choix").text
    with transaction(database, "staff", manager) as tx:
        reactivate_company(tx, person.company.id, "Mandat reçu", seen=Status.SUSPENDED)
    assert "voit 11 informations" in browser.get("/demandeur").text


@pytest.mark.parametrize(
    ("siret", "status", "said"),
    [
        (None, "ACTIVE", "n’indique pas le SIRET"),
        ("73282932000074", "ACTIVE", "n’utilise pas encore ce service"),
        ("own", "PENDING", "n’est pas encore validé"),
        ("own", "CLOSED", "n’utilise plus ce service"),
    ],
)
def test_an_employer_that_cannot_be_chosen_for_is_said_plainly(
    app: Flask, database: Database, siret: str | None, status: str, said: str
) -> None:
    company = a_company(database, status=status)
    record = a_record(company.siret if siret == "own" else siret)
    browser = Applicant(app, an_imported_applicant(database, company, record=record).account_id)
    for path in ("", "/choix", "/demande/employeur"):
        shown = browser.get(f"/demandeur{path}").text
        assert said in shown
        assert "Rien n’est visible par personne" in shown
    assert len(browser.get("/demandeur/choix").dom.select(".choice-card input")) == 1


def test_a_new_employer_in_the_registry_ends_the_choice_at_the_update(
    app: Flask, database: Database
) -> None:
    person = an_imported_applicant(database, choice=3, sensitive=True)
    other = a_company(database, name="Nouvelle Maison")
    record = {**person.record, "applicant": {**person.record["applicant"]}}
    work = {**record["applicant"]["occupation"], "siret": other.siret}
    record["applicant"]["occupation"] = {**work, "employer_name": "Nouvelle Maison"}
    registry_says(database, record)
    browser = Applicant(app, person.account_id)
    page = browser.submit("/demandeur/demande", form="actualiser")
    assert "votre employeur ne voit plus rien" in page.text
    assert "Nouvelle Maison" in page.text
    assert level(database) == (1, False)


def test_another_establishment_of_the_company_keeps_the_choice(
    app: Flask, database: Database
) -> None:
    company = a_company(database, establishments=2)
    person = an_imported_applicant(database, company, choice=2)
    record = {**person.record, "applicant": {**person.record["applicant"]}}
    work = record["applicant"]["occupation"]
    record["applicant"]["occupation"] = {**work, "siret": company.sirets[1]}
    registry_says(database, record)
    page = Applicant(app, person.account_id).submit("/demandeur/demande", form="actualiser")
    assert "est à jour" in page.text
    assert "ne voit plus rien" not in page.text
    assert level(database) == (2, False)


@pytest.mark.parametrize("status", ["STRUCK_OFF", "HOUSED"])
def test_a_request_closed_at_the_registry_is_closed_here(
    app: Flask, database: Database, status: str
) -> None:
    person = an_imported_applicant(database, choice=2)
    registry_says(database, {**person.record, "status": status})
    browser = Applicant(app, person.account_id)
    browser.submit("/demandeur/demande", form="actualiser")
    assert level(database) == (1, False)
    assert "Close" in browser.get("/demandeur").text
    assert len(browser.get("/demandeur/choix").dom.select(".choice-card input")) == 1


def test_new_sensitive_blocks_stay_closed_until_the_choice_is_made_again(
    app: Flask, database: Database
) -> None:
    record = a_record(a_company(database).siret, {"reasons": [], "free_text": None})
    company = a_company(database)
    record["applicant"]["occupation"]["siret"] = company.siret
    person = an_imported_applicant(database, company, record=record, choice=3, sensitive=True)
    registry_says(database, {**person.record, "reasons": ["HEALTH"]})
    browser = Applicant(app, person.account_id)
    page = browser.submit("/demandeur/demande", form="actualiser")
    assert page.status == 200
    told = "ne sont pas visibles tant que vous ne confirmez pas"
    assert told in browser.get("/demandeur").text
    assert "Motifs de la demande" in browser.get("/demandeur/choix").text
    browser.choose(3, sensitive="oui", **NO_END)
    assert told not in browser.get("/demandeur").text


def test_the_home_says_why_a_choice_ended_by_itself_and_not_what_one_did_oneself(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    ended = "le choix précédent s’est arrêté"
    browser.choose(2, **NO_END)
    browser.choose(1)
    assert ended not in browser.get("/demandeur").text
    browser.choose(2, **NO_END)
    new = a_record(a_company(database).siret)
    registry_says(
        database,
        {**new, "unique_number": person.unique_number, "applicant": {
            **person.record["applicant"],
            "occupation": {**person.record["applicant"]["occupation"],
                           "siret": new["applicant"]["occupation"]["siret"]},
        }},
    )  # fmt: skip
    browser.submit("/demandeur/demande", form="actualiser")
    page = browser.get("/demandeur")
    assert ended in page.text
    browser.choose(2, **NO_END)
    assert ended not in browser.get("/demandeur").text


def test_the_home_says_that_the_duration_is_over(
    app: Flask, database: Database, clock: Clock
) -> None:
    clock.freeze(datetime.now(UTC) - timedelta(days=90))
    person = an_imported_applicant(database, choice=2, months=1)
    clock.freeze(datetime.now(UTC) - timedelta(days=30))
    page = Applicant(app, person.account_id).get("/demandeur")
    assert "Votre choix a pris fin le" in page.text
