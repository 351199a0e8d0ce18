"""Rows of what an employer's own company and strong sign-in brought."""

from typing import Any
from uuid import uuid4

from tests.privacy.world import CanaryWorld

DOORS = ("employer", "staff", "applicant")
_KEY_PAGES = ("show_keys", "show_key", "ask_app", "ask_factor_end")
PLAIN = {
    *(f"{door}_account.{page}" for door in DOORS for page in _KEY_PAGES),
    "employer_session.ask_again", "staff_session.ask_again", "applicant_session.ask_again",
}  # fmt: skip


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    return {
        **{f"{door}_account.add_key": [{"name": "x", "credential": "{}"}, {}] for door in DOORS},
        **{f"{door}_account.save_key": [{"name": "x"}, {}] for door in DOORS},
        **{f"{door}_account.remove_own_key": [{}] for door in DOORS},
        **{f"{door}_account.set_up_app": [{"code": "000000"}, {}] for door in DOORS},
        **{f"{door}_account.end_factor": [{"code": "000000"}, {}] for door in DOORS},
        "employer_session.confirm_again": [{"confirm_password": "x"}, {}],
        "staff_session.confirm_again": [{"confirm_password": "x"}, {}],
        "applicant_session.confirm_again": [{"confirm_password": "x"}, {}],
    }


def values(world: CanaryWorld) -> dict[str, list[Any]]:
    return {"key_id": [uuid4(), *world.ids[:2]]}
