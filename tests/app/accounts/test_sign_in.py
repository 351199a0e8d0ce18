"""Signing in through the door: nobody unknown enters, and nothing tells who is known."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from app.web.cookies import COOKIE_NAMES
from tests.app.accounts.doors import DOORS, EVERY_DOOR, TestedDoor
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, Somebody, an_applicant, an_employer_user, an_owner
from tests.factories.companies import a_company

every_door = pytest.mark.parametrize("door", **EVERY_DOOR)


def sign_in(client: Client, door: TestedDoor, email: str, password: str = PASSWORD) -> Page:
    return client.submit(door.sign_in, {"email": email, "password": password}, follow=False)


def cookie_of(client: Client, door: TestedDoor) -> str | None:
    cookie = client.http.get_cookie(COOKIE_NAMES[door.audience], path=door.prefix)
    return cookie.value if cookie else None


def is_in(client: Client, door: TestedDoor) -> bool:
    """Whether this browser is signed in: the renewal answers 204 to nobody else."""
    return client.get(f"{door.prefix}/session").status == 204


@every_door
def test_the_right_password_leads_to_the_doors_home(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    assert not is_in(client, door)
    page = sign_in(client, door, person.email)
    assert (page.status, page.location) == (303, door.prefix)
    assert is_in(client, door)


@every_door
def test_the_address_may_be_typed_in_any_case(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    sign_in(client, door, f"  {person.email.upper()} ")
    assert is_in(client, door)


@every_door
def test_unknown_wrong_and_closed_are_one_answer_and_one_hash(
    plain_app: Flask, database: Database, door: TestedDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, closed = door.make(database), door.make(database)
    table = f"{door.audience}_account"
    with database.owner.begin() as owner:
        owner.execute(
            text(f"UPDATE {table} SET active = false WHERE id = :i"), {"i": closed.account_id}
        )
    checks: list[int] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, stored: str, given: str) -> bool:
        checks.append(1)
        return verify(self, stored, given)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    answers = []
    for email, password in (
        ("nobody@exemple.example", PASSWORD),
        (known.email, "not the password"),
        (closed.email, PASSWORD),
        ("no address at all", PASSWORD),
        (known.email, "x" * 5_000),
    ):
        client, before = Client(plain_app), len(checks)
        page = sign_in(client, door, email, password)
        assert len(checks) - before == 1, "each refusal costs one verification"
        assert not is_in(client, door)
        answers.append((page.status, _without_what_was_typed(page, email)))
    assert len(set(answers)) == 1


def _without_what_was_typed(page: Page, email: str) -> str:
    dom = page.dom
    for hidden in dom.find_all("input", attrs={"name": "csrf_token"}):
        hidden["value"] = ""
    field = dom.find("input", attrs={"name": "email"})
    assert field is not None
    assert field["value"] == email
    field["value"] = ""
    return str(dom)


def test_an_unconfirmed_applicant_is_unknown(plain_app: Flask, database: Database) -> None:
    person, door = an_applicant(database), DOORS[2]
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE applicant_account SET confirmed_at = NULL"))
    client = Client(plain_app)
    assert "incorrect" in sign_in(client, door, person.email).text
    assert not is_in(client, door)


def test_an_employer_who_left_every_company_is_unknown(
    plain_app: Flask, database: Database
) -> None:
    person, door = an_owner(database, a_company(database).id), DOORS[0]
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET ended_at = app.clock()"))
    client = Client(plain_app)
    assert "incorrect" in sign_in(client, door, person.email).text


@every_door
def test_ten_tries_for_one_account_then_a_pause_whether_it_exists_or_not(
    plain_app: Flask, database: Database, clock: Clock, door: TestedDoor
) -> None:
    person = door.make(database)
    for email in (person.email, "nobody@exemple.example"):
        client = Client(plain_app)
        answers = [sign_in(client, door, email, "wrong").status for _ in range(10)]
        assert answers == [200] * 10
        assert sign_in(client, door, email, PASSWORD).status == 429
    clock.advance(timedelta(minutes=16))
    assert sign_in(Client(plain_app), door, person.email).status == 303


def test_right_passwords_do_not_count_as_tries(plain_app: Flask, database: Database) -> None:
    door = DOORS[1]
    person = door.make(database)
    for _n in range(12):
        assert sign_in(Client(plain_app), door, person.email).status == 303
    wrong = [sign_in(Client(plain_app), door, person.email, "wrong").status for _n in range(10)]
    assert wrong == [200] * 10
    assert sign_in(Client(plain_app), door, person.email).status == 429


def test_fifty_tries_from_one_address_then_a_pause(
    plain_app: Flask, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, client = DOORS[1], Client(plain_app)
    monkeypatch.setattr("app.accounts.services.check_password", lambda stored, given: False)
    for number in range(50):
        assert sign_in(client, door, f"n{number}@exemple.example").status == 200
    assert sign_in(client, door, "last@exemple.example").status == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    token = client.get(door.sign_in).dom.find("input", attrs={"name": "csrf_token"})
    assert token is not None
    form = {"email": "o@exemple.example", "password": "p", "csrf_token": token["value"]}
    assert client.post_raw(door.sign_in, form, environ_overrides=elsewhere).status == 200


@every_door
def test_a_session_chosen_by_somebody_else_is_dropped_at_sign_in(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    """Fixation: the attacker's cookie, set in the victim's browser, opens nothing afterwards."""
    attacker, victim = Client(plain_app), Client(plain_app)
    attacker.get(door.sign_in)
    planted = cookie_of(attacker, door)
    assert planted
    victim.http.set_cookie(COOKIE_NAMES[door.audience], planted, path=door.prefix)
    sign_in(victim, door, door.make(database).email)
    assert is_in(victim, door)
    assert cookie_of(victim, door) != planted
    assert not is_in(attacker, door)


@every_door
def test_signing_in_again_ends_the_session_before(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    client.enter_as(door.audience, person.account_id, membership_id=person.membership_id)
    old = cookie_of(client, door)
    form = {"email": person.email, "password": PASSWORD}
    page = Client(plain_app)
    page.http.set_cookie(COOKIE_NAMES[door.audience], old or "", path=door.prefix)
    csrf = _csrf_of(page, door)
    assert page.post_raw(door.sign_in, form | {"csrf_token": csrf}).status == 303
    assert not is_in(client, door), "the first browser holds the id that was replaced"


def _csrf_of(client: Client, door: TestedDoor) -> str:
    """A token for a browser that is signed in: any signed-in page with a form gives one."""
    from flask import g, session
    from flask_wtf.csrf import generate_csrf

    serializer = client.app.session_interface.get_signing_serializer(client.app)
    kept = serializer.loads(cookie_of(client, door))
    with client.app.test_request_context(door.prefix):
        session.clear()
        g.pop("csrf_token", None)
        token = generate_csrf()
        kept["csrf_token"] = session["csrf_token"]
    client.http.set_cookie(COOKIE_NAMES[door.audience], serializer.dumps(kept), path=door.prefix)
    return token


@every_door
def test_signing_out_ends_the_row_not_only_the_cookie(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    sign_in(client, door, person.email)
    stolen = Client(plain_app)
    stolen.http.set_cookie(
        COOKIE_NAMES[door.audience], cookie_of(client, door) or "", path=door.prefix
    )
    assert is_in(stolen, door)
    client.post_raw(f"{door.prefix}/deconnexion", {"csrf_token": _csrf_of(client, door)})
    assert not is_in(client, door)
    assert not is_in(stolen, door)


@every_door
def test_nothing_is_posted_without_its_token(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    form = {"email": person.email, "password": PASSWORD}
    assert client.post_raw(door.sign_in, form).status == 400
    sign_in(client, door, person.email)
    assert client.post_raw(f"{door.prefix}/deconnexion", {}).status == 400
    assert is_in(client, door)


@every_door
def test_a_session_left_alone_ends_by_the_clock(
    plain_app: Flask, database: Database, clock: Clock, door: TestedDoor
) -> None:
    idle = timedelta(minutes=60 if door.audience == "applicant" else 30)
    client, person = Client(plain_app), door.make(database)
    sign_in(client, door, person.email)
    clock.advance(idle - timedelta(seconds=5))
    assert is_in(client, door)
    clock.advance(2 * idle - timedelta(seconds=10))
    assert is_in(client, door), "being seen renews"
    clock.advance(3 * idle)
    assert not is_in(client, door)


@every_door
def test_no_session_lives_longer_than_twelve_hours(
    plain_app: Flask, database: Database, clock: Clock, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    sign_in(client, door, person.email)
    for quarter in range(1, 48):
        clock.advance(timedelta(minutes=15 * quarter))
        assert is_in(client, door)
    clock.advance(timedelta(hours=12))
    assert not is_in(client, door)


@every_door
def test_a_closed_account_is_out_at_the_next_request(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    sign_in(client, door, person.email)
    with database.owner.begin() as owner:
        owner.execute(text(f"UPDATE {door.audience}_account SET active = false"))
    assert not is_in(client, door)


def test_an_ended_membership_is_out_at_the_next_request(
    plain_app: Flask, database: Database
) -> None:
    door, client = DOORS[0], Client(plain_app)
    sign_in(client, door, door.make(database).email)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET ended_at = app.clock()"))
    assert not is_in(client, door)


@pytest.mark.parametrize(
    ("origin", "target"),
    [(a, b) for a in DOORS for b in DOORS if a is not b],
    ids=lambda door: door.audience,
)
def test_a_cookie_of_one_door_opens_no_other(
    plain_app: Flask, database: Database, origin: TestedDoor, target: TestedDoor
) -> None:
    client = Client(plain_app)
    sign_in(client, origin, origin.make(database).email)
    client.http.set_cookie(
        COOKIE_NAMES[target.audience], cookie_of(client, origin) or "", path=target.prefix
    )
    assert not is_in(client, target)
    assert is_in(client, origin)


def test_one_address_at_three_doors_has_three_passwords(
    plain_app: Flask, database: Database
) -> None:
    person: Somebody = an_employer_user(
        database, a_company(database).id, email="meme@exemple.example"
    )
    for door in DOORS[1:]:
        client = Client(plain_app)
        assert "incorrect" in sign_in(client, door, person.email).text
