"""A forgotten password at the three doors: one answer, a link that serves once, nothing skipped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts.resetting import reset_password
from app.db.engines import Database
from app.db.transaction import transaction
from tests.app.accounts.doors import DOORS, EVERY_DOOR, TestedDoor
from tests.app.accounts.letters import Letterbox, link_of, words_of
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, an_applicant, hashed, protect

NEW = "Quatre chats gris 58"
every_door = pytest.mark.parametrize("door", **EVERY_DOOR)


def ask(client: Client, door: TestedDoor, email: str) -> Page:
    page = client.get(f"{door.prefix}/mot-de-passe-oublie")
    return client.submit(page, {"email": email}, follow=False)


def asked_link(app: Flask, door: TestedDoor, email: str, letters: Letterbox) -> str:
    ask(Client(app), door, email)
    return link_of(letters.the_mail())


def sign_in(app: Flask, door: TestedDoor, email: str, password: str) -> Page:
    values = {"email": email, "password": password}
    return Client(app).submit(door.sign_in, values, follow=False)


def counted(database: Database, table: str, where: str = "true") -> int:
    with database.owner.connect() as owner:
        return int(owner.scalar(text(f"SELECT count(*) FROM {table} WHERE {where}")) or 0)


@every_door
def test_from_the_sign_in_page_by_the_mail_to_a_new_password(
    plain_app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person, client = door.make(database), Client(plain_app)
    link = client.get(door.sign_in).dom.find("a", string=lambda s: s and "oublié" in s)
    assert link is not None
    assert link["href"] == f"{door.prefix}/mot-de-passe-oublie"
    answer = ask(client, door, person.email.upper())
    assert (answer.status, answer.location) == (303, f"{door.prefix}/mot-de-passe-oublie/envoye")
    mail = letters.the_mail()
    assert mail["To"] == person.email
    page = client.get(link_of(mail))
    assert sign_in(plain_app, door, person.email, PASSWORD).status == 303, "nothing changed yet"
    assert client.submit(page, {"password": NEW}, follow=False).location == door.sign_in
    assert "incorrect" in sign_in(plain_app, door, person.email, PASSWORD).text
    assert sign_in(plain_app, door, person.email, NEW).status == 303
    told = letters.the_mail()
    assert (told["To"], link_of(told)) == (person.email, door.sign_in)
    assert person.email not in words_of(told)


@every_door
def test_unknown_closed_and_known_are_one_answer_and_the_same_work(
    plain_app: Flask, database: Database, letters: Letterbox, door: TestedDoor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from argon2 import PasswordHasher

    person, closed = door.make(database), door.make(database)
    with database.owner.begin() as owner:
        owner.execute(text(f"UPDATE {door.audience}_account SET active = false WHERE email = :e"),
                      {"e": closed.email})  # fmt: skip
    hashes: list[int] = []
    monkeypatch.setattr(PasswordHasher, "hash", lambda *a, **k: hashes.append(1))
    monkeypatch.setattr(PasswordHasher, "verify", lambda *a, **k: hashes.append(1))
    answers = []
    for email in (person.email, closed.email, "personne@exemple.example"):
        client = Client(plain_app)
        tokens, mails = counted(database, "one_time_token"), counted(database, "mail_outbox")
        first = ask(client, door, email)
        after = client.get(first.location)
        answers.append((first.status, first.location, after.status, str(after.dom.main)))
        assert counted(database, "one_time_token") == tokens + 1
        assert counted(database, "mail_outbox") == mails + 1
    assert len(set(answers)) == 1
    assert hashes == []
    assert [m["To"] for m in letters.new_mails()] == [person.email]


@pytest.mark.parametrize("asked", DOORS, ids=[d.audience for d in DOORS])
def test_a_link_of_one_door_opens_nothing_at_another(
    plain_app: Flask, database: Database, letters: Letterbox, asked: TestedDoor
) -> None:
    person = asked.make(database)
    token = asked_link(plain_app, asked, person.email, letters).rsplit("/", 1)[1]
    for door in DOORS:
        status = Client(plain_app).get(f"{door.prefix}/nouveau-mot-de-passe/{token}").status
        assert status == (200 if door is asked else 410)


@every_door
def test_a_link_serves_once_and_takes_the_other_ones_with_it(
    plain_app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person, client = door.make(database), Client(plain_app)
    older = client.get(asked_link(plain_app, door, person.email, letters))
    used = client.get(asked_link(plain_app, door, person.email, letters))
    assert client.submit(used, {"password": NEW}, follow=False).status == 303
    for page in (used, older):
        again = client.submit(page, {"password": "Encore un autre 99"}, follow=False)
        assert again.status == 410
    assert sign_in(plain_app, door, person.email, NEW).status == 303
    assert counted(database, "one_time_token", "used_at IS NOT NULL AND payload <> '{}'") == 0


@every_door
def test_a_link_dies_after_an_hour(
    plain_app: Flask, database: Database, letters: Letterbox, door: TestedDoor, clock: Clock
) -> None:
    link = asked_link(plain_app, door, door.make(database).email, letters)
    clock.advance(timedelta(minutes=59))
    assert Client(plain_app).get(link).status == 200
    clock.advance(timedelta(hours=1, seconds=2))
    assert Client(plain_app).get(link).status == 410


@every_door
def test_a_reset_ends_every_session_and_opens_none(
    plain_app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person, other = door.make(database), door.make(database)
    inside = [Client(plain_app).enter_as(door.audience, person.account_id,
              membership_id=person.membership_id) for _n in range(2)]  # fmt: skip
    stranger = Client(plain_app).enter_as(
        door.audience, other.account_id, membership_id=other.membership_id
    )
    client = Client(plain_app)
    page = client.get(asked_link(plain_app, door, person.email, letters))
    client.submit(page, {"password": NEW}, follow=False)
    for browser in (*inside, client):
        assert browser.get(door.prefix).status == 303
    assert stranger.get(door.prefix).status == 200
    assert counted(database, "web_session", f"account_id = '{person.account_id}'") == 0


@every_door
def test_a_reset_never_skips_the_second_factor(
    app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person = door.make(database)
    protect(database, door.audience, person.account_id)
    client = Client(app)
    page = client.get(asked_link(app, door, person.email, letters))
    client.submit(page, {"password": NEW}, follow=False)
    values = {"email": person.email, "password": NEW}
    answer = client.submit(door.sign_in, values, follow=False)
    assert answer.location.startswith(f"{door.prefix}/second-facteur")
    assert client.get(door.prefix).status == 303
    shown = client.get(f"{door.prefix}/second-facteur")
    assert shown.dom.find("samp") is None, "the key that was set up stays the one asked"


@every_door
def test_the_new_password_obeys_the_doors_rule_and_a_refused_one_uses_nothing_up(
    plain_app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person, client = door.make(database), Client(plain_app)
    page = client.get(asked_link(plain_app, door, person.email, letters))
    bad = ["", "court", "motdepasse2026", person.email, "a" * 300]
    if door.audience == "applicant":
        bad += ["tout en minuscules 1", "SANS MINUSCULES 12", "Sans aucun chiffre"]
    for password in bad:
        refused = client.submit(page, {"password": password}, follow=False)
        assert refused.status == 200
        assert refused.dom.find(class_="error-summary") is not None
    assert client.submit(page, {"password": NEW}, follow=False).status == 303


def test_two_links_pressed_at_once_set_one_password(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    person, door = an_applicant(database), DOORS[2]
    tokens = [
        asked_link(plain_app, door, person.email, letters).rsplit("/", 1)[1] for _n in range(2)
    ]

    def press(token: str) -> bool:
        with transaction(database, "signin") as tx:
            return reset_password(tx, "applicant", token, hashed(NEW))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, tokens * 2)) == [False, False, False, True]


@every_door
def test_five_mails_an_hour_to_one_address_whether_known_or_not(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    for email in (door.make(database).email, "personne@exemple.example"):
        client = Client(plain_app)
        statuses = [ask(client, door, email).status for _n in range(6)]
        assert statuses == [303] * 5 + [429]


@pytest.mark.parametrize("typed", ["", "personne", "a@b", "x" * 400 + "@exemple.example",
                                   "a@exemple.example\r\nBcc: x@y.example"])  # fmt: skip
def test_what_is_no_address_is_said_and_sends_nothing(
    plain_app: Flask, database: Database, typed: Any
) -> None:
    answer = ask(Client(plain_app), DOORS[2], typed)
    assert answer.status == 200
    assert answer.dom.find(class_="error-summary") is not None
    assert counted(database, "mail_outbox") == 0


def test_a_link_that_never_was_is_dead(plain_app: Flask, database: Database) -> None:
    for door in DOORS:
        for token in ("x", "x" * 5_000, "%00", "é"):
            assert (
                Client(plain_app).get(f"{door.prefix}/nouveau-mot-de-passe/{token}").status == 410
            )
