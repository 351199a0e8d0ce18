"""What several nodes in front of one database must not mind: clocks apart, the secret that turns,
the database away."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from itsdangerous.timed import TimestampSigner
from sqlalchemy.engine import make_url

from app.access.actor import Actor
from app.accounts.sessions import member_actor
from app.config import DEVELOPMENT_SECRET, DOORS, Settings
from app.db.engines import Database
from app.db.transaction import NoContext, require_context, transaction
from app.db.upgrade import upgrade
from app.factory import create_app
from tests.client import Client
from tests.factories.accounts import a_staff, an_owner
from tests.factories.companies import a_company

HOUR = 3_600.0


def _an_actor(database: Database) -> Actor:
    owner = an_owner(database, a_company(database).id)
    with transaction(database, "signin") as tx:
        actor = member_actor(tx, owner.membership_id)
    assert actor is not None
    return actor


@pytest.mark.parametrize("apart", [-HOUR, HOUR])
def test_a_node_signs_contexts_by_the_databases_clock(
    database: Database, monkeypatch: pytest.MonkeyPatch, apart: float
) -> None:
    """By its own, an hour behind, everybody would be refused; ahead, a context would live on."""
    actor, real = _an_actor(database), time.time
    monkeypatch.setattr(time, "time", lambda: real() + apart)
    assert abs(database.now() - real()) < 5
    with transaction(database, "employer", actor) as tx:
        require_context(tx)


def test_a_context_of_two_minutes_ago_opens_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = _an_actor(database)
    database.set_clock(database.now() - 121)
    with transaction(database, "employer", actor) as tx, pytest.raises(NoContext):
        require_context(tx)
    with transaction(database, "employer", actor) as tx:  # that one told the time
        require_context(tx)


@pytest.mark.parametrize(
    ("apart", "inside"), [(0, True), (90, True), (-90, True), (13 * HOUR, False)]
)
def test_a_cookie_signed_by_a_node_whose_clock_is_apart_is_read(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch, apart: float, inside: bool
) -> None:
    stamp: Callable[[TimestampSigner], int] = TimestampSigner.get_timestamp
    with monkeypatch.context() as other_node:
        other_node.setattr(TimestampSigner, "get_timestamp", lambda s: stamp(s) + int(apart))
        browser = Client(app).enter_as("staff", a_staff(database).account_id)
    page = browser.get("/action-logement")
    assert (page.status == 200) is inside


OLD, NEW = DEVELOPMENT_SECRET, "another-secret-of-thirty-two-characters"


@pytest.fixture
def keys_turned(database: Database) -> Iterator[None]:
    """`portail db upgrade` with the new key and the former one; put back at the end."""
    upgrade_with(database, NEW, OLD)
    yield
    upgrade_with(database, OLD, None)


def upgrade_with(database: Database, key: str, former: str | None) -> None:
    turned = replace(database, secret_key=key, former_secret_key=former)
    upgrade(turned)
    turned.owner.dispose()


def a_node(settings: Settings, database: Database, key: str, other: str | None) -> Flask:
    own = replace(settings, secret_key=key, former_secret_key=other)
    return create_app(own, replace(database, secret_key=key, former_secret_key=other))


@pytest.mark.usefixtures("keys_turned")
def test_people_stay_inside_while_the_secret_turns_node_by_node(
    settings: Settings, database: Database
) -> None:
    """A form drawn before, sent to a node of the new key, and back to one of the old."""
    nodes = [a_node(settings, database, OLD, NEW), a_node(settings, database, NEW, OLD)]
    browser = Client(nodes[0]).enter_as("staff", a_staff(database).account_id)
    for drawn, asked in ((0, 1), (1, 0)):
        page = at(browser, nodes[drawn]).get("/demandeur/connexion")
        token = page.dom.find("input", attrs={"name": "csrf_token"})
        assert token is not None
        wrong = {"csrf_token": token["value"], "email": "qui@courriel.example", "password": "x"}
        answer = at(browser, nodes[asked]).post_raw("/demandeur/connexion", wrong)
        assert (answer.status, "incorrect" in answer.text) == (200, True)
        assert at(browser, nodes[asked]).get("/action-logement").status == 200


@pytest.mark.usefixtures("keys_turned")
def test_a_form_signed_by_no_key_of_ours_is_refused(settings: Settings, database: Database) -> None:
    strange = a_node(settings, database, "y" * 40, None)
    browser = Client(strange)
    token = browser.get("/demandeur/connexion").dom.find("input", attrs={"name": "csrf_token"})
    assert token is not None
    moved = at(browser, a_node(settings, database, NEW, OLD))
    wrong = {"csrf_token": token["value"], "email": "qui@courriel.example", "password": "x"}
    assert moved.post_raw("/demandeur/connexion", wrong).status == 400


@pytest.mark.usefixtures("keys_turned")
@pytest.mark.parametrize(("key", "fine"), [(OLD, True), (NEW, True), ("x" * 40, False)])
def test_the_database_knows_both_keys_and_no_third(
    database: Database, key: str, fine: bool
) -> None:
    actor = _an_actor(database)
    with transaction(replace(database, secret_key=key), "employer", actor) as tx:
        if fine:
            require_context(tx)
        else:
            with pytest.raises(NoContext):
                require_context(tx)


def test_a_former_key_that_was_let_go_opens_nothing(
    keys_turned: None, settings: Settings, database: Database
) -> None:
    actor = _an_actor(database)
    upgrade_with(database, NEW, None)
    of_before = replace(database, secret_key=OLD)
    with transaction(of_before, "employer", actor) as tx, pytest.raises(NoContext):
        require_context(tx)
    browser = Client(a_node(settings, database, OLD, None))
    browser.enter_as("staff", a_staff(database).account_id)
    assert at(browser, a_node(settings, database, NEW, None)).get("/action-logement").status == 303


def at(browser: Client, node: Flask) -> Client:
    """The same browser, sent to another node: it keeps its cookies."""
    moved = Client(node)
    for cookie in browser.http._cookies.values():  # werkzeug gives no other way to all of them
        moved.http.set_cookie(cookie.key, cookie.value, path=cookie.path)
    browser.app, browser.http = moved.app, moved.http
    return browser


def test_a_page_that_finds_no_database_says_that_it_is_a_pause(
    settings: Settings, database: Database
) -> None:
    nowhere = make_url("postgresql+psycopg:///portail?host=/nonexistent")
    away = Database(nowhere, dict.fromkeys(DOORS, nowhere), database.secret_key)
    client = Client(create_app(settings, away))
    page = client.submit("/demandeur/connexion", {"email": "a@b.example", "password": "x"})
    assert page.response.request.path == "/demandeur/connexion"
    assert (page.status, page.h1) == (503, "Le portail est en pause")
    assert page.response.headers["Retry-After"] == "5"
    call = client.post_raw("/api/landlord/v1/offers", {}, headers={"Authorization": "Bearer key"})
    assert (call.status, call.body) == (503, '{"error": "Service Unavailable"}')
    assert client.get("/readyz").status == 503
    assert client.get("/healthz").status == 200
