"""What the cookie holds, and what a forged Host header changes: nothing personal, nothing."""

from dataclasses import replace

import pytest
from flask import Flask

from app.config import Settings
from app.db.engines import Database
from app.factory import create_app
from app.web.cookies import COOKIE_NAMES
from tests.app.accounts.doors import DOORS, EVERY_DOOR, TestedDoor
from tests.app.accounts.letters import Letterbox, link_of, words_of
from tests.client import Client
from tests.factories.accounts import PASSWORD

every_door = pytest.mark.parametrize("door", **EVERY_DOOR)
EVIL = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}


def take_along(client: Client, door: TestedDoor) -> None:
    """Let this browser send the door's cookie to the forged host too, as a proxy would."""
    name = COOKIE_NAMES[door.audience]
    cookie = client.http.get_cookie(name, path=door.prefix)
    assert cookie is not None
    client.http.set_cookie(name, cookie.value, domain="evil.example", path=door.prefix)


@every_door
def test_the_cookie_holds_a_random_id_and_nothing_of_the_person(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    values = {"email": person.email, "password": PASSWORD}
    answer = client.submit(door.sign_in, values, follow=False)
    cookie = client.http.get_cookie(COOKIE_NAMES[door.audience], path=door.prefix)
    assert cookie is not None
    serializer = plain_app.session_interface.get_signing_serializer(plain_app)  # type: ignore[attr-defined]
    held = serializer.loads(cookie.value)
    assert set(held) <= {"_user_id", "_fresh", "_id", "csrf_token", "locale"}
    assert str(person.account_id) not in str(held)
    header = answer.response.headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert f"Path={door.prefix}" in header


@every_door
def test_a_forged_host_appears_nowhere(
    plain_app: Flask, database: Database, door: TestedDoor
) -> None:
    client, person = Client(plain_app), door.make(database)
    page = client.get(door.sign_in, environ_overrides=EVIL)
    assert "evil" not in page.body
    away = client.get(f"{door.prefix}/session", environ_overrides=EVIL)
    assert away.location.startswith(door.prefix)
    token = client.get(door.sign_in).dom.find("input", attrs={"name": "csrf_token"})
    assert token is not None
    form = {"email": person.email, "password": PASSWORD, "csrf_token": token["value"]}
    take_along(client, door)
    assert client.post_raw(door.sign_in, form, environ_overrides=EVIL).location == door.prefix


def test_a_mails_link_leads_to_the_portal_whatever_host_asked(
    plain_app: Flask, database: Database, letters: Letterbox, settings: Settings
) -> None:
    client = Client(plain_app)
    page = client.get("/demandeur/inscription")
    token = page.dom.find("input", attrs={"name": "csrf_token"})
    assert token is not None
    form = {
        "civility": "M", "surname": "Roy", "first_names": "Luc", "birth_date": "1980-01-01",
        "email": "luc@exemple.example", "password": PASSWORD, "consent": "y",
        "csrf_token": token["value"],
    }  # fmt: skip
    take_along(client, DOORS[2])
    sent = client.post_raw("/demandeur/inscription", form, environ_overrides=EVIL)
    assert sent.status == 303
    mail = letters.the_mail()
    assert settings.public_url + link_of(mail) in words_of(mail)
    assert "evil" not in mail.as_string()


def test_in_production_a_foreign_host_is_refused_and_the_cookie_is_secure(
    settings: Settings, database: Database
) -> None:
    real = replace(
        settings, production=True, public_url="https://portail.example", secret_key="s" * 40
    )
    client = Client(create_app(real, database))
    https = {"base_url": "https://portail.example"}
    page = client.get(DOORS[0].sign_in, **https)
    assert page.status == 200
    header = page.response.headers["Set-Cookie"]
    assert header.startswith("__Secure-alin_employeur=")
    assert "; Secure" in header
    assert client.get(DOORS[0].sign_in, base_url="https://evil.example").status == 400
