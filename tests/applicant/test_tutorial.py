"""The tutorial: step by step, skipped at any moment, found again."""

import pytest
from flask import Flask

from app.applicant.tutorial.steps import STEPS
from app.db.engines import Database
from tests.applicant.conftest import Applicant
from tests.client import Client
from tests.factories.accounts import an_applicant

HOME, TUTORIAL = "/demandeur", "/demandeur/decouverte"


@pytest.fixture
def browser(app: Flask, database: Database) -> Applicant:
    return Applicant(app, an_applicant(database).account_id)


def next_of(page: object) -> str | None:
    link = page.dom.select_one("main form a.button-primary")  # type: ignore[attr-defined]
    return str(link["href"]) if link else None


def test_each_step_leads_to_the_next_and_the_last_ends_it(browser: Applicant) -> None:
    page = browser.get(HOME)
    assert page.dom.find("a", href=TUTORIAL)
    page, titles = browser.get(TUTORIAL), []
    while True:
        titles.append(page.dom.h1.get_text())  # type: ignore[union-attr]
        assert len(page.dom.select("main svg.picture > *")) > 1
        address = next_of(page)
        if address is None:
            break
        page = browser.get(address)
    assert titles == [str(step.title) for step in STEPS]
    home = browser.submit(page, form="/decouverte/fin")
    assert home.response.request.path == HOME
    assert not home.dom.find("a", href=TUTORIAL)


def test_it_is_skipped_at_any_moment_and_found_again_in_help(browser: Applicant) -> None:
    browser.submit(f"{TUTORIAL}?etape=3", form="/decouverte/fin")
    assert not browser.get(HOME).dom.find("a", href=TUTORIAL)
    link = browser.get("/demandeur/aide").dom.find("a", href=TUTORIAL)
    assert link is not None
    assert "étape 1 sur 6" in browser.get(TUTORIAL).text


def test_somebody_else_s_tutorial_goes_on(app: Flask, database: Database) -> None:
    other = Applicant(app, an_applicant(database).account_id)
    mine = Applicant(app, an_applicant(database).account_id)
    mine.submit(HOME, form="/decouverte/fin")
    assert other.get(HOME).dom.find("a", href=TUTORIAL)


@pytest.mark.parametrize("typed", ["0", "7", "x", "", "٣", "999999"])
def test_an_odd_step_is_the_first_one(browser: Applicant, typed: str) -> None:
    assert "étape 1 sur 6" in browser.get(f"{TUTORIAL}?etape={typed}").text


def test_whoever_is_not_signed_in_is_asked_to(app: Flask) -> None:
    assert Client(app).get(TUTORIAL).status in (302, 303)
