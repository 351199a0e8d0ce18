"""Rows of mergers and transfers. Posts are refused before anything changes: no name is typed."""

from typing import Any

from tests.privacy.world import CanaryWorld

GET: dict[str, list[str]] = {
    "staff_companies.ask_merge": ["", "avec=732829320", "avec=x"],
    "staff_companies.ask_transfer": ["", "avec=732829320"],
}


def posts(world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    into = str(world.companies["other"].id)
    wrong = {"into": into, "reason": "Fusion", "typed": "x"}
    return {
        "staff_companies.merge": [wrong, {"into": "x"}, {}],
        "staff_companies.transfer": [wrong, {}],
    }


def values(world: CanaryWorld) -> dict[str, list[Any]]:
    return {"siret": [world.companies["mine"].siret, "x"]}
