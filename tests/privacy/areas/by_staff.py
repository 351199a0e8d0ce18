"""Rows of what staff do for a company: its codes, its policy, its users; each with a reason."""

from typing import Any

from tests.privacy.world import CanaryWorld

PLAIN = {"staff_companies.ask_code_change", "staff_companies.ask_replacement"}


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    why = {"reason": "À la demande de l’entreprise"}
    return {
        "staff_companies.save_code": [{"label": "x", **why}, {}],
        "staff_companies.replace": [{"last_day": "2030-01-01", **why}, {}],
    }
