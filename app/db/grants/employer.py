"""Employers: own company, own membership, own reports; codes, policy and team for its owners."""

_ME = "(SELECT app.ctx_membership())"
_COMPANY = "(SELECT app.ctx_company())"
# Lines of a company's own acts on people: all of them, or those of one's establishments, which
# are then told by who is visible there now.
_OWN_ACTS = (
    f"company_id = {_COMPANY} AND (SELECT app.ctx_manages()) AND ((SELECT app.ctx_all_sites())"
    " OR public_id = ANY ((SELECT array_agg(s.public_id) FROM summary s)::uuid[]))"
)
_OWNED = "(SELECT app.ctx_owned_company())"

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT (id, siren, name, status)", "company", f"id = {_COMPANY}"),
    ("SELECT", "establishment", f"company_id = {_COMPANY}"),
    ("SELECT", "membership", f"id = {_ME} OR company_id = {_OWNED}"),
    ("UPDATE (role, may_open_files, may_export, sites, ended_at)", "membership",
     f"company_id = {_OWNED}"),
    ("SELECT (id, email, full_name, active, locale)", "employer_account",
     f"id IN (SELECT m.account_id FROM membership m WHERE m.company_id = {_OWNED})"),
    ("SELECT", "company_code", f"company_id = {_COMPANY}"),
    ("INSERT (company_id, siret, label, code, valid_from, valid_until),"
     " UPDATE (label, status, valid_until, replaced_by)", "company_code",
     f"company_id = {_OWNED}"),
    ("SELECT", "policy_version", f"company_id = {_COMPANY}"),
    ("INSERT", "policy_version", f"company_id = {_OWNED}"),
    ("SELECT, INSERT (company_id, email, role, invited_by, invited_by_id, may_open_files,"
     " may_export, sites, expires_at), UPDATE (cancelled_at)", "invitation",
     f"company_id = {_OWNED}"),
    # A link to an invitation of the own company, and no other kind of link.
    ("INSERT (token_hash, kind, payload, expires_at)", "one_time_token",
     "kind = 'invitation' AND payload ->> 'invitation_id' IN"
     f" (SELECT i.id::text FROM invitation i WHERE i.company_id = {_OWNED})"),
    ("INSERT (recipient, kind, locale, params)", "mail_outbox",
     f"{_OWNED} IS NOT NULL AND kind IN ('invitation', 'owner_added', 'join_handled')"),
    # Who asks to act for the company, as staff turned it to its owners.
    ("SELECT (id, siret, asker_name, asker_function, email, locale, state, turned_at,"
     " company_id), UPDATE (state, decided_at)", "join_request",
     f"company_id = {_OWNED} AND turned_at IS NOT NULL"),
    ("SELECT", "company_notice", f"company_id = {_COMPANY}"),
    ("INSERT (company_id, kind)", "company_notice", f"company_id = {_OWNED}"),
    ("SELECT, INSERT (membership_id, digest, seen_at), UPDATE (digest, seen_at)",
     "notice_choice", f"membership_id = {_ME}"),
    ("SELECT, INSERT (kind, company_id, membership_id, public_id, code_id, level, purpose,"
     " since, until, wanted, locale, expires_at)", "report",
     f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    ("UPDATE (state, percent, attempts, sealed, sha256, made_at, expires_at)", "report",
     f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    ("SELECT", "report_person", f"owner_id = {_ME}"),
    ("SELECT", "second_person", f"company_id = {_COMPANY}"),
    ("SELECT", "approval", f"company_id = {_COMPANY} AND (membership_id = {_ME}"
     " OR ((SELECT app.ctx_manages()) AND (SELECT app.ctx_all_sites())))"),
    ("SELECT", "points_scale", f"company_id = {_COMPANY}"),
    ("SELECT", "points_criterion", f"company_id = {_COMPANY}"),
    ("SELECT", "points_line", _OWN_ACTS),
    ("SELECT", "points_contest", _OWN_ACTS),
    # Support is of full files: of no use to whoever may not open them.
    ("SELECT", "support", f"{_OWN_ACTS} AND (SELECT app.ctx_reach()) >= 3"),
    ("SELECT", "suggestion", f"{_OWN_ACTS} AND (SELECT app.ctx_reach()) >= 3"),
    ("SELECT", "offer", f"{_COMPANY} IS NOT NULL AND (reserved_for_siren IS NULL"
     " OR reserved_for_siren = (SELECT c.siren FROM company c))"),
)  # fmt: skip

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.has_context()", "app.ctx_membership()", "app.ctx_company()",
    "app.ctx_reach()", "app.ctx_all_sites()", "app.ctx_sites()",
    "app.record_reading(uuid[], text, text, smallint)", "app.record_act(text, uuid, text)",
    "app.company_acts(date, date, text[], text, timestamptz, uuid, integer)",
    "app.person_acts(uuid, integer)", "app.over_limit(text, bigint)",
    "app.set_second_person(integer, integer, integer)", "app.ask_approval(text, jsonb, text)",
    "app.answer_approval(uuid, text, text)", "app.use_approval(uuid)",
    "app.ctx_owned_company()", "app.own_states()",
    "app.team_sessions()", "app.end_team_sessions(uuid)",
    "app.ask_job(text, uuid)", "app.report_not_employed(uuid, text)",
    "app.keep_people(uuid)", "app.keep_listed(uuid, uuid[])", "app.own_report_still_open(uuid)",
    "app.ctx_manages()", "app.paris_day()", "app.points_turn()",
    "app.points_answers(uuid[], integer, integer)", "app.points_possible(uuid, integer)",
    "app.award_points(uuid[], integer, integer, uuid)", "app.undo_points(uuid)",
    "app.reverse_points(uuid, text)", "app.points_figures()",
    "app.set_scale(integer, date, integer, integer, text[], text[], integer[])",
    "app.answer_contest(uuid, text, text)", "app.contests_to_answer()",
    "app.company_numbers(uuid)",
    "app.support_candidature(uuid, text)", "app.withdraw_support(uuid)",
    "app.suggest_offer(uuid, uuid, text)",
)  # fmt: skip
