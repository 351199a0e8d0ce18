"""Rows of what applicants keep and take away: saved searches, own data."""

from typing import Any
from uuid import uuid4

from tests.privacy.world import CanaryWorld

PLAIN = {"applicant_offers.ask_stop"}


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    """What is sent to each POST route, right and wrong data alike."""
    return {
        "applicant_offers.save": [{"onglet": "voisines", "type": "T3", "loyer": "x"}, {}],
        "applicant_offers.stop": [{}],
        "applicant_offers.stop_by_link": [{}],
    }


def values(_world: CanaryWorld) -> dict[str, list[Any]]:
    """A link nobody was sent."""
    return {"alert_token": [uuid4()]}
