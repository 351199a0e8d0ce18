"""Asked again for the password before acts that a session left open must not do."""

from datetime import timedelta

import pytest
from flask import Blueprint, Flask, render_template_string
from flask_wtf import FlaskForm
from wtforms import StringField

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.config import Settings
from app.db.engines import Database
from app.factory import create_app
from app.web.request_context import acting
from app.web.route import route
from tests.app.accounts.doors import DOORS, EVERY_DOOR, TestedDoor
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, Somebody

every_door = pytest.mark.parametrize("door", **EVERY_DOOR)
PAGE = """<!doctype html><html lang="fr"><head><title>Acte</title></head><body><h1>Acte</h1>
<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label for="word">Mot</label><input id="word" name="word"></form></body></html>"""


class WordForm(FlaskForm):
    word = StringField()


@pytest.fixture
def guarded(settings: Settings, database: Database) -> Flask:
    """The product, with one act at each door that asks for a recent confirmation."""
    flask = create_app(settings, database)
    flask.testing = True
    for door in DOORS:
        flask.register_blueprint(_act(door))
    return flask


def _act(door: TestedDoor) -> Blueprint:
    blueprint = Blueprint(f"{door.audience}_trial", __name__)

    @route(blueprint, "GET", f"{door.prefix}/acte", Permission.BE_SIGNED_IN)
    @confirmed_recently(minutes=15)
    def ask() -> str:
        return render_template_string(PAGE)

    @route(blueprint, "POST", f"{door.prefix}/acte", Permission.BE_SIGNED_IN)
    @confirmed_recently(minutes=15)
    def act() -> tuple[str, int, dict[str, str]]:
        form = WordForm()
        assert form.validate_on_submit()
        acting()
        return f"fait : {form.word.data}", 200, {"Content-Type": "text/plain; charset=utf-8"}

    return blueprint


def enter(app: Flask, door: TestedDoor, person: Somebody) -> Client:
    return Client(app).enter_as(
        door.audience, person.account_id, membership_id=person.membership_id
    )


@every_door
def test_a_fresh_session_acts_and_an_older_one_is_asked_first(
    guarded: Flask, database: Database, clock: Clock, door: TestedDoor
) -> None:
    client = enter(guarded, door, door.make(database))
    assert client.get(f"{door.prefix}/acte?x=1").h1 == "Acte"
    clock.advance(timedelta(minutes=16))
    answer = client.get(f"{door.prefix}/acte?x=1")
    assert answer.location == f"{door.prefix}/confirmer?next={door.prefix}/acte?x%3D1"
    page = client.get(answer.location)
    assert client.submit(page, {"confirm_password": "faux"}, form="confirmer").status == 200
    assert client.get(f"{door.prefix}/acte").status == 303
    back = client.submit(page, {"confirm_password": PASSWORD}, form="confirmer", follow=False)
    assert back.location == f"{door.prefix}/acte?x=1"
    assert client.get(back.location).h1 == "Acte"


@every_door
def test_what_was_typed_travels_through_the_question(
    guarded: Flask, database: Database, clock: Clock, door: TestedDoor
) -> None:
    client = enter(guarded, door, door.make(database))
    page = client.get(f"{door.prefix}/acte")
    clock.advance(timedelta(minutes=16))
    asked = client.submit(page, {"word": "<b>cheval</b>"}, follow=False)
    assert asked.h1 == "Confirmez que c’est vous"
    wrong = client.submit(asked, {"confirm_password": "faux"}, form="acte", follow=False)
    assert "Ce n’est pas votre mot de passe" in wrong.text
    done = client.submit(wrong, {"confirm_password": PASSWORD}, form="acte", follow=False)
    assert done.body == "fait : <b>cheval</b>"


@every_door
def test_confirming_changes_the_sessions_id_and_is_not_guessed(
    guarded: Flask, database: Database, clock: Clock, door: TestedDoor
) -> None:
    client = enter(guarded, door, door.make(database))
    clock.advance(timedelta(minutes=16))
    page = client.get(f"{door.prefix}/confirmer")
    tries = [_confirm(client, page, f"faux {n}").status for n in range(11)]
    assert tries == [200] * 10 + [429]
    other = enter(guarded, door, door.make(database))
    clock.advance(timedelta(minutes=32))
    before = _session(other)
    assert _confirm(other, other.get(f"{door.prefix}/confirmer"), PASSWORD).status == 303
    assert _session(other) != before
    assert other.get(f"{door.prefix}/acte").h1 == "Acte"


def _confirm(client: Client, page: Page, password: str) -> Page:
    return client.submit(
        page, {"confirm_password": password}, form="confirmer", follow=False
    )  # fmt: skip


def _session(client: Client) -> list[str]:
    return sorted(str(c.value) for c in client.http._cookies.values())
