"""Rows of the landlords' door and of the screen that makes its keys."""

from typing import Any
from uuid import uuid4

from tests.privacy.world import CanaryWorld

PLAIN = {
    "landlord_api.description", "staff_landlords.key_list", "staff_landlords.ask_key_end",
}  # fmt: skip


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    return {
        "landlord_api.send_offers": [{}],
        "landlord_api.send_decisions": [{}],
        "staff_landlords.add_key": [{"siren": "x"}, {"siren": "552 100 554", "label": "Essai"}],
        "staff_landlords.end_key": [{}],
    }


def values(_world: CanaryWorld) -> dict[str, list[Any]]:
    return {"key_id": [uuid4()]}
