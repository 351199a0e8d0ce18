"""After signing in one goes to a page of the same door, whatever the link said."""

import pytest
from flask import Flask

from app.db.engines import Database
from app.web.next_page import safe_next
from tests.app.accounts.doors import DOORS
from tests.client import Client
from tests.factories.accounts import PASSWORD

HOSTILE = (
    "https://evil.example/employeur", "//evil.example/employeur", "/\\evil.example",
    "/employeur/\\evil.example", "/employeur@evil.example", "/employeur.evil.example",
    "/employeurs", "\t/employeur", "/employeur\n/x", "/employeur/../action-logement",
    "/employeur/%2e%2e/action-logement", "/employeur/%2E%2E%2Fdemandeur",
    "/employeur//evil.example",
    "/employeur/%5c%5cevil", "javascript:alert(1)", "/action-logement", "/demandeur/choix",
    "/employeur/\x00", "/employeur/%00", "/employeur/%0d%0aSet-Cookie:a=b", "http:/employeur",
    "/employeur/\u202e", "[", "/employeur/" + "a" * 3_000, "",
)  # fmt: skip


@pytest.mark.parametrize("wanted", HOSTILE)
def test_a_link_out_of_the_door_is_not_followed(wanted: str) -> None:
    assert safe_next("employer", wanted) is None


@pytest.mark.parametrize(
    "wanted",
    ["/employeur", "/employeur/salaries?q=Ren%C3%A9e&tri=nom", "/employeur/salaries/1#suite"],
)
def test_a_page_of_the_door_is_kept(wanted: str) -> None:
    assert safe_next("employer", wanted) == wanted


@pytest.mark.parametrize("wanted", HOSTILE[:6])
def test_the_sign_in_page_ignores_a_hostile_link(
    plain_app: Flask, database: Database, wanted: str
) -> None:
    client, door = Client(plain_app), DOORS[0]
    person = door.make(database)
    page = client.get(door.sign_in, query_string={"next": wanted})
    hidden = page.dom.find("input", attrs={"name": "next"})
    assert hidden is not None
    assert hidden["value"] == "/employeur"
    values = {"email": person.email, "password": PASSWORD, "next": wanted}
    assert client.submit(page, values, follow=False).location == "/employeur"


def test_the_page_asked_for_is_shown_after_signing_in(plain_app: Flask, database: Database) -> None:
    client, door = Client(plain_app), DOORS[0]
    person = door.make(database)
    asked = client.get("/employeur/session?x=1")
    assert asked.status == 303
    page = client.get(asked.location)
    values = {"email": person.email, "password": PASSWORD}
    assert client.submit(page, values, follow=False).location == "/employeur/session?x=1"


def test_the_language_link_leads_back_to_the_page(plain_app: Flask, database: Database) -> None:
    client = Client(plain_app)
    page = client.get("/demandeur/connexion?next=/demandeur/choix")
    link = page.dom.find("a", attrs={"hreflang": True})
    assert link is not None
    answer = client.get(str(link["href"]))
    assert answer.location.startswith("/demandeur/connexion?next=")
    away = client.get("/demandeur/langue/en", headers={"Referer": "https://evil.example/x"})
    assert away.location == "/demandeur"
    assert client.get("/demandeur/langue/de").status == 404
