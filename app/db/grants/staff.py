"""Staff: companies and what belongs to them, offers, weights. What advisers may touch of an
applicant's parts stands in app/privacy/adviser_doors.py; the other roles touch none."""

_STAFF = "(SELECT app.ctx_staff()) IS NOT NULL"
_ADVISES = "(SELECT app.ctx_staff_role()) = 'ADVISER'"
_MANAGES = "(SELECT app.ctx_staff_role()) IN ('COMPANY_MANAGER', 'ADMINISTRATOR')"

# Free words about persons: who answers them reads them, nobody else.
_HANDLES = "(SELECT app.ctx_case_handler()) IS NOT NULL"

_ADMINISTERS = "(SELECT app.ctx_staff_role()) = 'ADMINISTRATOR'"

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT", "company", _STAFF),
    ("INSERT, UPDATE", "company", _MANAGES),
    ("SELECT", "company_event", _STAFF),
    ("INSERT (company_id, status, reason, staff_id)", "company_event",
     f"{_MANAGES} AND staff_id = (SELECT app.ctx_staff())"),
    ("SELECT", "establishment", _STAFF),
    ("INSERT, UPDATE", "establishment", _MANAGES),
    ("SELECT", "company_code", _STAFF),
    ("INSERT, UPDATE", "company_code", _MANAGES),
    ("SELECT", "policy_version", _STAFF),
    ("INSERT", "policy_version", _MANAGES),
    ("SELECT", "sirene_unit", _STAFF),
    ("SELECT", "sirene_site", _STAFF),
    ("SELECT", "sirene_load", _STAFF),
    ("SELECT", "invitation", _STAFF),
    ("INSERT, UPDATE (cancelled_at)", "invitation", _MANAGES),
    ("SELECT", "membership", _STAFF),
    ("UPDATE (role, may_open_files, may_export, sites, ended_at)", "membership", _MANAGES),
    ("SELECT (id, email, full_name, active, locale)", "employer_account", _STAFF),
    # Requests to join, once their address is confirmed.
    ("SELECT", "join_request", f"{_MANAGES} AND state <> 'ASKED'"),
    ("UPDATE (state, assignee_id, check_way, check_words, checked_by, checked_at, company_id,"
     " turned_at, refusal, reason, decided_by, decided_at)", "join_request",
     f"{_MANAGES} AND state <> 'ASKED'"),
    ("SELECT", "join_proof", f"{_MANAGES} AND request_id IN"
     " (SELECT j.id FROM join_request j WHERE j.state <> 'ASKED')"),
    ("SELECT (id, full_name, role, reference, active)", "staff_account", _STAFF),
    ("SELECT", "points_scale", _STAFF),
    ("SELECT", "points_criterion", _STAFF),
    ("INSERT (token_hash, kind, payload, expires_at)", "one_time_token", _MANAGES),
    ("INSERT (recipient, kind, locale, params)", "mail_outbox", _STAFF),
    ("INSERT (company_id, kind)", "company_notice", _MANAGES),
    ("SELECT (id, number, kind, topic, state, company_id, about, assignee_id, opened_at,"
     " changed_at)", "staff_case", _HANDLES),
    ("SELECT", "case_message", _HANDLES),
    ("SELECT, INSERT (kind, company_id, staff_id, level, since, until, locale, expires_at)",
     "report", "staff_id = (SELECT app.ctx_staff())"),
    ("UPDATE (state, percent, attempts, sealed, sha256, made_at, expires_at)", "report",
     "staff_id = (SELECT app.ctx_staff())"),
    ("SELECT", "offer", _STAFF),
    ("INSERT, UPDATE", "offer", _ADVISES),
    ("SELECT", "ranking_weights", _STAFF),
    ("INSERT (number, effective_on, weights, reason, staff_id)", "ranking_weights",
     f"{_ADMINISTERS} AND staff_id = (SELECT app.ctx_staff())"),
    ("SELECT", "dated_table", _STAFF),
    ("INSERT (kind, number, effective_on, lines, digest, reason, staff_id)", "dated_table",
     f"{_ADMINISTERS} AND staff_id = (SELECT app.ctx_staff())"),
    ("SELECT, DELETE, INSERT (staff_id, kind, effective_on, lines, refused, refused_count, reason,"
     " seen), UPDATE (effective_on, lines, refused, refused_count, reason, seen)", "dated_draft",
     f"{_ADMINISTERS} AND staff_id = (SELECT app.ctx_staff())"),
    ("SELECT", "vital_event", _ADMINISTERS),
    ("SELECT (id, landlord_siren, label, start, created_at, revoked_at),"
     " INSERT (landlord_siren, label, start, digest, staff_id), UPDATE (revoked_at)",
     "landlord_key", _ADMINISTERS),
    ("SELECT", "journal_check", "(SELECT app.is_auditor())"),
    ("SELECT, INSERT (year, told)", "priority_told",
     "(SELECT app.ctx_staff_role()) IN ('ADVISER', 'AUDITOR')"),
    ("SELECT, INSERT (month, tables)", "network_month",
     "(SELECT app.ctx_staff_role()) IN ('COMPANY_MANAGER', 'AUDITOR', 'ADMINISTRATOR')"),
    ("SELECT", "statistic_cell", "(SELECT app.ctx_staff_role()) = 'AUDITOR'"),
)  # fmt: skip

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.has_context()", "app.ctx_staff()", "app.ctx_staff_role()",
    "app.add_staff(text, text, text, text, text)", "app.change_staff(uuid, text, boolean, text)",
    "app.forget_staff_factor(uuid)", "app.end_staff_sessions(uuid)", "app.staff_members()",
    "app.is_own_staff_address(text)",
    "app.record_act(text, uuid, text)", "app.ctx_case_handler()", "app.journal_actors(text)",
    "app.is_auditor()", "app.ask_journal_check()",
    "app.search_journal(text, text, date, date, text[], uuid[], uuid[], text, timestamptz, uuid,"
    " boolean, integer)",
    "app.answer_case(uuid, text, text, integer)", "app.assign_case(uuid, uuid)",
    "app.vital_signs()", "app.close_case(uuid)", "app.case_person(uuid)", "app.detach_person(uuid)",
    "app.contested_reading(uuid)", "app.ask_job(text, uuid)", "app.keep_people(uuid)",
    "app.own_report_still_open(uuid)",
    "app.contests_for_staff()",
    "app.answer_contest(uuid, text, text)", "app.points_that_count(uuid[])",
    "app.company_numbers(uuid)", "app.network_numbers()",
    "app.part_from_company(uuid, text[])", "app.unlimit_from(uuid, text)",
    "app.notes_to_send(uuid)", "app.units_named(text, integer)",
)  # fmt: skip
