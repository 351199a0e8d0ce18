"""Rows of what staff do for a company: its codes, its policy, its users; each with a reason."""

from typing import Any

from tests.privacy.world import CanaryWorld

PLAIN = {
    "staff_companies.ask_code_change", "staff_companies.ask_replacement",
    "staff_companies.ask_rights", "staff_companies.ask_invitation_end",
}  # fmt: skip


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    why = {"reason": "À la demande de l’entreprise"}
    return {
        "staff_companies.save_code": [{"label": "x", **why}, {}],
        "staff_companies.save_rights": [{"role": "READER", "seen": "x", **why}, {}],
        "staff_companies.end_invitation": [why, {}],
        "staff_companies.replace": [{"last_day": "2030-01-01", **why}, {}],
    }


def values(_world: CanaryWorld) -> dict[str, list[Any]]:
    return {"section": ["historique"]}
