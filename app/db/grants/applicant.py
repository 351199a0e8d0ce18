"""Applicants: companies and offers are public facts; own codes, own account."""

_APPLICANT = "(SELECT app.ctx_applicant())"

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT (id, siren, name, status, sector, headcount_band)", "company",
     _APPLICANT + " IS NOT NULL"),
    ("SELECT", "establishment", _APPLICANT + " IS NOT NULL"),
    ("SELECT", "policy_version", _APPLICANT + " IS NOT NULL"),
    ("SELECT, INSERT (account_id, unique_number, code_hash, expires_at),"
     " UPDATE (tries, used_at), DELETE", "import_code", f"account_id = {_APPLICANT}"),
    ("SELECT (id, email, civility, surname, first_names, birth_date, locale,"
     " told_of_readings, tutorial_ended_at)", "applicant_account", f"id = {_APPLICANT}"),
    # The typed identity may be corrected until a request was compared with it.
    ("UPDATE (civility, surname, first_names, birth_date)", "applicant_account",
     f"id = {_APPLICANT} AND NOT EXISTS"
     f" (SELECT 1 FROM housing_request WHERE account_id = {_APPLICANT})"),
    ("INSERT (recipient, kind, locale, params)", "mail_outbox",
     _APPLICANT + " IS NOT NULL"),
    # Scales are published; own lines without their author's name.
    ("SELECT (company_id, number, effective_on, yearly_budget, request_cap)", "points_scale",
     _APPLICANT + " IS NOT NULL"),
    ("SELECT", "points_criterion", _APPLICANT + " IS NOT NULL"),
    ("SELECT (id, company_id, public_id, scale_number, ordinal, kind, points, year, reverses,"
     " reason, author_role, made_at)", "points_line", "public_id = (SELECT app.ctx_period())"),
    ("SELECT (line_id, public_id, words, opened_at, outcome, answer, answered_role, answered_at)",
     "points_contest", "public_id = (SELECT app.ctx_period())"),
    ("SELECT (id, public_id, candidature_id, note, author_role, made_at, answer, withdrawn_at)",
     "support", "public_id = (SELECT app.ctx_period())"),
    ("SELECT (id, public_id, offer_id, note, author_role, made_at, answer)", "suggestion",
     "public_id = (SELECT app.ctx_period())"),
    ("SELECT (kind, number, effective_on, lines, digest)", "dated_table",
     _APPLICANT + " IS NOT NULL"),
    # Offers are public facts, but those reserved to a company are for its own people.
    ("SELECT", "offer", f"{_APPLICANT} IS NOT NULL AND (reserved_for_siren IS NULL"
     f" OR reserved_for_siren = (SELECT app.siren_of_siret(siret) FROM housing_request"
     f" WHERE account_id = {_APPLICANT}))"),
    # Own cases; notes between staff are not among them, nor who of the staff has the case.
    ("SELECT (id, number, kind, topic, state, account_id, company_id, about, opened_at,"
     " changed_at, unread)", "staff_case", f"account_id = {_APPLICANT}"),
    ("SELECT, INSERT (account_id, filters), UPDATE (filters, saved_at, looked_at), DELETE",
     "saved_search", f"account_id = {_APPLICANT}"),
    ("SELECT", "case_message", "author <> 'NOTE' AND case_id IN"
     f" (SELECT id FROM staff_case WHERE account_id = {_APPLICANT})"),
)  # fmt: skip

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.has_context()", "app.ctx_applicant()", "app.ctx_request()",
    "app.readings_of_me()", "app.claim_request(text, text)", "app.code_opens(uuid, text)",
    "app.ask_job(text, uuid)", "app.answer_offer(uuid, text)",
    "app.open_case(text, text, text, uuid, uuid)", "app.reply_to_case(uuid, text)",
    "app.ctx_period()", "app.contest_points(uuid, text)",
    "app.company_of_siret(text)", "app.siren_of_siret(text)", "app.company_takes_choice(uuid)",
    "app.answer_support(uuid, text)", "app.answer_suggestion(uuid, text)",
    "app.case_seen(uuid)", "app.tell_of_readings(boolean)",
)  # fmt: skip
