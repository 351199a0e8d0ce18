"""Rows of what applicants keep and take away: saved searches, own data."""

from typing import Any
from uuid import uuid4

from tests.factories.accounts import PASSWORD
from tests.privacy.world import CanaryWorld

PLAIN = {
    "applicant_offers.ask_stop", "applicant_own_data.show", "applicant_own_data.as_json",
    "applicant_own_data.as_pdf", "applicant_own_data.ask_erasure",
    "applicant_own_data.confirm_erasure", "applicant_own_data.erased", "applicant_documents.show",
}  # fmt: skip


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    """What is sent to each POST route, right and wrong data alike."""
    return {
        "applicant_offers.save": [{"onglet": "voisines", "type": "T3", "loyer": "x"}, {}],
        "applicant_offers.stop": [{}],
        "applicant_offers.stop_by_link": [{}],
        "applicant_own_data.set_alerts": [{"wanted": "non"}, {"wanted": "oui"}, {}],
        "applicant_own_data.send_erasure": [{"present": "x"}, {"present": PASSWORD}, {}],
        "applicant_own_data.erase": [{}],
        "applicant_documents.save": [{"document": ["IDENTITY", "x"]}, {}],
        "applicant_documents.say_ready": [{"document": ["IDENTITY", "LEASE"]}, {}],
    }


def values(_world: CanaryWorld) -> dict[str, list[Any]]:
    """A link nobody was sent."""
    return {"alert_token": [uuid4()]}
