"""The worker: queues, the chain of the journal, housekeeping, the nightly proof."""

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT, UPDATE, DELETE", "mail_outbox", "true"),
    ("SELECT, UPDATE, DELETE", "job_outbox", "true"),
    ("SELECT", "journal_line", "true"),
    ("SELECT", "journal_detail", "true"),
    ("SELECT", "journal_subject", "true"),
    ("SELECT, INSERT", "journal_seal", "true"),
    ("SELECT (id, role, company_id, account_id, ended_at)", "membership", "true"),
    ("SELECT (id, state, expires_at), UPDATE (state, percent), DELETE", "report", "true"),
    ("SELECT (id, expires_at), DELETE", "approval", "true"),
    ("SELECT, DELETE", "rate_window", "true"),
    ("SELECT, DELETE", "web_session", "true"),
    ("SELECT, DELETE", "one_time_token", "true"),
    ("SELECT, INSERT, UPDATE", "offer", "true"),
    ("SELECT, INSERT, UPDATE", "sirene_unit", "true"),
    ("SELECT, INSERT, UPDATE", "sirene_site", "true"),
    ("SELECT, INSERT, UPDATE", "sirene_load", "true"),
    ("SELECT (id, state, asked_at, decided_at), DELETE", "join_request",
     "state IN ('ASKED', 'ACCEPTED', 'REFUSED')"),
    ("SELECT (request_id), DELETE", "join_proof", "true"),
    ("SELECT (account_id, looked_at)", "saved_search", "true"),
    ("SELECT (closed_at), DELETE", "staff_case",
     "closed_at < app.clock() - interval '12 months'"),
    ("SELECT", "ranking_weights", "true"),
    ("SELECT, INSERT, UPDATE", "vital_event", "true"),
)  # fmt: skip

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.vital_signs()", "app.queue_digests()", "app.copies_that_differ()",
    "app.reports_to_close()",
    "app.candidature_standing(uuid, text, timestamptz)",
    "app.candidature_rivals(uuid)", "app.another_is_active(uuid)", "app.let_to_another(uuid)",
    "app.landlord_candidature(text, text, text)", "app.unanswered_offers()",
    "app.points_that_count(uuid[])", "app.notes_to_send(uuid)",
    "app.alert_first_readings()", "app.purge_journal(text[], integer)",
    "app.forget_words_of_past_periods()",
)  # fmt: skip
