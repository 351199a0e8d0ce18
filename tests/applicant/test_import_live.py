"""Importing from a live registration system: the same answers and times, and bad days survived."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.doctor import examine
from app.factory import create_app
from app.registry.http import ANSWER_SECONDS
from tests.app.registry.served import (
    KEY,
    Answer,
    Served,
    a_closed_port,
    a_registry,
    known,
    says,
    unknown,
    waits,
)
from tests.applicant.conftest import Applicant, Mails
from tests.applicant.test_import import SENT, bytes_without
from tests.factories.accounts import Somebody
from tests.factories.applicants import a_record, an_imported_applicant
from tests.factories.companies import a_company

DOWN = "ne répond pas pour le moment. Rien n’est perdu"
UNKNOWN = "069022499999969V01"


@pytest.fixture
def served() -> Iterator[Served]:
    with a_registry() as running:
        yield running


@pytest.fixture
def live(
    settings: Settings, database: Database, served: Served,
    compiled_templates: FileSystemBytecodeCache,
) -> Flask:  # fmt: skip
    flask = create_app(replace(settings, registry_url=served.address, registry_key=KEY), database)
    flask.testing = True
    flask.jinja_env.bytecode_cache = compiled_templates
    return flask


def test_a_request_comes_in_from_the_live_system(
    live: Flask, database: Database, ines: Somebody, mails: Mails, served: Served
) -> None:
    record = a_record(a_company(database).siret)
    served.answer = known(record)
    browser = Applicant(live, ines.account_id)
    assert SENT in browser.ask_code(record["unique_number"]).text
    assert browser.give_code(mails.last_code()).h1 == "Mon employeur"
    served.answer = known({**record, "free_text": "Un mot nouveau"})
    page = browser.submit("/demandeur/demande", form="actualiser")
    assert "elle vient d’être relue" in page.text
    assert "Un mot nouveau" in browser.get("/demandeur/demande").text


def test_known_closed_imported_unknown_and_unreadable_numbers_answer_alike_and_in_one_time(
    live: Flask, database: Database, ines: Somebody, mails: Mails, served: Served
) -> None:
    company = a_company(database)
    elsewhere = an_imported_applicant(database, company)
    record, closed = a_record(company.siret), a_record(company.siret, {"status": "HOUSED"})
    asked: list[tuple[str, Answer]] = [
        (record["unique_number"], waits(0.8, known(record))),
        (closed["unique_number"], known(closed)),
        (elsewhere.unique_number, known(elsewhere.record)),
        (UNKNOWN, unknown),
        (record["unique_number"], says(200, b'{"unique_number": 1}')),
    ]
    pages, times = set(), []
    for number, answer in asked:
        served.answer = answer
        browser = Applicant(live, ines.account_id)
        form = browser.get("/demandeur/demande/numero")
        started = time.monotonic()
        page = browser.submit(form, {"number": number}, follow=False)
        times.append(time.monotonic() - started)
        assert page.status == 303
        pages.add(bytes_without(browser.get("/demandeur/demande/code"), number))
    assert len(pages) == 1
    assert min(times) >= ANSWER_SECONDS
    assert max(times) - min(times) < 0.15
    sent = [m.recipient is not None for m in mails.all("import_code")]
    assert sent == [True, False, True, False, False]


def test_a_system_that_is_down_is_said_and_nothing_is_lost(
    live: Flask, database: Database, ines: Somebody, mails: Mails, served: Served
) -> None:
    record = a_record(a_company(database).siret)
    browser = Applicant(live, ines.account_id)
    served.answer = says(503)
    page = browser.ask_code(record["unique_number"])
    assert page.status == 503
    assert DOWN in page.text
    assert page.dom.find("input", id="number")["value"] == record["unique_number"]
    assert mails.all("import_code") == []
    served.answer = known(record)
    browser.ask_code(record["unique_number"])
    code = mails.last_code()
    served.answer = says(500)
    for _ in range(6):
        page = browser.give_code(code)
        assert (page.status, DOWN in page.text) == (503, True)
    served.answer = known(record)
    assert browser.give_code(code).h1 == "Mon employeur"
    served.answer = says(500)
    assert DOWN in browser.submit("/demandeur/demande", form="actualiser").text
    assert "MIRANDEUIL" in browser.get("/demandeur/demande").text
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM housing_request")) == 1


def test_a_wrong_code_still_costs_a_try_while_the_system_is_down(
    live: Flask, database: Database, ines: Somebody, mails: Mails, served: Served
) -> None:
    record = a_record(a_company(database).siret)
    served.answer = known(record)
    browser = Applicant(live, ines.account_id)
    browser.ask_code(record["unique_number"])
    served.answer = says(500)
    assert "Il reste 4 essais" in browser.give_code("00000000").text


@pytest.mark.parametrize(
    ("answer", "key", "said"),
    [
        (unknown, KEY, "Système d’enregistrement : répond."),
        (says(500), KEY, "il est en panne"),
        (unknown, "another-key-of-sixteen", "il refuse REGISTRY_KEY"),
        (says(200, b"x", Content_Type="text/html"), KEY, "n’est pas utilisable"),
        (None, KEY, "il est injoignable"),
    ],
)
def test_the_doctor_says_how_the_live_system_is(
    settings: Settings, served: Served, monkeypatch: pytest.MonkeyPatch, answer: Answer | None,
    key: str, said: str,
) -> None:  # fmt: skip
    if answer is not None:
        served.answer = answer
    monkeypatch.setenv("PORTAIL_DATA", str(settings.data))
    monkeypatch.setenv("REGISTRY_URL", served.address if answer else a_closed_port())
    monkeypatch.setenv("REGISTRY_KEY", key)
    found = [f for f in examine() if f.text.startswith("Système")]
    assert [said in f.text for f in found] == [True]
    assert found[0].fine is (said == "Système d’enregistrement : répond.")
