"""The canary matrix's rows: how each route is asked. A route without a row fails the matrix.

Each area of the product has a module of its own in `areas/`. Parameters in the address are filled
by name with every id there is, one's own and everybody else's.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from uuid import UUID, uuid4

from tests.privacy import areas
from tests.privacy.world import CanaryWorld

AREAS = [import_module(f"{areas.__name__}.{found.name}") for found in iter_modules(areas.__path__)]
GET: dict[str, list[str]] = {k: v for a in AREAS for k, v in getattr(a, "GET", {}).items()}
PLAIN: set[str] = {name for a in AREAS for name in getattr(a, "PLAIN", ())}
# Asked last of all: they stop what is being printed (each of these before any PDF was opened and
# the matrix would read none) and end the session.
ENDINGS = (
    "employer_reports.cancel", "staff_reports.cancel",
    "employer_session.sign_out", "staff_session.sign_out", "applicant_session.sign_out",
    "employer_account.sign_out_everywhere", "staff_account.sign_out_everywhere",
    "applicant_account.sign_out_everywhere",
)  # fmt: skip
# Asked first: later answers stand on them.
OPENINGS = tuple(name for a in AREAS for name in getattr(a, "OPENINGS", ()))


def posts(world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    """What is sent to each POST route, right and wrong data alike."""
    return {k: v for a in AREAS for k, v in getattr(a, "posts", _nothing)(world).items()}


def values_of(parameter: str, world: CanaryWorld, reports: list[UUID]) -> Iterator[str]:
    """Everything tried in the address for a parameter of this name."""
    known: dict[str, list[Any]] = {
        "public_id": [*world.ids, uuid4()],
        "report_id": [*reports, uuid4()],
        "adult_id": [*world.adult_ids, uuid4()],
        "consent_id": [*world.consent_ids, uuid4()],
        "company_id": [c.id for c in world.companies.values()],
        "offer_id": [*world.offer_ids, uuid4(), *world.ids[:2]],
        "candidature_id": [*world.candidature_ids, uuid4(), *world.ids[:2]],
        "answer": ["accepter", "refuser", "x"],
        "member_id": [uuid4(), *world.ids[:2]],
        "code_id": [*world.code_ids, uuid4()],
        "section": ["etablissements", "codes", "politiques", "utilisateurs", "x"],
        "act": ["verifier", "suspendre", "reactiver", "fermer", "x"],
        "token": ["x", "A" * 43],
        "code": ["fr", "en", "x"],
        "filename": ["css/tokens.css", "../app/config.py"],
    }
    for area in AREAS:
        for name, more in getattr(area, "values", _nothing)(world).items():
            known[name] = [*known.get(name, []), *more]
    yield from (str(v) for v in known[parameter])


def _nothing(_world: CanaryWorld) -> dict[str, list[Any]]:
    return {}
