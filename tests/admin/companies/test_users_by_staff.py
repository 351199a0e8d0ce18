"""A company's users and policy in staff's hands: the owners' rules, each act with its reason."""

import re

import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from tests.admin.companies.conftest import Enter
from tests.client import Client
from tests.factories.accounts import Somebody, a_staff, an_employer_user, an_owner
from tests.factories.companies import MadeCompany, a_company

ROOT = "/action-logement/entreprises"
JOURNAL = "/employeur/entreprise/journal"
PROVEN = {"role": "OWNER", "proven": "y", "reason": "Titulaire partie, mandat reçu"}


def invite_at(made: MadeCompany) -> str:
    return f"{ROOT}/{made.id}/utilisateurs/inviter"


def user_at(made: MadeCompany, person: Somebody, tail: str = "") -> str:
    return f"{ROOT}/{made.id}/utilisateurs/{person.membership_id}{tail}"


def decisions(database: Database) -> list[tuple[str, str]]:
    with database.owner.connect() as owner:
        rows = owner.execute(
            text(
                "SELECT status, reason FROM company_event"
                " WHERE status NOT IN ('PENDING', 'ACTIVE') ORDER BY at"
            )
        )
        return [(row.status, row.reason.replace("\u00a0", " ")) for row in rows]


def roles(database: Database, made: MadeCompany) -> list[str]:
    with database.owner.connect() as owner:
        query = "SELECT role FROM membership WHERE company_id = :c AND ended_at IS NULL ORDER BY 1"
        return list(owner.scalars(text(query), {"c": made.id}))


def mails(database: Database) -> list[tuple[str, str]]:
    with database.owner.connect() as owner:
        rows = owner.execute(text("SELECT recipient, kind FROM mail_outbox ORDER BY recipient"))
        return [(row.recipient, row.kind) for row in rows]


def at_employer(app: Flask, who: Somebody) -> Client:
    return Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)


def test_a_lost_owner_is_replaced_and_the_company_is_never_without(
    app: Flask, manager: Client, database: Database
) -> None:
    made = a_company(database)
    lost = an_owner(database, made.id, name="Odile Bonnet")
    refused = manager.submit(user_at(made, lost, "/fin"), {"reason": "Partie"})
    assert "dernière personne titulaire" in refused.text
    assert roles(database, made) == ["OWNER"]
    following = an_employer_user(database, made.id, role="READER", name="Paul Arnaud")
    page = manager.submit(user_at(made, following), PROVEN)
    assert "Droits enregistrés." in page.text
    assert mails(database) == [(lost.email, "owner_added")]
    browser = at_employer(app, lost)
    assert browser.get(JOURNAL).status == 200
    manager.submit(user_at(made, lost, "/fin"), {"reason": "Partie"})
    assert browser.get(JOURNAL).status != 200, "ended at once, in a session already open"
    assert roles(database, made) == ["OWNER"]
    assert decisions(database) == [
        ("RIGHTS", "Lecture → Titulaire : Titulaire partie, mandat reçu"),
        ("ENDED", "Titulaire : Partie"),
    ]
    read = at_employer(app, following).get(JOURNAL).text
    assert "Titulaire : Partie" in read
    assert "Personne Company_Manager" not in read


def test_an_owner_is_named_only_once_mandate_and_contact_were_checked(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    reader = an_employer_user(database, made.id, role="READER")
    unproven = {"role": "OWNER", "reason": "Demandé"}
    for page in (
        manager.submit(invite_at(made), {"email": "rh@neuve.example", **unproven}),
        manager.submit(user_at(made, reader), unproven),
    ):
        assert "après avoir vérifié son mandat" in page.text
        assert page.dom.select_one('.error-summary a[href="#proven"]') is not None
    assert roles(database, made) == ["READER"]
    assert mails(database) == []
    assert decisions(database) == []


def test_an_invitation_carries_rights_is_sent_once_and_is_taken_back(
    manager: Client, database: Database
) -> None:
    made = a_company(database, establishments=2)
    form = manager.get(invite_at(made))
    values = {
        "email": "chef@neuve.example", "role": "MANAGER", "sites": [made.sirets[1]],
        "may_open_files": "y", "reason": "Demandé par la direction",
    }  # fmt: skip
    for _ in range(2):
        manager.submit(form, values)
    assert mails(database) == [("chef@neuve.example", "invitation")]
    with database.owner.connect() as owner:
        made_one = owner.execute(text("SELECT role, sites, may_export FROM invitation")).one()
    assert (made_one.role, made_one.sites) == ("MANAGER", [made.sirets[1]])
    assert made_one.may_export is False
    page = manager.get(f"{ROOT}/{made.id}/utilisateurs")
    href = str(page.dom.find("a", href=re.compile("invitations/"))["href"])
    again = manager.get(href)
    assert "Invitation annulée" in manager.submit(href, {"reason": "Erreur d’adresse"}).text
    assert manager.submit(again, {"reason": "Erreur d’adresse"}).status == 404
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM invitation WHERE cancelled_at IS NULL")) == 0
    assert decisions(database) == [
        ("INVITED", "Gestionnaire : Demandé par la direction"),
        ("UNINVITED", "Gestionnaire : Erreur d’adresse"),
    ]


def test_staff_never_become_users_of_a_company(app: Flask, database: Database) -> None:
    made = a_company(database)
    me = a_staff(database, "COMPANY_MANAGER", email="moi@action.example")
    page = (
        Client(app)
        .enter_as("staff", me.account_id)
        .submit(invite_at(made), {"email": " Moi@Action.example ", **PROVEN})
    )
    assert "n’agit jamais pour une entreprise" in page.text
    assert mails(database) == []


def test_an_establishment_of_another_company_limits_nobody(
    manager: Client, database: Database
) -> None:
    made, other = a_company(database), a_company(database)
    reader = an_employer_user(database, made.id, role="READER")
    form = manager.get(user_at(made, reader))
    manager.submit(form, {"sites": [other.siret], "reason": "Essai"})
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM membership WHERE sites IS NOT NULL")) == 0


def test_the_second_of_two_rights_given_at_once_is_asked_to_look_again(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    reader = an_employer_user(database, made.id, role="READER")
    late = manager.get(user_at(made, reader))
    manager.submit(user_at(made, reader), {"role": "COMMISSION", "reason": "Élue"})
    page = manager.submit(late, {"role": "MANAGER", "reason": "Promue"})
    assert page.status == 409
    assert "En ce moment : Commission logement" in page.text
    assert page.dom.select_one('input[name="role"][checked]')["value"] == "MANAGER"
    assert roles(database, made) == ["COMMISSION"]


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 401])
def test_nothing_changes_without_a_reason(manager: Client, database: Database, reason: str) -> None:
    made = a_company(database)
    an_owner(database, made.id)
    reader = an_employer_user(database, made.id, role="READER")
    for path, values in (
        (invite_at(made), {"email": "a@b.example", "role": "READER"}),
        (user_at(made, reader), {"role": "COMMISSION"}),
        (user_at(made, reader, "/fin"), {}),
        (f"{ROOT}/{made.id}/politiques/nouvelle", {"choices": ["2"]}),
    ):
        page = manager.submit(path, {**values, "reason": reason})
        assert "motif" in page.dom.select_one(".error-summary").get_text()
    assert roles(database, made) == ["OWNER", "READER"]
    assert decisions(database) == []


def test_a_policy_set_by_staff_is_told_with_its_reason(
    app: Flask, manager: Client, database: Database
) -> None:
    made = a_company(database)
    owner = an_owner(database, made.id)
    values = {"choices": ["2"], "reason": "Accord du comité"}
    form = manager.get(f"{ROOT}/{made.id}/politiques/nouvelle")
    assert "Version 2 enregistrée." in manager.submit(form, values).text
    assert manager.submit(form, values).status == 409, "pressed twice, one version"
    assert decisions(database) == [("POLICY", "v2 : Accord du comité")]
    assert "v2 : Accord du comité" in at_employer(app, owner).get(JOURNAL).text


def test_only_who_manages_companies_touches_a_user(enter: Enter, database: Database) -> None:
    made, other = a_company(database), a_company(database)
    person = an_owner(database, made.id)
    for role in ("ADVISER", "AUDITOR"):
        for tail in ("", "/fin"):
            assert enter(role).get(user_at(made, person, tail)).status == 403
    for tail in ("", "/fin"):
        assert enter("COMPANY_MANAGER").get(user_at(other, person, tail)).status == 404
