"""Rows of Action Logement's own accounts."""

from typing import Any
from uuid import uuid4

PLAIN = {"staff_team.index", "staff_team.ask_invitation", "staff_team.member", "staff_team.ask_end"}


def posts(_world: Any) -> dict[str, list[dict[str, Any]]]:
    return {
        "staff_team.invite": [
            {"email": "nouvel.agent@al.example", "name": "Noé Belin", "role": "ADVISER"},
            {"email": "x", "role": "x"}, {}],
        "staff_team.save_role": [{"role": "AUDITOR", "seen": "ADVISER"}, {"role": "x"}, {}],
        "staff_team.end": [{"seen": "ADVISER"}, {}],
        "staff_team.take_away": [{}],
    }  # fmt: skip


def values(world: Any) -> dict[str, list[Any]]:
    return {
        "staff_id": [uuid4(), *world.ids[:2]],
        "act": ["sessions", "second-facteur"],
    }
