"""Rows of requests to join: public pages, staff's queue, owners' answers."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from tests.privacy.world import CanaryWorld

PDF = b"%PDF-1.7\n%%EOF\n"
GET: dict[str, list[str]] = {
    "staff_joining.queue": ["", "etat=tous", "etat=turned&a=moi", "page=x", "etat=x&page=9"],
}
PLAIN = {
    "employer_joining.ask", "employer_joining.sent", "employer_joining.confirmation",
    "staff_joining.show", "staff_joining.proof", "employer_company.asked",
}  # fmt: skip


def posts(world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    siret = world.companies["mine"].siret
    whole = {
        "siret": siret, "company_name": "Zinc", "asker_name": "Paule Perrin",
        "asker_function": "DRH", "email": "paule@zinc.example", "phone": "0123456789",
        "terms": "y", "proof": (BytesIO(PDF), "mandat.pdf"),
    }  # fmt: skip
    return {
        "employer_joining.send": [whole, {"siret": siret}, {}],
        "employer_joining.confirm": [{}],
        "staff_joining.assign": [{"staff": str(uuid4())}, {"staff": ""}],
        "staff_joining.check": [{"way": "LETTER", "words": "Courrier du siège"}, {}],
        "staff_joining.accept": [{"reason": "Conforme"}, {}],
        "staff_joining.turn": [{}],
        "staff_joining.refuse": [{"why": "OTHER", "note": "Incomplet"}, {}],
        "employer_company.invite_who_asked": [{"role": "READER"}, {}],
        "employer_company.set_asker_aside": [{}],
    }


def values(world: CanaryWorld) -> dict[str, list[Any]]:
    return {"join_id": [*world.join_ids, uuid4(), *world.ids[:1]]}
