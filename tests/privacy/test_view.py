"""Every code has its word, every item its line, and a closed block one lock whatever it holds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from app.privacy.purposes import Purpose
from app.privacy.rule import (
    OUTCOMES,
    SENSITIVE_BLOCKS,
    SUMMARY_FIELDS,
    AccessibilityBlock,
    Address,
    Candidature,
    CandidatureEvent,
    CurrentHousingBlock,
    DocumentsBlock,
    FreeTextBlock,
    FullFile,
    HouseholdBlock,
    IncomeBlock,
    NationalityBlock,
    OtherAdult,
    PersonBlock,
    Place,
    ReasonsBlock,
    RequestBlock,
    Summary,
    WantedCommune,
    WantedHousingBlock,
    WantedLocation,
)
from app.privacy.view import FileView, view_candidature, view_file, view_summary
from app.privacy.words import candidatures, housing, income, people, readings

SUMMARY = Summary(
    "M", "de La Tour", "Jean, Paul", date(1990, 1, 1), None, None, "12345678900012", True, None,
    None, WantedLocation((WantedCommune("69266", "Gratte-Ciel"), WantedCommune("69383")), False),
)  # fmt: skip
FILE = FullFile(
    summary=SUMMARY,
    request=RequestBlock("069112407318821AB", "FIRST", date(2024, 11, 4), None, date(2026, 11, 1)),
    person=PersonBlock(
        "de La Tour", None, "+33612345678", Address(None, "69100", "69266"), "STATE", None, None
    ),
    people_to_house=3,
    monthly_total_euros=2846,
    current_housing=CurrentHousingBlock("OWNER", surface_m2=64.5, rent_euros=1234),
    wanted_housing=WantedHousingBlock(("T3", "T4")),
    sensitive_shared=True,
)
BLOCKS: dict[str, object] = {
    "nationality": NationalityBlock("EU"),
    "household": HouseholdBlock("PACS", (("0-2", 1), ("18+", 2)), 1, 4, 1, None, 0, None),
    "income": IncomeBlock(((2024, 27310),), (("AAH", 971),), 120),
    "reasons": ReasonsBlock(("HEALTH", "FAR_FROM_WORK")),
    "free_text": FreeTextBlock("Merci"),
    "accessibility": AccessibilityBlock(True, None, False),
    "documents": DocumentsBlock((("PREGNANCY", False, True), ("IDENTITY", True, False))),
}


@pytest.fixture
def french(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"), force_locale("fr"):
        yield


def lines(view: FileView) -> dict[str, str | None]:
    return {item.label: item.value for section in view.sections for item in section.items}


def test_the_summary_has_the_eleven_items_in_the_order_of_the_rule(french: None) -> None:
    view = view_summary(SUMMARY)
    assert tuple(item.key for item in view.items) == SUMMARY_FIELDS
    assert len(view.items) == 11
    assert view.name == "de LA TOUR Jean, Paul"
    assert view.birth_text == "Né le 1er\xa0janvier\xa01990"
    values = {item.key: item.value for item in view.items}
    assert values["email"] == values["workplace"] == "Non renseigné"
    assert values["employer_siret"] == "123\xa0456\xa0789\xa000012"
    assert values["wanted_location"] == (
        "Villeurbanne (Gratte-Ciel), puis Lyon 3e\u202f; pas d’autre commune"
    )


def test_a_workplace_is_postcode_and_commune(french: None) -> None:
    view = view_summary(replace(SUMMARY, workplace=Place("69100", "69266"), civility="MME"))
    assert {i.key: i.value for i in view.items}["workplace"] == "69100\xa0Villeurbanne"
    assert view.birth_text.startswith("Née le")


def test_closed_blocks_are_one_lock_each_whatever_they_hold(french: None) -> None:
    filled = replace(FILE, sensitive_shared=False, sensitive=BLOCKS,
                     other_adults=(OtherAdult("FLAT_MATE", None, "Caché", "Léo"),))  # fmt: skip
    closed = view_file(filled)
    assert closed == view_file(replace(FILE, sensitive_shared=False))
    assert closed.without_sensitive
    locks = [i.key for s in closed.sections for i in s.items if i.value is None]
    assert sorted(locks) == sorted((*SENSITIVE_BLOCKS, "other_adults"))


def test_open_and_absent_reads_nothing_declared(french: None) -> None:
    values = lines(view_file(FILE))
    assert values["Composition du foyer"] == "Rien de déclaré"
    assert values["Précisions écrites"] == "Rien de déclaré"
    assert None not in values.values()


def test_open_blocks_are_shown_in_words(french: None) -> None:
    adult = OtherAdult("CO_APPLICANT", "M", "Durand", "Léo", "PACS",
                       monthly_resources=(("SAL", 1500),))  # fmt: skip
    values = lines(view_file(replace(FILE, sensitive=BLOCKS, other_adults=(adult,))))
    assert values["Personnes à charge"] == "1 de 0 à 2 ans · 2 de 18 ans et plus"
    assert values["Allocation aux adultes handicapés (AAH)"] == "971\xa0€"
    assert values["Motifs de la demande"] == "Raisons de santé · Rapprochement du travail"
    assert values["Certificat de grossesse"] == "Déposée"
    assert values["Pièce d’identité"] == "À déposer (obligatoire)"
    assert values["Codemandeur"] == "M. DURAND Léo"
    assert values["Total mensuel de la personne"] == "2\u202f846\xa0€"
    assert values["Surface"] == "64,5\xa0m²"
    assert values["Téléphone"] == "06\xa012\xa034\xa056\xa078"


def candidature(*events: tuple[int, str]) -> Candidature:
    made = tuple(
        CandidatureEvent(date(2026, 11, day), step, outcome)
        for day, (step, outcome) in enumerate(events, 1)
    )
    return Candidature("T3", 64.0, "69266", None, "Habitat", 612, made)


@pytest.mark.parametrize(
    ("events", "states", "running"),
    [
        ([], "n......", True),
        ([(1, "SUBMITTED")], "n......", True),
        ([(1, "SUBMITTED"), (3, "TRANSMITTED"), (2, "VALIDATED")], "ddn....", True),
        ([(1, "SUBMITTED"), (2, "INVALIDATED")], "dn.....", False),
        ([(6, "AWARDED"), (6, "SILENCE")], "dddddn.", False),
        ([(7, "LEASE_SIGNED")], "ddddddd", False),
        ([(7, "LEASE_SIGNED"), (3, "CORRECTED")], "ddn....", True),
    ],
)
def test_a_candidature_stands_at_its_highest_step_then_latest_event(
    french: None, events: list[tuple[int, str]], states: str, running: bool
) -> None:
    view = view_candidature(candidature(*events))
    marks = {"done": "d", "now": "n", "ahead": "."}
    assert "".join(marks[step.state] for step in view.steps) == states
    assert view.running is running
    assert len(view.events) == len(events)


def schema_codes() -> dict[str, set[str]]:
    """Every closed list of the registration system's contract, by the path of its member."""
    file = resources.files("app.registry").joinpath("housing_request.schema.json")
    found: dict[str, set[str]] = {}

    def walk(node: Any, path: str) -> None:
        if isinstance(node, dict):
            if "enum" in node:
                found[path] = {code for code in node["enum"] if code is not None}
            for name, value in node.items():
                walk(value, f"{path}/{name}" if name not in ("properties", "items") else path)

    walk(json.loads(file.read_text("utf-8")), "")
    return found


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/kind", people.REQUEST_KINDS),
        ("/income/monthly_resources/code", income.RESOURCES),
        ("/documents/code", income.DOCUMENTS),
        ("/current_housing/kind", housing.HOUSING_KINDS),
        ("/wanted_housing/building", housing.BUILDINGS),
        ("/reasons", housing.REASONS),
        ("/$defs/person/civility", people.CIVILITIES),
        ("/$defs/person/nationality", people.NATIONALITIES),
        ("/$defs/person/family_status", people.FAMILY_STATUSES),
        ("/$defs/person/link", people.LINKS),
        ("/$defs/person/occupation/status", people.OCCUPATIONS),
        ("/$defs/person/occupation/contract", people.CONTRACTS),
    ],
)
def test_every_code_of_the_contract_has_one_word(path: str, words: Mapping[str, object]) -> None:
    assert set(words) == schema_codes()[path]


def test_every_outcome_and_purpose_has_a_word() -> None:
    assert set(candidatures.OUTCOME_WORDS) == OUTCOMES
    assert candidatures.ENDED < OUTCOMES
    assert set(candidatures.STEPS) == set(range(1, 8))
    assert set(readings.PURPOSES) == set(readings.PURPOSE_HINTS) == {p.value for p in Purpose}
