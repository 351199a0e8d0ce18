"""The screens of points: scale, award, undo, reversal, ledger, and who may open what."""

import re

import pytest
from flask import Flask

from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from tests.client import Client, Page
from tests.employer.conftest import Enter
from tests.employer.reading import journal, link_of
from tests.factories.accounts import Somebody, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.factories.points import a_scale, an_award
from tests.privacy.detectors import Work

POINTS = "/employeur/points"


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    return an_owner(database, company.id, name="Odile Ferrandeau")


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    return an_imported_applicant(database, company, choice=2)


@pytest.fixture
def browser(app: Flask, owner: Somebody) -> Client:
    return Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)


def of(person: ImportedApplicant) -> str:
    return f"/employeur/salaries/{person.public_id}/points"


def give(browser: Client, person: ImportedApplicant, ordinal: int = 1) -> Page:
    return browser.submit(of(person), {"criterion": str(ordinal)}, form="/points")


def scale_values(**changes: str) -> dict[str, str]:
    return {
        "yearly_budget": "1 500", "request_cap": "60",
        "criteria-0-label": "Mobilité professionnelle", "criteria-0-points": "20",
        "criteria-0-explained": "Prise de poste dans une autre ville",
    } | changes  # fmt: skip


def test_a_scale_is_published_and_read_by_everybody_of_the_company(
    browser: Client, enter: Enter, company: MadeCompany
) -> None:
    assert "Aucun barème pour l’instant" in browser.get(POINTS).text
    page = browser.submit(f"{POINTS}/bareme/nouveau", scale_values())
    assert page.status == 200
    assert "Barème publié" in page.text
    for role in ("OWNER", "MANAGER", "READER", "COMMISSION"):
        shown = enter(company, role=role).get(POINTS)
        assert "Mobilité professionnelle" in shown.text
        assert ("Budget 20" in shown.text) == (role != "READER")
        assert (link_of(shown, "Nouvelle version") is not None) == (role == "OWNER")
        assert (link_of(shown, "Registre") is not None) == (role in ("OWNER", "MANAGER"))


@pytest.mark.parametrize(
    ("label", "ground"),
    [
        ("Salarié de nationalité française", "la nationalité"),
        ("Reconnaissance de HANDICAP", "la santé"),
        ("Délégué syndical", "l’appartenance syndicale"),
        ("Grossesse en cours", "la grossesse ou une naissance"),
        ("Femme seule", "le sexe"),
        ("Origine géographique", "l’origine"),
        ("Ordre alphabétique du nom", "le nom"),
    ],
)
def test_a_criterion_that_may_not_be_is_refused_with_the_reason_and_kept(
    browser: Client, label: str, ground: str
) -> None:
    page = browser.submit(
        f"{POINTS}/bareme/nouveau",
        scale_values(**{"criteria-1-label": label, "criteria-1-points": "5"}),
    )
    assert f"Ce critère repose sur {ground}" in page.text
    assert "L1132-1" in page.text
    assert page.dom.find("input", attrs={"name": "criteria-1-label"})["value"] == label
    assert "Aucun barème pour l’instant" in browser.get(POINTS).text


def test_a_scale_published_meanwhile_is_shown_and_nothing_typed_is_lost(
    browser: Client, database: Database, owner: Somebody
) -> None:
    form = browser.get(f"{POINTS}/bareme/nouveau")
    a_scale(database, owner)
    page = browser.submit(form, scale_values())
    assert page.status == 409
    assert "Quelqu’un a publié une autre version" in page.text
    assert "Nouvelle embauche" in page.text
    assert page.dom.find("input", attrs={"name": "yearly_budget"})["value"] == "1 500"
    assert browser.submit(page).status == 200


def test_points_are_awarded_shown_and_undone(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    page = give(browser, person)
    assert "20 points attribués." in page.text
    assert "Odile Ferrandeau, Titulaire" in page.text
    assert "Ce critère lui est déjà attribué cette année." in page.text
    page = browser.submit(page, form="/actes/")
    assert "Attribution annulée" in page.text
    assert "Annulation" in browser.get(of(person)).text


def test_pressed_twice_it_counts_once(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    form = browser.get(of(person))
    for _press in range(2):
        assert browser.submit(form, {"criterion": "1"}, form="/points").status == 200
    rows = browser.get(of(person)).dom.select("table tbody tr")
    assert len(rows) == 1


def test_the_last_points_have_one_winner_and_the_other_is_told_and_keeps_the_choice(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    other = an_imported_applicant(database, person.company, choice=3)
    a_scale(database, owner, budget=30)
    form = browser.get(of(person))
    an_award(database, owner, other.public_id)
    page = browser.submit(form, {"criterion": "1"}, form="/points")
    assert page.status == 409
    assert "Le budget de l’année ne suffit plus" in page.text
    chosen = page.dom.find("input", attrs={"name": "criterion", "checked": True})
    assert chosen is not None
    assert chosen["value"] == "1"


def test_points_are_taken_back_with_a_reason_the_ledger_keeps(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    page = give(browser, person)
    back = link_of(page, "Reprendre")
    assert back is not None
    refused = browser.submit(back, {"reason": ""})
    assert "Indiquez le motif" in refused.text
    page = browser.submit(refused, {"reason": "Erreur de critère"})
    assert "Points repris" in page.text
    ledger = browser.get(f"{POINTS}/registre")
    assert re.findall(r"[+−]20", ledger.text) == ["−20", "+20"]
    assert "Erreur de critère" in ledger.text
    assert link_of(ledger, "Reprendre") is None


def test_the_ledger_names_whoever_is_visible_and_writes_it_down(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:

    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    assert "MIRANDEUIL Inès" in browser.get(f"{POINTS}/registre").text
    assert journal(database)[-1] == ("LIST_READ", None, 1)
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    page = browser.get(f"{POINTS}/registre")
    assert "MIRANDEUIL" not in page.text
    assert "Demande clôturée" in page.text
    assert browser.get(of(person)).status == 404


def test_a_hidden_person_answers_like_nobody(
    browser: Client, database: Database, owner: Somebody, company: MadeCompany
) -> None:
    hidden = an_imported_applicant(database, company, choice=1)
    a_scale(database, owner)
    paths = [f"/employeur/salaries/{i}/points" for i in (hidden.request_id, hidden.account_id)]
    paths.append("/employeur/salaries/7a1c8e5e-0000-4000-8000-000000000000/points")
    token = {"csrf_token": _token(browser)}
    for path in paths:
        assert browser.get(path).status == 404
        sent = {**token, "criterion": "1", "version": "1", "key": ""}
        assert browser.post_raw(path, sent).status == 404
    assert len({browser.get(path).body for path in paths}) == 1


def _token(browser: Client) -> str:
    field = browser.get("/employeur").dom.find("input", attrs={"name": "csrf_token"})
    return str(field["value"])


@pytest.mark.parametrize("role", ["READER", "COMMISSION"])
def test_other_roles_award_nothing_and_see_no_ledger(
    enter: Enter, database: Database, owner: Somebody, person: ImportedApplicant, role: str
) -> None:
    a_scale(database, owner)
    browser = enter(person.company, role=role)
    for path in (of(person), f"{POINTS}/registre", f"{POINTS}/bareme/nouveau"):
        assert browser.get(path).status == 403


def test_a_limited_membership_awards_to_its_people_and_sees_neither_ledger_nor_budget(
    app: Flask, database: Database
) -> None:
    company = a_company(database, establishments=2)
    owner = an_owner(database, company.id)
    a_scale(database, owner)
    there = an_imported_applicant(database, company, choice=2, siret=company.sirets[1])
    limited = an_employer_user(database, company.id, role="MANAGER", sites=(company.sirets[1],))
    browser = Client(app).enter_as(
        "employer", limited.account_id, membership_id=limited.membership_id
    )
    assert "20 points attribués." in give(browser, there).text
    assert browser.get(f"{POINTS}/registre").status == 403
    assert "Dépensés" not in browser.get(POINTS).text


def test_the_ledger_costs_the_same_queries_for_one_row_and_twenty_five(
    app: Flask, browser: Client, database: Database, owner: Somebody, company: MadeCompany
) -> None:

    a_scale(database, owner)
    people = [an_imported_applicant(database, company, choice=2).public_id for _ in range(8)]
    an_award(database, owner, people[0])
    work = Work(database)
    with work.counted() as one:
        browser.get(f"{POINTS}/registre")
    for public_id in people[1:]:
        an_award(database, owner, public_id)
    with work.counted() as many:
        browser.get(f"{POINTS}/registre")
    assert len(one) == len(many)


def tick(browser: Client, page: Page, people: list[str], criterion: str = "1") -> Page:
    """Send the selection: a browser sends one value for each ticked box."""
    form = page.dom.find("form", id="plusieurs")
    assert form is not None
    hidden = {str(i["name"]): i.get("value", "") for i in form.find_all("input", type="hidden")}
    sent = {**hidden, "criterion": criterion, "person": people}
    return browser.post_raw(f"{POINTS}/plusieurs", sent)


def test_many_are_awarded_after_a_preview_that_says_who_is_not_and_why(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    others = [an_imported_applicant(database, person.company, choice=3) for _ in range(2)]
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    page = browser.get(f"{POINTS}/plusieurs")
    everybody = [str(box["value"]) for box in page.dom.select("input[name=person]")]
    assert len(everybody) == 3
    shown = tick(browser, page, [*everybody, "7a1c8e5e-0000-4000-8000-000000000000", "x"])
    assert "2 personnes recevront 20 points chacune" in shown.text
    assert "1 personne n’est pas incluse" in shown.text
    assert "Ce critère lui est déjà attribué cette année." in shown.text
    people = [str(box["value"]) for box in shown.dom.select("main input[name=person]")]
    assert set(people) == {str(one.public_id) for one in others}
    hidden = {
        str(i["name"]): i.get("value", "") for i in shown.dom.select("main input[type=hidden]")
    }
    sent = {**hidden, "person": people}
    for _press in range(2):
        answer = browser.post_raw(f"{POINTS}/plusieurs/attribuer", sent)
        assert answer.status == 303
    page = browser.get(POINTS)
    assert "20 points attribués à 2 personnes" in page.text
    assert "60" in page.text
    page = browser.submit(page, form="/actes/")
    assert "Attribution annulée" in page.text


def ticked_in_the_list(browser: Client, people: list[str]) -> Page:
    page = browser.get("/employeur/salaries")
    form = page.dom.find("form", action=f"{POINTS}/plusieurs/personnes")
    assert form is not None
    assert {str(box["value"]) for box in form.select("input[name=person]")} >= set(people)
    token = str(form.find("input", {"name": "csrf_token"})["value"])  # type: ignore[index]
    return browser.post_raw(
        f"{POINTS}/plusieurs/personnes", {"csrf_token": token, "person": people}
    )


def test_people_ticked_in_the_list_are_kept_through_an_error_and_previewed(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    other = an_imported_applicant(database, person.company, choice=3)
    leaver = an_imported_applicant(database, person.company, choice=2)
    a_scale(database, owner)
    everybody = [str(one.public_id) for one in (person, other, leaver)]
    page = ticked_in_the_list(browser, everybody)
    assert "3 salariés cochés" in page.text
    with transaction(database, "applicant", leaver.actor) as tx:
        withdraw(tx, leaver.actor, leaver.request_id)
    hidden = {
        str(i["name"]): i.get("value", "") for i in page.dom.select("main input[type=hidden]")
    }
    without = browser.post_raw(f"{POINTS}/plusieurs", {**hidden, "person": everybody})
    assert "Choisissez un critère du barème." in without.text
    kept = [str(box["value"]) for box in without.dom.select("main input[name=person]")]
    assert set(kept) == {str(person.public_id), str(other.public_id)}
    sent = {**hidden, "person": kept, "criterion": "1"}
    assert "2 personnes recevront" in browser.post_raw(f"{POINTS}/plusieurs", sent).text


def test_nobody_ticked_or_no_scale_is_said_in_words(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    ticked_in_the_list(browser, [str(person.public_id)])
    assert "Publiez d’abord un barème" in browser.get(POINTS).text
    a_scale(database, owner)
    ticked_in_the_list(browser, [])
    assert "Cochez au moins une personne." in browser.get(POINTS).text


def test_the_list_shows_own_points_to_those_who_award_them_alone(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant, enter: Enter
) -> None:
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    an_imported_applicant(database, person.company, choice=2)
    page = browser.get("/employeur/salaries")
    assert sorted(cell.text for cell in page.dom.select("td[data-label=Points]")) == ["0", "20"]
    reader = enter(person.company, role="READER").get("/employeur/salaries")
    assert not reader.dom.select("td[data-label=Points], input[name=person]")


def test_somebody_who_left_since_the_preview_means_nobody_and_a_new_preview(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:

    leaver = an_imported_applicant(database, person.company, choice=2)
    a_scale(database, owner)
    shown = tick(
        browser, browser.get(f"{POINTS}/plusieurs"), [str(person.public_id), str(leaver.public_id)]
    )
    hidden = {
        str(i["name"]): i.get("value", "") for i in shown.dom.select("main input[type=hidden]")
    }
    with transaction(database, "applicant", leaver.actor) as tx:
        withdraw(tx, leaver.actor, leaver.request_id)
    sent = {**hidden, "person": [str(person.public_id), str(leaver.public_id)]}
    page = browser.post_raw(f"{POINTS}/plusieurs/attribuer", sent)
    assert page.status == 409
    assert "La situation de ces personnes a changé" in page.text
    assert "1 personne recevra 20 points" in page.text
    assert "Aucune ligne" in browser.get(f"{POINTS}/registre").text
