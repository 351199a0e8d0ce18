"""Rights of advisers on applicants' parts, and of whoever ranks candidatures.

Every row of a file opens to the one adviser whose stated purpose for that person runs now
(app.ctx_checked). Candidatures themselves, which name nobody, are every adviser's queue.
"""

from collections.abc import Iterator

from app.privacy.rule import CANDIDATURE_FIELDS, EVENT_FIELDS, FILE_FIELDS, SUMMARY_FIELDS

_OPEN = "request_id = ANY ((SELECT app.ctx_checked())::uuid[])"
_ADVISES = "(SELECT app.is_adviser())"
_FILES: dict[str, tuple[str, ...]] = {
    "summary": SUMMARY_FIELDS,
    "file": FILE_FIELDS,
    "sensitive_block": ("block", "content"),
    "other_adult": ("ordinal", "content"),
    "adviser_only": ("priority",),
    "document_tick": ("code",),
}
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "staff": (
        "app.is_adviser()", "app.ctx_checked()", "app.state_check_purpose(uuid, bytea, text)",
        "app.end_check(uuid, bytea)", "app.check_is_open(uuid, bytea)",
        "app.read_checked_file(uuid, bytea)",
        "app.told_in_check(uuid)", "app.candidatures_of_number(text)", "app.ranking_facts(uuid)",
        "app.keep_ranking_lines(jsonb)", "app.priority_share(date, date)",
        "app.candidature_standing(uuid, text, timestamptz)",
        "app.candidature_rivals(uuid)", "app.another_is_active(uuid)", "app.let_to_another(uuid)",
        "app.landlord_candidature(text, text, text)", "app.landlord_list(uuid)",
    ),
    "worker": (
        "app.ranking_facts(uuid)", "app.keep_ranking_lines(jsonb)", "app.offers_to_rank(integer)",
        "app.remind_of_silence()",
    ),
}  # fmt: skip
_TOLD = "request_id, candidature_id, occurred_at, occurred_on, step, outcome"


def adviser_statements() -> Iterator[str]:
    """Policies and grants, one SQL statement each."""
    for door, functions in FUNCTIONS.items():
        for function in functions:
            yield f"GRANT EXECUTE ON FUNCTION {function} TO portail_{door}"
    for table, columns in _FILES.items():
        yield f"CREATE POLICY adviser_reads ON {table} FOR SELECT TO portail_staff USING ({_OPEN})"
        yield f"GRANT SELECT (request_id, {', '.join(columns)}) ON {table} TO portail_staff"
    yield (
        "CREATE POLICY adviser_reads ON housing_request FOR SELECT TO portail_staff "
        "USING (id = ANY ((SELECT app.ctx_checked())::uuid[]))"
    )
    yield (
        "GRANT SELECT (id, unique_number, status, attached_to, employer_name, siret) "
        "ON housing_request TO portail_staff"
    )
    yield from _candidatures()
    yield from _rankings()


def _candidatures() -> Iterator[str]:
    """Dwelling, state and dates: the queue. Never the copies of what an employer sees."""
    facts, events = ", ".join(CANDIDATURE_FIELDS), ", ".join(EVENT_FIELDS)
    for table in ("candidature", "candidature_event"):
        yield (
            f"CREATE POLICY adviser_reads ON {table} FOR SELECT TO portail_staff USING ({_ADVISES})"
        )
    yield (
        f"GRANT SELECT (id, request_id, offer_id, {facts}, state, active, answer_by, submitted_at),"
        " UPDATE (state, active, answer_by) ON candidature TO portail_staff"
    )
    yield (
        f"GRANT SELECT (request_id, candidature_id, occurred_at, {events}), "
        f"INSERT ({_TOLD}, for_applicant) ON candidature_event TO portail_staff"
    )
    yield (
        "CREATE POLICY adviser_records ON candidature FOR UPDATE TO portail_staff "
        f"USING ({_ADVISES}) WITH CHECK ({_ADVISES})"
    )
    yield (
        "CREATE POLICY adviser_records ON candidature_event FOR INSERT TO portail_staff "
        f"WITH CHECK ({_ADVISES})"
    )
    for verb, check in (("SELECT", "USING"), ("INSERT", "WITH CHECK")):
        yield (
            f"CREATE POLICY adviser_{verb.lower()} ON landlord_event FOR {verb} TO portail_staff "
            f"{check} ({_ADVISES})"
        )
    yield "GRANT SELECT, INSERT ON landlord_event TO portail_staff"
    yield (
        "CREATE POLICY adviser_reads ON silence_reminder FOR SELECT TO portail_staff "
        f"USING ({_ADVISES})"
    )
    yield "GRANT SELECT ON silence_reminder TO portail_staff"


def _rankings() -> Iterator[str]:
    """Written through a function alone; of the lines the applicant reads the own one."""
    yield (
        "CREATE POLICY own_reads ON ranking_line FOR SELECT TO portail_applicant "
        "USING (request_id = (SELECT app.ctx_request()))"
    )
    yield "GRANT SELECT ON ranking_line TO portail_applicant"
