"""The second factor through the door: set up once, passed each time, never twice with one code."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts.vault import Vault
from app.db.engines import Database
from tests.app.accounts.doors import DOORS, TestedDoor
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, Somebody, an_employer_user
from tests.factories.companies import a_company

# Five seconds into a step, and in the past: a signed context must not look expired to the database.
NOW = datetime.fromtimestamp(datetime.now(UTC).timestamp() // 30 * 30 - 7_200 + 5, UTC)
asking_doors = pytest.mark.parametrize("door", DOORS[:2], ids=["employer", "staff"])


@pytest.fixture(autouse=True)
def frozen(clock: Clock) -> Clock:
    """Steps of 30 seconds are walked, not waited for."""
    clock.freeze(NOW)
    return clock


def code_at(secret: str, moment: datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


def sign_in(client: Client, door: TestedDoor, person: Somebody, *, next: str = "") -> Page:
    page = client.get(door.sign_in, query_string={"next": next} if next else None)
    return client.submit(page, {"email": person.email, "password": PASSWORD}, follow=False)


def secret_shown(page: Page) -> str:
    key = page.dom.find("samp")
    assert key is not None
    return key.get_text().replace(" ", "")


def send(client: Client, door: TestedDoor, code: str) -> Page:
    page = client.get(f"{door.prefix}/second-facteur")
    return client.submit(page, {"code": code}, form="second-facteur", follow=False)


def set_up(client: Client, door: TestedDoor, person: Somebody) -> str:
    sign_in(client, door, person)
    secret = secret_shown(client.get(f"{door.prefix}/second-facteur"))
    assert send(client, door, code_at(secret, NOW)).location == door.prefix
    return secret


def cookie(client: Client, door: TestedDoor) -> str:
    from app.web.cookies import COOKIE_NAMES

    found = client.http.get_cookie(COOKIE_NAMES[door.audience], path=door.prefix)
    assert found is not None
    return str(found.value)


@asking_doors
def test_a_password_alone_opens_only_the_second_factors_page(
    app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(app), door.make(database)
    answer = sign_in(client, door, person, next=f"{door.prefix}/x?y=1")
    assert answer.location == f"{door.prefix}/second-facteur?next={door.prefix}/x?y%3D1"
    home = client.get(door.prefix)
    assert (home.status, home.location) == (303, f"{door.prefix}/second-facteur")


@asking_doors
def test_setting_up_shows_a_key_and_its_picture_then_leads_on(
    app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(app), door.make(database)
    sign_in(client, door, person)
    page = client.get(f"{door.prefix}/second-facteur?next={door.prefix}/suite")
    secret = secret_shown(page)
    assert page.dom.find("svg", class_="qr") is not None
    assert secret == secret_shown(client.get(f"{door.prefix}/second-facteur")), "survives a reload"
    before = cookie(client, door)
    values = {"code": code_at(secret, NOW)}
    answer = client.submit(page, values, form="second-facteur", follow=False)
    assert answer.location == f"{door.prefix}/suite"
    assert cookie(client, door) != before
    assert client.get(f"{door.prefix}/second-facteur").location == door.prefix
    with database.owner.connect() as owner:
        kept = owner.scalar(text(f"SELECT totp_secret FROM {door.audience}_account"
                                 " WHERE email = :e"), {"e": person.email})  # fmt: skip
    assert secret not in kept, "a copy of the table gives no code"
    assert Vault(database.secret_key).open(person.account_id, kept) == secret


@asking_doors
def test_the_session_before_the_second_factor_is_dead_after_it(
    app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(app), door.make(database)
    sign_in(client, door, person)
    stolen = Client(app)
    from app.web.cookies import COOKIE_NAMES

    stolen.http.set_cookie(COOKIE_NAMES[door.audience], cookie(client, door), path=door.prefix)
    assert stolen.get(f"{door.prefix}/session").status == 204
    secret = secret_shown(client.get(f"{door.prefix}/second-facteur"))
    send(client, door, code_at(secret, NOW))
    assert client.get(f"{door.prefix}/session").status == 204
    assert stolen.get(f"{door.prefix}/session").status == 303


@asking_doors
def test_a_code_is_taken_once(
    app: Flask, database: Database, clock: Clock, door: TestedDoor
) -> None:
    person = door.make(database)
    secret = set_up(Client(app), door, person)
    clock.freeze(NOW + timedelta(seconds=60))
    code = code_at(secret, NOW + timedelta(seconds=60))
    first, second = Client(app), Client(app)
    for client in (first, second):
        sign_in(client, door, person)
    assert send(first, door, code).status == 303
    refused = send(second, door, code)
    assert refused.status == 200
    assert refused.dom.find(class_="error-summary") is not None
    earlier = code_at(secret, NOW + timedelta(seconds=30))
    assert send(second, door, earlier).status == 200, "nor an older one"
    clock.freeze(NOW + timedelta(seconds=90))
    assert send(second, door, code_at(secret, NOW + timedelta(seconds=90))).status == 303


@pytest.mark.parametrize(("drift", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_one_step_of_drift_is_forgiven(
    app: Flask, database: Database, clock: Clock, drift: int, taken: bool
) -> None:
    door = DOORS[1]
    person = door.make(database)
    secret = set_up(Client(app), door, person)
    later = NOW + timedelta(hours=1)
    clock.freeze(later)
    client = Client(app)
    sign_in(client, door, person)
    assert (
        send(client, door, code_at(secret, later + timedelta(seconds=drift))).status == 303
    ) is taken


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "1" * 5_000])
def test_what_is_no_code_is_refused(app: Flask, database: Database, code: str) -> None:
    door, client = DOORS[1], Client(app)
    sign_in(client, door, door.make(database))
    assert send(client, door, code).status == 200
    assert client.get(door.prefix).location == f"{door.prefix}/second-facteur"


def test_ten_wrong_codes_then_a_pause(app: Flask, database: Database) -> None:
    door, client = DOORS[1], Client(app)
    person = door.make(database)
    sign_in(client, door, person)
    secret = secret_shown(client.get(f"{door.prefix}/second-facteur"))
    right = code_at(secret, NOW)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    answers = [send(client, door, wrong).status for _n in range(11)]
    assert answers == [200] * 10 + [429]
    assert send(client, door, right).status == 429


def test_two_sessions_are_offered_two_keys_and_only_one_is_kept(
    app: Flask, database: Database
) -> None:
    """Somebody who has the password cannot foresee or replace the key its owner sets up."""
    door = DOORS[1]
    person = door.make(database)
    owner, thief = Client(app), Client(app)
    for client in (owner, thief):
        sign_in(client, door, person)
    keys = [secret_shown(c.get(f"{door.prefix}/second-facteur")) for c in (owner, thief)]
    assert keys[0] != keys[1]
    page = thief.get(f"{door.prefix}/second-facteur")
    assert send(owner, door, code_at(keys[0], NOW)).status == 303
    late = thief.submit(page, {"code": code_at(keys[1], NOW)}, form="second-facteur", follow=False)
    assert late.status == 200
    assert late.dom.find("samp") is None, "the account's key is asked for, no other is offered"


def test_who_may_only_read_summaries_is_not_asked(app: Flask, database: Database) -> None:
    door, client = DOORS[0], Client(app)
    reader = an_employer_user(database, a_company(database).id, role="READER")
    assert sign_in(client, door, reader).location == "/employeur"
    assert client.get("/employeur/second-facteur").status == 200, "but may set one up"


def test_an_applicant_who_set_one_up_is_asked(app: Flask, database: Database, clock: Clock) -> None:
    door, client = DOORS[2], Client(app)
    person = door.make(database)
    secret = set_up(client, door, person)
    clock.freeze(NOW + timedelta(hours=1))
    again = Client(app)
    assert sign_in(again, door, person).location.startswith("/demandeur/second-facteur")
    assert send(again, door, code_at(secret, NOW + timedelta(hours=1))).location == door.prefix


def test_the_demonstration_asks_nobody_and_says_so(plain_app: Flask, database: Database) -> None:
    for door in DOORS:
        client = Client(plain_app)
        page = client.get(door.sign_in)
        assert "La double authentification est désactivée" in page.text
        assert sign_in(client, door, door.make(database)).location == door.prefix


def test_no_page_without_the_demonstration_speaks_of_one(app: Flask, database: Database) -> None:
    for door in DOORS:
        assert "Démonstration" not in Client(app).get(door.sign_in).text
