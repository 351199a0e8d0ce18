"""Passkeys through the door: registered, named, asked for, removed; each answer serves once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.accounts.factors import LastFactor, end_key
from app.accounts.passkeys import Holder, Site, passes_key, site_of
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.factory import create_app
from tests.app.accounts.authenticator import Authenticator
from tests.app.accounts.doors import DOORS, EVERY_DOOR, TestedDoor
from tests.app.accounts.letters import Letterbox
from tests.client import Client, Page
from tests.factories.accounts import PASSWORD, Somebody, a_staff, an_employer_user, protect
from tests.factories.companies import a_company

every_door = pytest.mark.parametrize("door", **EVERY_DOOR)


@pytest.fixture
def key_app(settings: Settings, database: Database) -> Flask:
    """The product at an address that has a name: browsers bind keys to names."""
    flask = create_app(replace(settings, public_url="http://localhost"), database)
    flask.testing = True
    return flask


def enter(app: Flask, door: TestedDoor, person: Somebody) -> Client:
    return Client(app).enter_as(
        door.audience, person.account_id, membership_id=person.membership_id
    )


def options_on(page: Page) -> str:
    button = page.dom.find("button", attrs={"data-passkey": True})
    assert button is not None, page.text
    return str(button["data-passkey-options"])


def register(client: Client, door: TestedDoor, key: Authenticator, name: str = "Mobile") -> Page:
    page = client.get(f"{door.prefix}/compte/cles")
    values = {"name": name, "credential": key.create(options_on(page))}
    return client.submit(page, values, form="compte/cles", follow=False)


def to_second_factor(app: Flask, door: TestedDoor, person: Somebody) -> tuple[Client, Page]:
    client = Client(app)
    client.submit(door.sign_in, {"email": person.email, "password": PASSWORD}, follow=False)
    return client, client.get(f"{door.prefix}/second-facteur")


def give(client: Client, page: Page, answer: str) -> Page:
    return client.submit(page, {"credential": answer}, form="second-facteur", follow=False)


@every_door
def test_a_registered_key_is_asked_for_at_the_next_sign_in_and_lets_in(
    key_app: Flask, database: Database, letters: Letterbox, door: TestedDoor
) -> None:
    person, key = door.make(database), Authenticator()
    client = enter(key_app, door, person)
    assert register(client, door, key).location == f"{door.prefix}/compte/cles"
    assert letters.the_mail()["To"] == person.email
    listed = client.get(f"{door.prefix}/compte/cles")
    assert "Mobile" in listed.text
    assert "1 clé" in client.get(f"{door.prefix}/compte").text
    fresh, page = to_second_factor(key_app, door, person)
    assert fresh.get(door.prefix).status == 303, "the password alone opens nothing"
    assert give(fresh, page, key.get(options_on(page))).location == door.prefix
    assert fresh.get(door.prefix).status == 200


@every_door
def test_the_first_factor_may_be_a_key(
    key_app: Flask, database: Database, door: TestedDoor
) -> None:
    person, key = door.make(database), Authenticator()
    client, page = to_second_factor(key_app, door, person)
    assert give(client, page, key.create(options_on(page))).location == door.prefix
    assert client.get(door.prefix).status == 200
    _fresh, again = to_second_factor(key_app, door, person)
    assert again.dom.find("samp") is None, "nobody else sets up an application instead"


def test_an_answer_serves_once_in_its_own_session(key_app: Flask, database: Database) -> None:
    door, key = DOORS[1], Authenticator()
    person = door.make(database)
    register(enter(key_app, door, person), door, key)
    client, page = to_second_factor(key_app, door, person)
    answer = key.get(options_on(page))
    other, others = to_second_factor(key_app, door, person)
    assert give(other, others, answer).status == 200, "made for another session"
    assert give(client, page, answer).status == 200, "and used up by the try"
    fresh = client.get(f"{door.prefix}/second-facteur")
    answer = key.get(options_on(fresh))
    assert give(client, fresh, answer).status == 303


def test_a_foreign_page_a_foreign_key_and_a_copied_key_are_refused(
    key_app: Flask, database: Database
) -> None:
    door, key = DOORS[1], Authenticator()
    person, stranger = door.make(database), door.make(database)
    register(enter(key_app, door, person), door, key)
    theirs = Authenticator()
    register(enter(key_app, door, stranger), door, theirs)
    client, page = to_second_factor(key_app, door, person)
    key.origin = "http://localhost.evil.example"
    assert give(client, page, key.get(options_on(page))).status == 200, "a page that looks alike"
    key.origin = "http://localhost"
    page = client.get(f"{door.prefix}/second-facteur")
    assert give(client, page, theirs.get(options_on(page))).status == 200, "somebody else's"
    page = client.get(f"{door.prefix}/second-facteur")
    assert give(client, page, key.get(options_on(page))).status == 303
    key.count = 0
    late, page = to_second_factor(key_app, door, person)
    assert give(late, page, key.get(options_on(page))).status == 200, "its counter went back"


@every_door
def test_a_key_is_renamed_and_removed_by_its_owner_alone(
    key_app: Flask, database: Database, door: TestedDoor
) -> None:
    person, stranger = door.make(database), door.make(database)
    mine, theirs = enter(key_app, door, person), enter(key_app, door, stranger)
    for name in ("Un", "Deux"):
        register(mine, door, Authenticator(), name)
    first = key_ids(database)[0]
    page = mine.get(f"{door.prefix}/compte/cles/{first}")
    mine.submit(page, {"name": "Bureau <b>"}, form=f"compte/cles/{first}")
    assert "Bureau <b>" in mine.get(f"{door.prefix}/compte/cles").text
    assert theirs.get(f"{door.prefix}/compte/cles/{first}").status == 404
    page = mine.get(f"{door.prefix}/compte/cles/{first}")
    gone = mine.submit(page, form="retirer", follow=False)
    assert gone.location == f"{door.prefix}/compte/cles"
    assert len(key_ids(database)) == 1


@pytest.mark.parametrize("door", DOORS[:2], ids=["employer", "staff"])
def test_the_last_factor_stays_where_one_is_mandatory(
    key_app: Flask, database: Database, door: TestedDoor
) -> None:
    person = door.make(database)
    client = enter(key_app, door, person)
    register(client, door, Authenticator())
    page = client.get(f"{door.prefix}/compte/cles/{key_ids(database)[0]}")
    kept = client.submit(page, form="retirer", follow=False)
    assert "Votre compte doit en garder une" in kept.text
    assert len(key_ids(database)) == 1
    protect(database, door.audience, person.account_id)
    assert client.submit(page, form="retirer", follow=False).status == 303
    assert key_ids(database) == []


def test_who_need_not_have_one_may_remove_the_last(key_app: Flask, database: Database) -> None:
    door = DOORS[0]
    reader = an_employer_user(database, a_company(database).id, role="READER")
    client = enter(key_app, door, reader)
    register(client, door, Authenticator())
    fresh, _page = to_second_factor(key_app, door, reader)
    assert fresh.get(door.prefix).status == 303, "who set one up is asked for it"
    page = client.get(f"{door.prefix}/compte/cles/{key_ids(database)[0]}")
    assert client.submit(page, form="retirer", follow=False).status == 303
    free, _page = to_second_factor(key_app, door, reader)
    assert free.get(door.prefix).status == 200


def test_of_two_removals_at_once_one_factor_is_left(key_app: Flask, database: Database) -> None:
    for _round in range(10):
        person = a_staff(database)
        client = enter(key_app, DOORS[1], person)
        for name in ("Un", "Deux"):
            register(client, DOORS[1], Authenticator(), name)
        keys = key_ids(database, person)
        with ThreadPoolExecutor(2) as both:
            done = list(both.map(_end, [database] * 2, [person] * 2, keys))
        assert sorted(done) == [False, True]
        assert len(key_ids(database, person)) == 1


def _end(database: Database, person: Somebody, key: Any) -> bool:
    try:
        with transaction(database, "signin") as tx:
            return end_key(tx, "staff", person.account_id, key)
    except LastFactor:
        return False


def test_a_key_confirms_that_it_is_the_same_person(key_app: Flask, database: Database) -> None:
    door, key = DOORS[1], Authenticator()
    client = enter(key_app, door, door.make(database))
    register(client, door, key)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE web_session SET password_at = now() - interval '1 hour'"))
    asked = client.get(f"{door.prefix}/compte/cles", follow=True)
    assert asked.h1 == "Confirmez que c’est vous"
    values = {"confirm_credential": key.get(options_on(asked))}
    done = client.submit(asked, values, form="confirmer", follow=False)
    assert done.location == f"{door.prefix}/compte/cles"
    assert client.get(done.location).status == 200


@given(answer=st.one_of(st.text(max_size=300), st.recursive(
    st.none() | st.text(max_size=20) | st.integers(),
    lambda inner: st.dictionaries(st.sampled_from(
        ["id", "rawId", "response", "clientDataJSON", "type", "signature"]), inner),
    max_leaves=8).map(str)))  # fmt: skip
@settings(max_examples=100)
def test_whatever_is_sent_as_an_answer_is_no_error_of_ours(migrated: Database, answer: str) -> None:
    holder = Holder("staff", uuid4(), "x@y.example", b"x" * 32)
    with transaction(migrated, "signin") as tx:
        assert not passes_key(tx, Site("localhost", "http://localhost"), holder, answer)


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://entreprises.al-in.example", "entreprises.al-in.example"),
     ("http://localhost:8000", "localhost"), ("http://127.0.0.1:8000", None),
     ("http://[::1]:8000", None)],
)  # fmt: skip
def test_keys_are_offered_where_browsers_know_them(address: str, host: str | None) -> None:
    found = site_of(address)
    assert (found.host if found else None) == host


def key_ids(database: Database, person: Somebody | None = None) -> list[Any]:
    whose = "" if person is None else f"WHERE account_id = '{person.account_id}'"
    with database.owner.connect() as owner:
        return list(owner.scalars(text(f"SELECT id FROM passkey {whose} ORDER BY created_at")))
