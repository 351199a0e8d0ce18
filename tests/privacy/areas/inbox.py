"""Rows of the inbox: what applicants write, what staff answer, contested readings, help."""

from typing import Any
from uuid import uuid4

from tests.privacy.world import CanaryWorld

GET: dict[str, list[str]] = {
    "applicant_registration.choose": ["", "departement=56", "departement=x"],
    "staff_inbox.case_list": ["", "etat=tous", "nature=contact&a=moi", "q=x", "page=x", "page=9"],
}
PLAIN = {
    "staff_inbox.show", "staff_inbox.ask_detach",
    "applicant_inbox.own_list", "applicant_inbox.show",
    "applicant_help.centre", "applicant_help.guide", "public.help_page",
    "applicant_help.ask_contact",
    "applicant_readings.ask_contest", "applicant_tutorial.show", "employer_leaving.ask",
}  # fmt: skip


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    """What is sent to each POST route, right and wrong data alike."""
    return {
        "staff_inbox.answer": [
            {"to": "NOTE", "words": "Une note", "seen": "1"},
            {"to": "STAFF", "words": "Une réponse", "seen": "2"},
            {"to": "STAFF", "words": "Trop tard", "seen": "x"}, {},
        ],
        "staff_inbox.assign": [{"staff": str(uuid4())}, {"staff": ""}],
        "staff_inbox.detach": [{}],
        "staff_inbox.close": [{}],
        "applicant_inbox.write": [{"words": "Bonjour"}, {}],
        "applicant_inbox.say_employed": [{"answer": "oui"}, {"answer": "non"}, {}],
        "applicant_help.send_contact": [{"topic": "OTHER", "words": "Une question"}, {}],
        "applicant_tutorial.end": [{}],
        "employer_leaving.report": [{"words": "Départ en août"}, {}],
        "applicant_readings.contest": [{"words": "Pourquoi ?"}, {}],
    }  # fmt: skip


def values(world: CanaryWorld) -> dict[str, list[Any]]:
    """Own and others' cases and lines of the journal, and none at all."""
    return {
        "case_id": [*world.case_ids, uuid4()],
        "slug": ["importer", "choisir", "x"],
        "line_id": [*world.line_ids, uuid4()],
    }
