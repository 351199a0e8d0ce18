"""Sign-in: accounts, sessions, one-time links. No table of applicants' parts."""

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT, INSERT, UPDATE", "employer_account", "true"),
    ("SELECT, INSERT, UPDATE", "staff_account", "true"),
    ("SELECT, INSERT, UPDATE", "applicant_account", "true"),
    ("SELECT, INSERT, UPDATE, DELETE", "passkey", "true"),
    ("SELECT, INSERT, UPDATE, DELETE", "web_session", "true"),
    ("SELECT, INSERT, UPDATE, DELETE", "file_purpose", "true"),
    ("SELECT, INSERT, UPDATE, DELETE", "one_time_token", "true"),
    ("SELECT, INSERT (company_id, account_id, role, may_open_files, may_export, sites)",
     "membership", "true"),
    ("INSERT (company_id, kind)", "company_notice", "true"),
    ("SELECT, UPDATE (accepted_at)", "invitation", "true"),
    ("SELECT (id, siren, name, status)", "company", "true"),
    ("INSERT (recipient, kind, locale, params)", "mail_outbox", "true"),
    # Whoever asks to join leaves a request and its proof; confirmed, it is staff's alone.
    ("INSERT (id, siret, company_name, asker_name, asker_function, email, phone, locale,"
     " terms_version)", "join_request", "state = 'ASKED'"),
    ("SELECT (id, state), UPDATE (state, confirmed_at)", "join_request",
     "state IN ('ASKED', 'RECEIVED')"),
    ("INSERT", "join_proof", "true"),
    ("SELECT", "vital_event", "true"),
    ("SELECT (id, landlord_siren, digest, revoked_at)", "landlord_key", "true"),
)  # fmt: skip

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.hit(bytea, integer, integer)", "app.give_back(bytea)",
    "app.vital_signs()",
    "app.report_standing(text)", "app.report_is_file(text, bytea)",
    "app.name_in_sirene(text)", "app.stop_alert(uuid)", "app.erase_applicant(bytea, text[])",
)  # fmt: skip
