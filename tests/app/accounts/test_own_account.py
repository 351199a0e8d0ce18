"""One's own account at the three doors: password, sessions, recovery codes."""

from datetime import UTC, datetime

import pyotp
import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts.own_account import passes_factor
from app.accounts.vault import Vault
from app.db.engines import Database
from app.db.transaction import transaction
from tests.app.accounts.doors import EVERY_DOOR, TestedDoor
from tests.app.accounts.letters import Letterbox, link_of
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, Somebody, protect

NEW = "Quatre chats gris 58"
NOW = datetime.fromtimestamp(datetime.now(UTC).timestamp() // 30 * 30 - 7_200 + 5, UTC)
every_door = pytest.mark.parametrize("door", **EVERY_DOOR)


def enter(app: Flask, door: TestedDoor, person: Somebody) -> Client:
    return Client(app).enter_as(
        door.audience, person.account_id, membership_id=person.membership_id
    )


def is_in(client: Client, door: TestedDoor) -> bool:
    return client.get(door.prefix).status == 200


def change(client: Client, door: TestedDoor, present: str, password: str) -> Page:
    page = client.get(f"{door.prefix}/compte/mot-de-passe")
    values = {"present": present, "password": password}
    return client.submit(page, values, form="mot-de-passe", follow=False)


def recovery_codes(client: Client, door: TestedDoor) -> list[str]:
    page = client.get(f"{door.prefix}/compte/codes-de-secours")
    made = client.submit(page, {"present": PASSWORD}, form="codes-de-secours", follow=False)
    assert made.status == 200
    assert made.response.headers["Cache-Control"].startswith("no-store")
    return [samp.get_text() for samp in made.dom.find_all("samp")]


def to_second_factor(app: Flask, door: TestedDoor, person: Somebody) -> Client:
    client = Client(app)
    client.submit(door.sign_in, {"email": person.email, "password": PASSWORD}, follow=False)
    assert not is_in(client, door)
    return client


def give(client: Client, door: TestedDoor, code: str) -> Page:
    page = client.get(f"{door.prefix}/second-facteur")
    return client.submit(page, {"code": code}, form="second-facteur", follow=False)


@every_door
def test_a_new_password_asks_the_present_one_and_ends_the_other_sessions(
    plain_app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person, stranger = door.make(database), door.make(database)
    mine, other = enter(plain_app, door, person), enter(plain_app, door, person)
    theirs = enter(plain_app, door, stranger)
    assert change(mine, door, "pas le bon 1A", NEW).status == 200
    assert change(mine, door, PASSWORD, "court").status == 200
    assert change(mine, door, PASSWORD, person.email).status == 200
    assert is_in(other, door)
    assert letters.new_mails() == []
    assert change(mine, door, PASSWORD, NEW).location == f"{door.prefix}/compte"
    assert [is_in(c, door) for c in (mine, other, theirs)] == [True, False, True]
    assert letters.the_mail()["To"] == person.email
    values = {"email": person.email, "password": NEW}
    assert Client(plain_app).submit(door.sign_in, values, follow=False).status == 303


@every_door
def test_the_present_password_is_not_guessed_from_a_stolen_session(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client = enter(plain_app, door, door.make(database))
    statuses = [change(client, door, f"faux {n}", NEW).status for n in range(11)]
    assert statuses == [200] * 10 + [429]


@every_door
def test_signing_out_everywhere_ends_ones_own_sessions_only(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    person, stranger = door.make(database), door.make(database)
    mine, other = enter(plain_app, door, person), enter(plain_app, door, person)
    theirs = enter(plain_app, door, stranger)
    page = mine.get(f"{door.prefix}/compte")
    listed = page.dom.find(id="sessions").find_parent("section").find_all("li")  # type: ignore[union-attr]
    assert len(listed) == 2, "one's own, and nobody else's"
    assert sum("Celle-ci" in line.get_text() for line in listed) == 1
    assert "127.0.0.1" not in page.text
    assert mine.submit(page, form="deconnexion-partout", follow=False).location == door.sign_in
    assert [is_in(c, door) for c in (mine, other, theirs)] == [False, False, True]


@every_door
def test_a_recovery_code_stands_in_for_the_telephone_once(
    app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person = door.make(database)
    protect(database, door.audience, person.account_id)
    codes = recovery_codes(enter(app, door, person), door)
    assert len(set(codes)) == 10
    assert letters.the_mail()["To"] == person.email
    client = to_second_factor(app, door, person)
    assert give(client, door, "0000 0000 0000").status == 200
    assert give(client, door, codes[0]).status == 303
    assert is_in(client, door)
    assert link_of(letters.the_mail()) == f"{door.prefix}/compte"
    again = to_second_factor(app, door, person)
    assert give(again, door, codes[0]).status == 200, "it served"
    assert not is_in(again, door)
    assert give(again, door, codes[1].replace(" ", "")).status == 303
    with database.owner.connect() as owner:
        stored = str(owner.execute(text("SELECT * FROM one_time_token")).all())
    assert not any(code in stored or code.replace(" ", "") in stored for code in codes)


@every_door
def test_new_recovery_codes_end_the_old_ones_and_serve_one_account(
    app: Flask, database: Database, door: TestedDoor
) -> None:
    person, stranger = door.make(database), door.make(database)
    for one in (person, stranger):
        protect(database, door.audience, one.account_id)
    client = enter(app, door, person)
    old, new = recovery_codes(client, door), recovery_codes(client, door)
    with transaction(database, "signin") as tx:
        vault = Vault(database.secret_key)
        assert not passes_factor(tx, vault, door.audience, person.account_id, old[0])
        assert not passes_factor(tx, vault, door.audience, stranger.account_id, new[0])
        assert passes_factor(tx, vault, door.audience, person.account_id, new[0])


@every_door
def test_there_are_no_recovery_codes_without_a_second_factor(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client = enter(plain_app, door, door.make(database))
    account = f"{door.prefix}/compte"
    assert client.get(f"{account}/codes-de-secours").location == account


def test_setting_up_a_second_factor_is_told_by_mail(
    app: Flask, database: Database, letters: Letterbox, clock: Clock
) -> None:
    from tests.app.accounts.doors import DOORS

    clock.freeze(NOW)
    door = DOORS[2]
    person = door.make(database)
    client = enter(app, door, person)
    link = client.get("/demandeur/compte").dom.find("a", string="Ajouter une application")
    assert link is not None
    page = client.get(str(link["href"]))
    key = page.dom.find("samp")
    assert key is not None
    code = pyotp.TOTP(key.get_text().replace(" ", "")).at(NOW)
    answer = client.submit(page, {"code": code}, form="application", follow=False)
    assert answer.location == "/demandeur/compte"
    assert letters.the_mail()["To"] == person.email
    assert "codes de secours" in client.get("/demandeur/compte").text
    to_second_factor(app, door, person)
