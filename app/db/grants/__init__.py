"""Who may touch which table that holds no applicant's part: one module a door, one line a right.

RIGHTS are (verbs and columns, table, row predicate), FUNCTIONS what the door may call. Applicants'
parts stand in app/privacy/rls.py. A table absent from both is closed to every door.
"""

from collections.abc import Iterator

from app.db.grants import applicant, employer, landlord, signin, staff, worker

DOORS = {
    "signin": signin, "employer": employer, "applicant": applicant, "staff": staff,
    "worker": worker, "landlord": landlord,
}  # fmt: skip

# What functions of the definer may take away: an erasure, the end of an alert by its link, the
# ticks of a request that moves to another account, details of the journal that had their time.
FORGOTTEN = (
    "saved_search", "housing_request", "applicant_account", "web_session", "passkey", "job_outbox",
    "one_time_token", "mail_outbox", "points_contest", "suggestion",
    "document_tick", "journal_detail", "journal_subject",
)  # fmt: skip


def general_statements() -> Iterator[str]:
    """Policies and grants, one SQL statement each."""
    for role, door in DOORS.items():
        yield from _rights(role, door.RIGHTS)
        for function in door.FUNCTIONS:
            yield f"GRANT EXECUTE ON FUNCTION {function} TO portail_{role}"
    yield f"GRANT DELETE ON {', '.join(FORGOTTEN)} TO portail_definer"


def _rights(role: str, rights: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
    for number, (verbs, table, predicate) in enumerate(rights):
        for verb in _verbs(verbs):
            check = {
                "SELECT": f"USING ({predicate})",
                "DELETE": f"USING ({predicate})",
                "INSERT": f"WITH CHECK ({predicate})",
                "UPDATE": f"USING ({predicate}) WITH CHECK ({predicate})",
            }[verb]
            yield (
                f"CREATE POLICY {role}_{number}_{verb.lower()} ON {table} FOR {verb} "
                f"TO portail_{role} {check}"
            )
        yield f"GRANT {verbs} ON {table} TO portail_{role}"


def _verbs(text: str) -> list[str]:
    return [v for v in ("SELECT", "INSERT", "UPDATE", "DELETE") if v in text]
