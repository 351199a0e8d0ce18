"""Who may touch which table that holds no applicant's part: one line per right.

(role, verbs and columns, table, row predicate). Applicants' parts stand in app/privacy/rls.py.
A table absent from both files is closed to every door.
"""

from collections.abc import Iterator

_ME = "(SELECT app.ctx_membership())"
_COMPANY = "(SELECT app.ctx_company())"
_APPLICANT = "(SELECT app.ctx_applicant())"
_STAFF = "(SELECT app.ctx_staff()) IS NOT NULL"
_MANAGES = "(SELECT app.ctx_staff_role()) IN ('COMPANY_MANAGER', 'ADMINISTRATOR')"

RIGHTS: tuple[tuple[str, str, str, str], ...] = (
    # Sign-in: accounts, sessions, one-time links. No table of applicants' parts.
    ("signin", "SELECT, INSERT, UPDATE", "employer_account", "true"),
    ("signin", "SELECT, INSERT, UPDATE", "staff_account", "true"),
    ("signin", "SELECT, INSERT, UPDATE", "applicant_account", "true"),
    ("signin", "SELECT, INSERT, UPDATE, DELETE", "web_session", "true"),
    ("signin", "SELECT, INSERT, UPDATE, DELETE", "file_purpose", "true"),
    ("signin", "SELECT, INSERT, UPDATE, DELETE", "one_time_token", "true"),
    ("signin", "SELECT, INSERT (company_id, account_id, role, may_open_files, may_export)",
     "membership", "true"),
    ("signin", "SELECT, UPDATE (accepted_at)", "invitation", "true"),
    ("signin", "SELECT (id, siren, name, status)", "company", "true"),
    ("signin", "INSERT (recipient, kind, locale, params)", "mail_outbox", "true"),
    # Employers: own company, own membership, own reports.
    ("employer", "SELECT (id, siren, name, status)", "company", f"id = {_COMPANY}"),
    ("employer", "SELECT", "establishment", f"company_id = {_COMPANY}"),
    ("employer", "SELECT", "membership", f"id = {_ME}"),
    ("employer", "SELECT (id, company_id, siret, label, code, status, valid_from, valid_until)",
     "company_code", f"company_id = {_COMPANY}"),
    ("employer", "SELECT, INSERT (kind, company_id, membership_id, public_id, level, purpose,"
     " locale, expires_at)", "report", f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    ("employer", "UPDATE (state, percent, fingerprint, sha256, made_at, expires_at)", "report",
     f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    # Applicants: companies are public facts; own codes; own account.
    ("applicant", "SELECT (id, siren, name, status, sector)", "company",
     _APPLICANT + " IS NOT NULL"),
    ("applicant", "SELECT", "establishment", _APPLICANT + " IS NOT NULL"),
    ("applicant", "SELECT", "policy_version", _APPLICANT + " IS NOT NULL"),
    ("applicant", "SELECT, INSERT (account_id, unique_number, code_hash, expires_at),"
     " UPDATE (tries, used_at), DELETE", "import_code", f"account_id = {_APPLICANT}"),
    ("applicant", "SELECT (id, email, civility, surname, first_names, birth_date, locale)",
     "applicant_account", f"id = {_APPLICANT}"),
    # The typed identity may be corrected until a request was compared with it.
    ("applicant", "UPDATE (civility, surname, first_names, birth_date)", "applicant_account",
     f"id = {_APPLICANT} AND NOT EXISTS"
     f" (SELECT 1 FROM housing_request WHERE account_id = {_APPLICANT})"),
    ("applicant", "INSERT (recipient, kind, locale, params)", "mail_outbox",
     _APPLICANT + " IS NOT NULL"),
    # Offers are public facts, but those reserved to a company are for its own people.
    ("applicant", "SELECT", "offer", f"{_APPLICANT} IS NOT NULL AND (reserved_for_siren IS NULL"
     f" OR reserved_for_siren = (SELECT left(siret, 9) FROM housing_request"
     f" WHERE account_id = {_APPLICANT}))"),
    # Staff: companies and what belongs to them. No applicant's part at all.
    ("staff", "SELECT", "company", _STAFF),
    ("staff", "INSERT, UPDATE", "company", _MANAGES),
    ("staff", "SELECT", "company_event", _STAFF),
    ("staff", "INSERT (company_id, status, reason, staff_id)", "company_event",
     f"{_MANAGES} AND staff_id = (SELECT app.ctx_staff())"),
    ("staff", "SELECT", "establishment", _STAFF),
    ("staff", "INSERT, UPDATE", "establishment", _MANAGES),
    ("staff", "SELECT", "company_code", _STAFF),
    ("staff", "INSERT, UPDATE", "company_code", _MANAGES),
    ("staff", "SELECT", "policy_version", _STAFF),
    ("staff", "INSERT", "policy_version", _MANAGES),
    ("staff", "SELECT", "invitation", _STAFF),
    ("staff", "INSERT", "invitation", _MANAGES),
    ("staff", "SELECT", "membership", _STAFF),
    ("staff", "UPDATE (ended_at)", "membership", _MANAGES),
    ("staff", "SELECT (id, email, full_name, active)", "employer_account", _STAFF),
    ("staff", "SELECT (id, full_name, role, reference)", "staff_account", _STAFF),
    ("staff", "INSERT (token_hash, kind, payload, expires_at)", "one_time_token", _MANAGES),
    ("staff", "INSERT (recipient, kind, locale, params)", "mail_outbox", _STAFF),
    # Worker: queues, the chain of the journal, housekeeping, the nightly proof.
    ("worker", "SELECT, UPDATE, DELETE", "mail_outbox", "true"),
    ("worker", "SELECT, UPDATE, DELETE", "job_outbox", "true"),
    ("worker", "SELECT", "journal_line", "true"),
    ("worker", "SELECT", "journal_detail", "true"),
    ("worker", "SELECT", "journal_subject", "true"),
    ("worker", "SELECT, INSERT", "journal_seal", "true"),
    ("worker", "SELECT (id, role, company_id, account_id, ended_at)", "membership", "true"),
    ("worker", "SELECT (id, state, expires_at), DELETE", "report", "true"),
    ("worker", "SELECT, DELETE", "rate_window", "true"),
    ("worker", "SELECT, DELETE", "web_session", "true"),
    ("worker", "SELECT, DELETE", "one_time_token", "true"),
    ("worker", "SELECT, INSERT, UPDATE", "offer", "true"),
)  # fmt: skip

FUNCTIONS: dict[str, tuple[str, ...]] = {
    "employer": (
        "app.clock()", "app.has_context()", "app.ctx_membership()", "app.ctx_company()",
        "app.ctx_reach()", "app.ctx_all_sites()", "app.ctx_sites()",
        "app.record_reading(uuid[], text, text, smallint)", "app.record_act(text, uuid, text)",
        "app.ask_job(text, uuid)",
    ),
    "applicant": (
        "app.clock()", "app.has_context()", "app.ctx_applicant()", "app.ctx_request()",
        "app.readings_of_me()", "app.claim_request(text, text)", "app.code_opens(uuid, text)",
        "app.ask_job(text, uuid)", "app.answer_offer(uuid, text)",
    ),
    "staff": (
        "app.clock()", "app.has_context()", "app.ctx_staff()", "app.ctx_staff_role()",
        "app.record_act(text, uuid, text)",
    ),
    "signin": ("app.clock()", "app.hit(bytea, integer, integer)", "app.give_back(bytea)"),
    "worker": (
        "app.clock()", "app.copies_that_differ()",
        "app.candidature_standing(uuid, text, timestamptz)",
        "app.candidature_rivals(uuid)", "app.another_is_active(uuid)",
        "app.landlord_candidature(text, text, text)", "app.unanswered_offers()",
    ),
}  # fmt: skip


def general_statements() -> Iterator[str]:
    """Policies and grants, one SQL statement each."""
    for number, (role, verbs, table, predicate) in enumerate(RIGHTS):
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
    for role, functions in FUNCTIONS.items():
        for function in functions:
            yield f"GRANT EXECUTE ON FUNCTION {function} TO portail_{role}"


def _verbs(text: str) -> list[str]:
    return [v for v in ("SELECT", "INSERT", "UPDATE", "DELETE") if v in text]
