"""Who works in the load: passwords for some of the country, and what each needs to know."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.db.engines import Database
from bench.cluster.namespaces import BROWSERS, MACHINES
from bench.cluster.proxy import PORT
from bench.subjects import drawn
from tests.factories.accounts import PASSWORD, a_staff, hashed

EMPLOYERS, STAFF, APPLICANT_THREADS, APPLICANTS = 24, 6, 8, 6_000

_PEOPLE = """
SELECT a.id, a.email, s.public_id, s.company_id FROM summary s
JOIN housing_request h ON h.id = s.request_id JOIN applicant_account a ON a.id = h.account_id
WHERE s.level > 1 AND (s.visible_until IS NULL OR s.visible_until > now() + interval '1 day')
  AND s.company_id = ANY (:companies)
ORDER BY md5(a.id::text) LIMIT :most
"""


def prepare_cast(database: Database, path: Path) -> None:
    """Everybody signs in with one password, hashed once: argon2 is slow on purpose."""
    ranks = {drawn("company", rank): rank for rank in range(EMPLOYERS)}
    with database.owner.begin() as owner:
        people = owner.execute(text(_PEOPLE), {"companies": list(ranks), "most": APPLICANTS}).all()
        # The country reads a hundred thousand files in the days before: no mail of a first reading.
        owner.execute(text("UPDATE applicant_account SET told_of_readings = false"))
        _set_password(owner, "employer", [drawn("member", rank) for rank in range(EMPLOYERS)])
        _set_password(owner, "applicant", [one.id for one in people])
    roles = ("COMPANY_MANAGER", "ADMINISTRATOR")
    staff = [
        a_staff(database, roles[n % 2], email=f"banc{n}@al.example").email for n in range(STAFF)
    ]
    applicants = [
        {"email": p.email, "public_id": str(p.public_id), "rank": ranks[p.company_id]}
        for p in people
    ]
    path.write_text(json.dumps({
        "site": [MACHINES["proxy"], PORT], "password": PASSWORD, "sources": BROWSERS,
        "employers": [f"rh{rank}@entreprise.example" for rank in range(EMPLOYERS)],
        "staff": staff, "applicants": applicants, "applicant_threads": APPLICANT_THREADS,
    }))  # fmt: skip


def _set_password(owner: Any, audience: str, accounts: list[Any]) -> None:
    owner.execute(
        text(f"UPDATE {audience}_account SET password_hash = :h WHERE id = ANY (:who)"),
        {"h": hashed(), "who": accounts},
    )
