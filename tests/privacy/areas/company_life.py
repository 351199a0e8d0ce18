"""Rows of what an employer's own company and strong sign-in brought."""

from typing import Any

from tests.privacy.world import CanaryWorld

PLAIN = {
    "employer_session.ask_again", "staff_session.ask_again", "applicant_session.ask_again",
}  # fmt: skip


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    return {
        "employer_session.confirm_again": [{"confirm_password": "x"}, {}],
        "staff_session.confirm_again": [{"confirm_password": "x"}, {}],
        "applicant_session.confirm_again": [{"confirm_password": "x"}, {}],
    }
