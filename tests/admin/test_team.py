"""Staff accounts: invited, changed, ended at once; nobody grants themselves anything."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.access.actor import Actor
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.staffing.queries import staff_members
from app.staffing.services import (
    StaffRefused,
    change_role,
    end_sessions,
    end_staff,
    forget_factor,
    invite_staff,
)
from tests.app.accounts.letters import Letterbox, link_of
from tests.client import Client
from tests.factories.accounts import Somebody, a_staff

TEAM = "/action-logement/equipe"
INVITED = {"email": "noe.belin@al.example", "name": "Noé Belin", "role": "ADVISER"}


@pytest.fixture
def chief(database: Database) -> Somebody:
    return a_staff(database, "ADMINISTRATOR", name="Yaëlle Tournois")


@pytest.fixture
def boss(app: Flask, chief: Somebody) -> Client:
    return Client(app).enter_as("staff", chief.account_id)


@pytest.fixture
def letters(database: Database, settings: Settings, tmp_path: Path) -> Letterbox:
    return Letterbox(database, settings, tmp_path)


def acting(who: Somebody, role: str) -> Actor:
    return Actor("staff", who.account_id, "x", role, "fr", b"")


def role_of(database: Database, email: str) -> tuple[str, bool]:
    with database.owner.connect() as owner:
        row = owner.execute(
            text("SELECT role, active FROM staff_account WHERE email = :e"), {"e": email}
        ).one()
    return row.role, row.active


def test_an_invited_colleague_chooses_a_password_and_comes_in(
    app: Flask, boss: Client, letters: Letterbox, database: Database
) -> None:
    sent = boss.submit(f"{TEAM}/inviter", dict(INVITED), form="inviter")
    assert "Noé Belin · Conseil" in sent.text
    mail = letters.the_mail()
    assert "Noé" not in mail.as_string()
    fresh = Client(app)
    link = link_of(mail)
    page = fresh.get(link)
    password = "Quatre chats gris 58"
    fields = [i["name"] for i in page.dom.select("main input[type=password]")]
    fresh.submit(page, dict.fromkeys(map(str, fields), password))
    assert fresh.get(link).status == 410, "a link serves once"
    typed = {"email": INVITED["email"], "password": password}
    inside = fresh.submit("/action-logement/connexion", typed)
    assert inside.status == 200
    assert "connexion" not in inside.response.request.path
    again = boss.submit(f"{TEAM}/inviter", dict(INVITED), form="inviter")
    assert "Cette adresse a déjà un compte." in again.text
    assert letters.new_mails() == [] or all("mot de passe" in str(m["Subject"]).lower()
                                            for m in letters.new_mails())  # fmt: skip


def test_another_role_holds_from_the_next_page_and_an_end_at_once(
    app: Flask, boss: Client, database: Database
) -> None:
    them = a_staff(database, "ADVISER")
    sessions = [Client(app).enter_as("staff", them.account_id) for _n in range(2)]
    assert sessions[0].get("/action-logement/candidatures").status == 200
    one = f"{TEAM}/{them.account_id}"
    boss.submit(one, {"role": "AUDITOR"}, form=one)
    assert sessions[0].get("/action-logement/candidatures").status == 403
    boss.submit(f"{one}/fin", form="fin")
    assert [s.get("/action-logement").status for s in sessions] == [303, 303]
    assert role_of(database, them.email) == ("AUDITOR", False)
    assert boss.get(one).status == 404


def test_a_lost_second_factor_is_forgotten_and_the_person_is_told(
    app: Flask, boss: Client, letters: Letterbox, database: Database
) -> None:
    them = a_staff(database, "ADVISER")
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE staff_account SET totp_secret = 'x' WHERE id = :i"), {"i": them.account_id}
        )
    session = Client(app).enter_as("staff", them.account_id)
    boss.submit(f"{TEAM}/{them.account_id}", form="second-facteur")
    assert letters.the_mail()["To"] == them.email
    assert session.get("/action-logement").status == 303
    assert "second facteur à mettre en place" in boss.get(TEAM).text


def test_every_administrator_is_told_of_one_more(
    boss: Client, chief: Somebody, letters: Letterbox, database: Database
) -> None:
    other, them = a_staff(database, "ADMINISTRATOR"), a_staff(database, "ADVISER")
    one = f"{TEAM}/{them.account_id}"
    boss.submit(one, {"role": "ADMINISTRATOR"}, form=one)
    mails = letters.new_mails()
    assert sorted(str(m["To"]) for m in mails) == sorted([chief.email, other.email])
    assert all("Dominique" not in m.as_string() for m in mails)


def test_two_who_change_one_colleague_are_told(
    app: Flask, boss: Client, database: Database
) -> None:
    them = a_staff(database, "ADVISER")
    other = Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)
    one = f"{TEAM}/{them.account_id}"
    page = other.get(one)
    boss.submit(one, {"role": "AUDITOR"}, form=one)
    late = other.submit(page, {"role": "COMPANY_MANAGER"}, form=one, follow=False)
    assert late.status == 409
    assert "Ce compte a changé entre-temps" in late.text
    assert role_of(database, them.email) == ("AUDITOR", True)


def test_nobody_grants_themselves_anything_by_any_way(
    app: Flask, boss: Client, chief: Somebody, database: Database
) -> None:
    own = f"{TEAM}/{chief.account_id}"
    token = boss.get(f"{TEAM}/inviter").dom.find("input", attrs={"name": "csrf_token"})["value"]
    for address in (own, f"{own}/fin", f"{own}/sessions", f"{own}/second-facteur"):
        sent = {"role": "ADVISER", "seen": "ADMINISTRATOR", "csrf_token": token}
        assert boss.post_raw(address, sent).status == 404
    for act in (
        lambda tx: change_role(tx, chief.account_id, "ADVISER", seen="ADMINISTRATOR"),
        lambda tx: end_staff(tx, chief.account_id, seen="ADMINISTRATOR"),
        lambda tx: forget_factor(tx, chief.account_id),
        lambda tx: end_sessions(tx, chief.account_id),
    ):
        with (
            pytest.raises(StaffRefused, match="SELF"),
            transaction(database, "staff", acting(chief, "ADMINISTRATOR")) as tx,
        ):
            act(tx)


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "ADVISER", "AUDITOR"])
def test_no_other_role_touches_an_account_whatever_it_claims(
    app: Flask, database: Database, chief: Somebody, role: str
) -> None:
    """The door refuses; so does the database, of a session that says it is an administrator's."""
    them, victim = a_staff(database, role), a_staff(database, "ADVISER")
    client = Client(app).enter_as("staff", them.account_id)
    assert client.get(TEAM).status == client.get(f"{TEAM}/{victim.account_id}").status == 403
    claimed = acting(them, "ADMINISTRATOR")
    with transaction(database, "staff", claimed) as tx:
        assert staff_members(tx) == ()
    for act in (
        lambda tx: change_role(tx, victim.account_id, "ADMINISTRATOR", seen="ADVISER"),
        lambda tx: change_role(tx, them.account_id, "ADMINISTRATOR", seen=role),
        lambda tx: end_staff(tx, chief.account_id, seen="ADMINISTRATOR"),
        lambda tx: forget_factor(tx, victim.account_id),
    ):
        with (
            pytest.raises(StaffRefused, match="NOT_ALLOWED"),
            transaction(database, "staff", claimed) as tx,
        ):
            act(tx)
    with pytest.raises(Exception, match="administrator"), transaction(
        database, "staff", claimed
    ) as tx:  # fmt: skip
        invite_staff(tx, "x@al.example", "X", "ADMINISTRATOR", "fr")
    for statement in (
        "UPDATE staff_account SET role = 'ADMINISTRATOR'",
        "INSERT INTO staff_account (email, password_hash, full_name, role, reference) "
        "VALUES ('x', 'x', 'x', 'ADMINISTRATOR', 'x')",
        "SELECT email FROM staff_account",
    ):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction(database, "staff", claimed) as tx,
        ):
            tx.execute(text(statement))


def test_administrators_who_end_each_other_leave_one(app: Flask, database: Database) -> None:
    for _round in range(5):
        pair = [a_staff(database, "ADMINISTRATOR") for _n in range(2)]
        clients = [Client(app).enter_as("staff", who.account_id) for who in pair]
        pages = [
            client.get(f"{TEAM}/{other.account_id}/fin")
            for client, other in zip(clients, pair[::-1], strict=True)
        ]

        def leave(client: Client, page: object) -> int:
            return client.submit(page, form="fin", follow=False).status  # type: ignore[arg-type]

        with ThreadPoolExecutor(2) as together:
            list(together.map(leave, clients, pages))
        left = [role_of(database, who.email)[1] for who in pair]
        assert sorted(left) == [False, True]
