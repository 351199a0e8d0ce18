"""Rows of the advisers' screens: the queue, a file for a purpose, offers, results."""

from typing import Any
from uuid import uuid4

from tests.privacy.canary import word
from tests.privacy.world import STATES, CanaryWorld

GET = {
    "staff_candidatures.queue": [
        "", "file=a-transmettre", "file=bailleur&par=100", "file=relances", "file=x",
        "departement=69", "departement=%00", "apres=x", "avant=x",
    ],
    "staff_priority.share": ["", "annee=2025", "annee=x"],
    "staff_offers.offer_list": [
        "", "q=%00", "departement=69&par=100", "apres=x",
        *(f"q={word(tag, 'usual')[:-1]}" for tag in STATES),
    ],
}  # fmt: skip
PLAIN = {
    "employer_housed.show",
    "staff_candidatures.page", "staff_candidatures.checked_file", "staff_candidatures.ask_refusal",
    "staff_candidatures.ask_closing", "staff_candidatures.ask_result", "staff_offers.offer_page",
    "staff_offers.landlord_list", "staff_offers.ask_transmit", "staff_offers.new_offer",
    "staff_offers.edit_offer",
    "staff_ranking.versions", "staff_ranking.new_version",
}  # fmt: skip
OPENINGS = ("staff_candidatures.say_why",)


def posts(world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    """What is sent to each POST route, right and wrong data alike."""
    numbers = [p.unique_number for p in world.people.values()]
    offer = {
        "landlord_name": "Habitat des Deux Rives", "landlord_siren": "123456782",
        "reference": "L-saisie", "postcode": "69100", "commune": "Villeurbanne",
        "dwelling_type": "T3", "surface_m2": "64", "rent_euros": "540", "charges_euros": "72",
        "financing": "PLUS", "published_on": "2026-11-01", "closes_on": "2027-02-01",
    }  # fmt: skip
    weights = {
        "seniority": "40", "place": "20", "size": "20", "priority": "10", "points": "10",
        "full_months": "60", "full_points": "100", "effective_on": "2031-01-01",
        "reason": "Essai", "seen": "0",
    }  # fmt: skip
    return {
        "staff_candidatures.find_number": [*({"number": n} for n in numbers), {"number": "x"}, {}],
        "staff_candidatures.say_why": [
            {"purpose": "CONTROL"}, {"purpose": "CHECK_CANDIDATURE"}, {"purpose": "x"},
            {"purpose": "ANSWER_THE_PERSON"},
        ],
        "staff_candidatures.stop_reading": [{}],
        "staff_candidatures.validate_one": [{}],
        "staff_candidatures.refuse_one": [{"reason": "Pièce manquante"}, {}],
        "staff_candidatures.close_one": [{"words": "Sans nouvelle"}, {}],
        "staff_candidatures.enter_result": [
            {"event": "CONTACTED", "day": "2026-11-23", "event_id": str(uuid4())}, {},
        ],
        "staff_candidatures.correct_result": [{}],
        "staff_offers.transmit_list": [{}],
        "staff_ranking.add_version": [
            {}, weights, {**weights, "step": "correct"}, {**weights, "step": "confirm"},
        ],
        "staff_offers.add_offer": [offer, {**offer, "landlord_siren": "1"}, {}],
    }  # fmt: skip
