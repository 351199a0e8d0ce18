"""Employers: own company, own membership, own reports."""

_ME = "(SELECT app.ctx_membership())"
_COMPANY = "(SELECT app.ctx_company())"

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT (id, siren, name, status)", "company", f"id = {_COMPANY}"),
    ("SELECT", "establishment", f"company_id = {_COMPANY}"),
    ("SELECT", "membership", f"id = {_ME}"),
    ("SELECT (id, company_id, siret, label, code, status, valid_from, valid_until)",
     "company_code", f"company_id = {_COMPANY}"),
    ("SELECT, INSERT (kind, company_id, membership_id, public_id, code_id, level, purpose,"
     " since, until, locale, expires_at)", "report",
     f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    ("UPDATE (state, percent, attempts, sealed, sha256, made_at, expires_at)", "report",
     f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    ("SELECT", "report_person", f"owner_id = {_ME}"),
)  # fmt: skip

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.has_context()", "app.ctx_membership()", "app.ctx_company()",
    "app.ctx_reach()", "app.ctx_all_sites()", "app.ctx_sites()",
    "app.record_reading(uuid[], text, text, smallint)", "app.record_act(text, uuid, text)",
    "app.ask_job(text, uuid)", "app.report_not_employed(uuid, text)",
    "app.keep_people(uuid)", "app.own_report_still_open(uuid)",
)  # fmt: skip
