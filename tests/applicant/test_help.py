"""The help centre, its guides, and the help of whoever is not signed in."""

import re

import pytest
from flask import Flask

from app.applicant.help.guides import GUIDES
from app.db.engines import Database
from tests.applicant.conftest import Applicant
from tests.client import Client
from tests.factories.accounts import an_applicant
from tests.words import ROOT


@pytest.fixture
def browser(app: Flask, database: Database) -> Applicant:
    return Applicant(app, an_applicant(database).account_id)


def test_the_centre_leads_to_every_guide_to_people_and_to_answers(browser: Applicant) -> None:
    page = browser.get("/demandeur/aide")
    for slug in GUIDES:
        assert page.dom.find("a", href=f"/demandeur/aide/guides/{slug}")
    assert "0970 800 800" in page.text
    assert "de 9 h à 18 h" in page.text.replace("\u00a0", " ")
    assert page.dom.find("a", href="/demandeur/aide/contact")
    assert len(page.dom.select(".faq details")) >= 12


@pytest.mark.parametrize("slug", GUIDES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_guide_draws_a_picture_for_each_step(
    browser: Applicant, slug: str, language: str
) -> None:
    page = browser.get(f"/demandeur/aide/guides/{slug}", headers={"Accept-Language": language})
    steps = page.dom.select(".guide > li")
    assert len(steps) == len(GUIDES[slug].steps)
    for step in steps:
        # More than the sheet of paper every picture starts with.
        assert len(step.select("svg > *")) > 1, step.get_text()


def test_each_picture_is_one_the_templates_draw() -> None:
    drawn = (ROOT / "templates/components/pictures.html").read_text("utf-8")
    names = set(re.findall(r'name == "(\w+)"', drawn))
    assert {step.picture for guide in GUIDES.values() for step in guide.steps} == names


def test_an_unknown_guide_is_not_found(browser: Applicant) -> None:
    assert browser.get("/demandeur/aide/guides/x").status == 404


def test_the_same_answers_stand_outside_the_door(app: Flask, browser: Applicant) -> None:
    inside = browser.get("/demandeur/aide").dom.select(".faq summary")
    outside = Client(app).get("/aide?langue=fr").dom.select(".faq summary")
    assert [q.get_text() for q in outside] == [q.get_text() for q in inside]
    assert "How do I erase everything?" in Client(app).get("/aide?langue=en").text


def test_the_terms_say_how_candidatures_are_ranked(app: Flask) -> None:
    said = Client(app).get("/conditions?langue=fr").text
    for words in (
        "l’ancienneté de la demande", "souhaitée, voisine", "convient au nombre",
        "priorité reconnue", "points de l’entreprise", "déposée la première",
    ):  # fmt: skip
        assert words in said, words
