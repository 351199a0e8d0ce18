"""Landlords' systems send through their door: what is taken, what is told, and who is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from tests.app.landlords.files import a_decision_line, an_offer_line
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import a_staff
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.offers import LANDLORD, an_offer
from tests.landlord_api.conftest import KEYS, System, make_key

OTHER = "552100554"


@pytest.fixture
def waiting(database: Database, clock: Clock) -> ImportedApplicant:
    """An applicant whose candidature is with the landlord since 1 March 2026."""
    clock.freeze(datetime(2026, 3, 1, 9, tzinfo=UTC))
    offer = an_offer(database, reference="L-1")
    who = an_imported_applicant(database, choice=3)
    with transaction(database, "applicant", who.actor) as tx:
        submit(tx, who.actor, offer)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE candidature SET state = 'TRANSMITTED'"))
    return who


def one(database: Database, statement: str) -> Any:
    with database.owner.connect() as owner:
        return owner.scalar(text(statement))


def test_offers_are_taken_once_and_brought_up_to_date(system: System, database: Database) -> None:
    first = system.send("offers", [an_offer_line(), an_offer_line(reference="L-2")])
    assert first.status_code == 200
    assert first.get_json()["taken"]["new"] == 2
    again = system.send("offers", [an_offer_line(), an_offer_line(reference="L-2", rent_euros=541)])
    assert again.get_json() == {
        "taken": {"new": 0, "updated": 1, "unchanged": 1, "older": 0}, "refused": [],
    }  # fmt: skip
    assert one(database, "SELECT count(*) FROM offer") == 2


def test_a_broken_object_is_told_by_number_path_and_reason_and_the_others_are_taken(
    system: System, database: Database
) -> None:
    secret = "Zqsecretvalue"
    broken = an_offer_line(reference="L-2", financing=secret)
    unread = an_offer_line(reference="L-3", residence="\ud800")
    answer = system.send("offers", [broken, unread, an_offer_line()])
    told = answer.get_json()
    assert [(r["item"], r["path"]) for r in told["refused"]] == [(1, "/financing"), (2, "")]
    assert all(r["reason"] for r in told["refused"])
    assert secret not in answer.get_data(as_text=True)
    assert told["taken"]["new"] == 1
    assert one(database, "SELECT count(*) FROM offer") == 1


def test_a_decision_moves_its_candidature_once(
    system: System, database: Database, waiting: ImportedApplicant
) -> None:
    line = a_decision_line(waiting.unique_number, "CONTACTED", occurred_at="2026-03-01T08:30:00Z")
    assert system.send("decisions", [line]).get_json()["taken"]["new"] == 1
    assert one(database, "SELECT state FROM candidature") == "CONTACTED"
    assert system.send("decisions", [line]).get_json()["taken"]["unchanged"] == 1
    assert one(database, "SELECT count(*) FROM candidature_event") == 2


def test_an_answer_says_nothing_of_who_asks_for_housing(
    system: System, database: Database, waiting: ImportedApplicant
) -> None:
    """A number without a candidature here and one that does not exist: the same words."""
    elsewhere = an_imported_applicant(database).unique_number
    unknown = f"{elsewhere[:7]}999999{elsewhere[13:]}"
    lines = [a_decision_line(n, "CONTACTED", event_id=n) for n in (elsewhere, unknown)]
    refused = system.send("decisions", lines).get_json()["refused"]
    assert len(refused) == 2
    assert len({(r["path"], r["reason"]) for r in refused}) == 1
    assert elsewhere not in str(refused)


def test_a_key_speaks_for_its_landlord_only(
    app: Flask, database: Database, waiting: ImportedApplicant
) -> None:
    stranger = System(app, make_key(app, database, OTHER))
    line = a_decision_line(waiting.unique_number, "CONTACTED")
    told = stranger.send("decisions", [line]).get_json()
    assert told["refused"][0]["path"] == "/landlord_siren"
    offer = stranger.send("offers", [an_offer_line(rent_euros=1)]).get_json()
    assert offer["refused"][0]["path"] == "/landlord_siren"
    assert one(database, "SELECT state FROM candidature") == "TRANSMITTED"
    assert one(database, "SELECT min(rent_euros) FROM offer") > 1


@pytest.mark.parametrize("way", ["offers", "decisions"])
def test_without_a_good_key_nothing_is_read(system: System, database: Database, way: str) -> None:
    browser = system.app.test_client()
    for shown in ({}, {"Authorization": "Bearer alin_x"}, {"Authorization": "Basic eDp5"}):
        answer = browser.post(f"/api/landlord/v1/{way}", json={way: []}, headers=shown)
        assert answer.status_code == 401
        assert answer.get_json() == {"error": "Unauthorized"}
        assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")
        assert "Set-Cookie" not in answer.headers
    assert one(database, "SELECT count(*) FROM offer") == 0


def test_a_person_signed_in_elsewhere_cannot_send(app: Flask, database: Database) -> None:
    """A cookie opens nothing here, so no page can make a browser send."""
    browser = Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)
    answer = browser.http.post("/api/landlord/v1/offers", json={"offers": [an_offer_line()]})
    assert answer.status_code == 401


def test_a_withdrawn_key_is_refused_from_the_next_call(
    system: System, app: Flask, database: Database
) -> None:
    browser = Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)
    listed = browser.get(KEYS)
    assert system.key not in listed.body, "shown once, never stored"
    link = listed.dom.select_one("tbody a")
    assert link is not None
    browser.submit(browser.get(str(link["href"])))
    assert system.send("offers", [an_offer_line()]).status_code == 401
    with database.owner.connect() as owner:
        kept = owner.execute(text("SELECT t::text FROM landlord_key t")).scalar_one()
    assert system.key not in kept


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"offers": {}}', b'{"offers": []}', b'{"offers": [1]}',
             b'{"offers": [{}], "more": 1}', b"[" * 100_000, b'{"offers": [NaN]}'],
)  # fmt: skip
def test_another_body_is_refused_whole(system: System, body: bytes) -> None:
    answer = system.post("offers", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json() == {"error": "Bad Request"}


def test_too_many_too_large_and_undeclared_bodies_are_refused(system: System) -> None:
    assert system.send("offers", [{}] * 501).status_code == 400
    assert system.post("offers", data=b"{}").status_code == 415
    large = b'{"offers": [{"a": "' + b"x" * 1_000_001 + b'"}]}'
    answer = system.post("offers", data=large, content_type="application/json")
    assert answer.status_code == 413


def test_a_system_that_calls_too_often_is_told_to_wait(system: System) -> None:
    codes = {system.send("offers", [{}]).status_code for _ in range(121)}
    assert codes == {200, 429}


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "ADVISER", "AUDITOR"])
def test_only_administrators_make_keys(app: Flask, database: Database, role: str) -> None:
    browser = Client(app).enter_as("staff", a_staff(database, role).account_id)
    assert browser.get(KEYS).status == 403
    assert LANDLORD
