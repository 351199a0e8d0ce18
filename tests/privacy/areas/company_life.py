"""Rows of what an employer's own company and strong sign-in brought."""

from typing import Any
from uuid import uuid4

from tests.privacy.world import CanaryWorld

GET: dict[str, list[str]] = {
    "employer_company.journal": [
        "", "acte=readings", "acte=points&par=claire", "du=2020-01-01&au=2040-01-01", "avant=x",
    ],
}  # fmt: skip
DOORS = ("employer", "staff", "applicant")
_KEY_PAGES = ("show_keys", "show_key", "ask_app", "ask_factor_end")
_COMPANY_PAGES = (
    "overview", "codes", "new_code", "code_text", "code_picture", "ask_suspension",
    "ask_code_change", "ask_replacement", "policy", "new_policy", "team", "ask_invitation",
    "ask_member_end", "member", "notifications",
)  # fmt: skip
PLAIN = {
    "employer_session.terms",
    *(f"employer_company.{page}" for page in _COMPANY_PAGES),
    *(f"{door}_account.{page}" for door in DOORS for page in _KEY_PAGES),
    "employer_session.ask_again", "staff_session.ask_again", "applicant_session.ask_again",
}  # fmt: skip


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    return {
        "employer_company.add_code": [{"label": "x", "valid_from": "2026-11-23"}, {}],
        "employer_company.save_code": [{"label": "x"}, {}],
        "employer_company.replace": [{"last_day": "2030-01-01"}, {}],
        "employer_company.suspend": [{}],
        "employer_company.add_policy": [
            {"choices": ["2"], "effective_on": "2030-01-01", "seen": "1"},
            {},
        ],
        "employer_company.invite": [{"email": "collegue@entreprise.example", "role": "READER"}, {}],
        "employer_company.cancel": [{}],
        "employer_company.export_journal": [{}, {"acte": "readings"}],
        "employer_company.save_digest": [{"digest": "DAILY"}, {}],
        "employer_session.accept": [{"terms": "y"}, {}],
        "employer_company.end_member": [{}],
        "employer_company.sign_member_out": [{}],
        "employer_company.save_member": [{"role": "READER", "seen": "x"}, {}],
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
    anything = [uuid4(), *world.ids[:2]]
    return {"key_id": anything, "invitation_id": anything, "kind": ["svg", "png", "x"]}
