"""Codes in staff's hands: the owners' own acts and rules, each with a reason they read."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.companies.codes import display_code
from app.db.engines import Database
from tests.admin.companies.conftest import Enter
from tests.client import Client
from tests.factories.accounts import an_employer_user, an_owner
from tests.factories.companies import MadeCompany, a_code, a_company

ROOT = "/action-logement/entreprises"
JOURNAL = "/employeur/entreprise/journal"
WHY = {"reason": "À la demande de la titulaire"}


def code_at(database: Database, made: MadeCompany, code: str, act: str) -> str:
    with database.owner.connect() as owner:
        found = owner.scalar(text("SELECT id FROM company_code WHERE code = :c"), {"c": code})
    return f"{ROOT}/{made.id}/codes/{found}/{act}"


def states(database: Database) -> dict[str, str]:
    with database.owner.connect() as owner:
        rows = owner.execute(text("SELECT code, status FROM company_code"))
        return {row.code: row.status for row in rows}


def decisions(database: Database) -> list[tuple[str, str]]:
    with database.owner.connect() as owner:
        rows = owner.execute(
            text("SELECT status, reason FROM company_event WHERE status LIKE 'CODE%' ORDER BY at")
        )
        return [(row.status, row.reason) for row in rows]


def notices(database: Database, made: MadeCompany) -> list[str]:
    with database.owner.connect() as owner:
        rows = owner.scalars(
            text("SELECT kind FROM company_notice WHERE company_id = :c ORDER BY at"),
            {"c": made.id},
        )
        return list(rows)


def owners_journal(app: Flask, database: Database, made: MadeCompany) -> str:
    person = an_owner(database, made.id)
    client = Client(app).enter_as("employer", person.account_id, membership_id=person.membership_id)
    return client.get(JOURNAL).text


def test_a_code_made_by_staff_is_told_to_the_owners_with_its_reason(
    app: Flask, manager: Client, database: Database
) -> None:
    made = a_company(database)
    manager.submit(f"{ROOT}/{made.id}/codes/nouveau", {"label": "Affiche 2027", **WHY})
    (code,) = states(database)
    assert decisions(database) == [("CODE_NEW", f"{display_code(code)}\u00a0: {WHY['reason']}")]
    assert notices(database, made) == ["CODE_ISSUED"]
    read = owners_journal(app, database, made)
    assert "Décisions d’Action Logement" in read
    assert f"{display_code(code)} : {WHY['reason']}" in read
    assert "Personne Company_Manager" not in read


def test_a_replaced_code_works_until_its_last_day_and_both_are_named(
    app: Flask, manager: Client, database: Database
) -> None:
    made = a_company(database)
    old = a_code(database, made)
    last = f"{datetime.now(UTC).date() + timedelta(days=10)}"
    page = manager.submit(code_at(database, made, old, "remplacer"), {"last_day": last, **WHY})
    assert "Nouveau code" in page.text
    (new,) = set(states(database)) - {old}
    assert states(database) == {old: "ROTATED", new: "ACTIVE"}
    told = f"{display_code(old)} → {display_code(new)}\u00a0: {WHY['reason']}"
    assert decisions(database) == [("CODE_SWAP", told)]
    told = told.replace("\u00a0", " ")
    assert told in owners_journal(app, database, made)
    assert told in manager.get(f"{ROOT}/{made.id}/historique").text
    assert told not in manager.get(f"{ROOT}/{made.id}").text, "the overview tells states alone"


def test_a_code_is_stopped_at_once_and_its_reason_is_kept(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    code = a_code(database, made)
    page = manager.submit(code_at(database, made, code, "suspendre"), {"reason": "Affiche perdue"})
    assert "Code suspendu." in page.text
    assert states(database) == {code: "SUSPENDED"}
    assert decisions(database) == [("CODE_STOP", f"{display_code(code)}\u00a0: Affiche perdue")]
    assert notices(database, made)[-1] == "CODE_SUSPENDED"


@pytest.mark.parametrize("act", ["suspendre", "remplacer", "modifier"])
@pytest.mark.parametrize("reason", ["", " \n ", "x" * 401])
def test_nothing_is_done_to_a_code_without_a_reason_in_words(
    manager: Client, database: Database, act: str, reason: str
) -> None:
    made = a_company(database)
    code = a_code(database, made)
    page = manager.submit(code_at(database, made, code, act), {"reason": reason})
    assert "motif" in page.dom.select_one(".error-summary").get_text()
    assert states(database) == {code: "ACTIVE"}
    assert decisions(database) == []


def test_of_two_changes_the_second_is_asked_to_look_again_and_keeps_what_was_typed(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    code = a_code(database, made)
    late = manager.get(code_at(database, made, code, "modifier"))
    manager.submit(code_at(database, made, code, "modifier"), {"label": "Premier", **WHY})
    page = manager.submit(late, {"label": "Second", **WHY})
    assert page.status == 409
    assert "En ce moment" in page.text
    assert "Premier" in page.text
    assert page.dom.find("input", attrs={"name": "label"})["value"] == "Second"
    assert [what for what, _ in decisions(database)] == ["CODE_EDIT"]


def test_a_button_pressed_twice_makes_one_code_and_is_said_once(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    form = manager.get(f"{ROOT}/{made.id}/codes/nouveau")
    for _ in range(2):
        manager.submit(form, {"label": "Affiche", **WHY})
    assert len(states(database)) == 1
    assert len(decisions(database)) == 1
    code = next(iter(states(database)))
    form = manager.get(code_at(database, made, code, "suspendre"))
    assert "Code suspendu." in manager.submit(form, WHY).text
    assert manager.submit(form, WHY).status == 409
    assert len(decisions(database)) == 2


def test_only_who_manages_companies_touches_a_code(enter: Enter, database: Database) -> None:
    made = a_company(database)
    code = a_code(database, made)
    for role in ("ADVISER", "AUDITOR"):
        for act in ("suspendre", "remplacer", "modifier"):
            assert enter(role).get(code_at(database, made, code, act)).status == 403
    assert states(database) == {code: "ACTIVE"}


def test_a_code_of_another_company_is_not_found(manager: Client, database: Database) -> None:
    made, other = a_company(database), a_company(database)
    code = a_code(database, other)
    for act in ("suspendre", "remplacer", "modifier"):
        assert manager.get(code_at(database, made, code, act)).status == 404


def test_what_staff_decided_is_read_by_who_runs_the_company_alone(
    app: Flask, manager: Client, database: Database
) -> None:
    made, other = a_company(database), a_company(database)
    code = a_code(database, made)
    manager.submit(code_at(database, made, code, "suspendre"), {"reason": "Affiche perdue"})
    assert "Affiche perdue" in owners_journal(app, database, made)
    assert "Affiche perdue" not in owners_journal(app, database, other)
    person = an_employer_user(database, made.id, role="MANAGER")
    browser = Client(app).enter_as(
        "employer", person.account_id, membership_id=person.membership_id
    )
    assert browser.get(JOURNAL).status == 403
