"""Row-security text, generated from the rule: the same decision, said in SQL.

Each policy is a plain predicate on the row's own copies and on scalar sub-selects (initplans):
other forms are tens to thousands of times slower on the largest company.
"""

from collections.abc import Iterator

from app.privacy.models import (
    candidature,
    candidature_event,
    file,
    other_adult,
    sensitive_block,
    summary,
)
from app.privacy.rule import (
    CANDIDATURE_FIELDS,
    EVENT_FIELDS,
    FILE_FIELDS,
    NEEDS_OWN_AGREEMENT,
    NEEDS_SENSITIVE_ANSWER,
    OPENS_AT,
    SUMMARY_FIELDS,
    Part,
)

# What an employer's login may name, column by column. `visible_until` is not among them: a date
# of end would tell an expiry from a withdrawal. Row security reads it all the same.
EMPLOYER_COLUMNS: dict[Part, tuple[str, ...]] = {
    Part.SUMMARY: (
        "public_id", "company_id", "siret", "level", "visible_since", "sort_name", "search_text",
        "wished_commune", "wanted_places", *SUMMARY_FIELDS,
    ),
    Part.FILE: (
        "public_id", "company_id", "siret", "level", "sensitive", "sort_name", "visible_since",
        "standing", *FILE_FIELDS,
    ),
    Part.SENSITIVE: ("public_id", "company_id", "siret", "level", "open", "block", "content"),
    Part.OTHER_ADULT: (
        "public_id", "company_id", "siret", "level", "open", "agreed", "ordinal", "content",
    ),
    Part.CANDIDATURE: (
        "id", "public_id", "company_id", "siret", "level", "submitted_at", *CANDIDATURE_FIELDS,
    ),
    Part.CANDIDATURE_EVENT: (
        "candidature_id", "public_id", "company_id", "siret", "level", "occurred_at",
        *EVENT_FIELDS,
    ),
}  # fmt: skip

_TABLES = {
    Part.SUMMARY: summary,
    Part.FILE: file,
    Part.SENSITIVE: sensitive_block,
    Part.OTHER_ADULT: other_adult,
    Part.CANDIDATURE: candidature,
    Part.CANDIDATURE_EVENT: candidature_event,
}


def employer_predicate(part: Part) -> str | None:
    """The row predicate that opens `part` to an employer; None when nothing does."""
    lowest = OPENS_AT[part]
    if lowest is None:
        return None
    terms = [
        "company_id = (SELECT app.ctx_company())",
        f"level >= {int(lowest)}",
        f"(SELECT app.ctx_reach()) >= {int(lowest)}",
        "(visible_until IS NULL OR visible_until > (SELECT app.clock()))",
        "((SELECT app.ctx_all_sites()) OR siret = ANY ((SELECT app.ctx_sites())::text[]))",
    ]
    if part in NEEDS_SENSITIVE_ANSWER:
        terms.append("open")
    if part in NEEDS_OWN_AGREEMENT:
        terms.append("agreed")
    return " AND ".join(terms)


def employer_statements() -> Iterator[str]:
    """Policies and column grants of the employer's role, one SQL statement each."""
    for part, table in _TABLES.items():
        missing = set(EMPLOYER_COLUMNS[part]) - set(table.columns.keys())
        if missing:
            raise LookupError(f"{part.value} has no column {sorted(missing)}")
        predicate = employer_predicate(part)
        if predicate is None:
            continue
        columns = ", ".join(EMPLOYER_COLUMNS[part])
        yield (
            f"CREATE POLICY employer_reads ON {part.value} FOR SELECT TO portail_employer "
            f"USING ({predicate})"
        )
        yield f"GRANT SELECT ({columns}) ON {part.value} TO portail_employer"


_OWN_TABLES = (
    "summary", "file", "sensitive_block", "other_adult", "candidature", "candidature_event",
    "consent", "visibility",
)  # fmt: skip

# What the importing applicant writes of own parts: never a copy, never an `open` flag.
_OWN_WRITES: dict[str, tuple[str, ...]] = {
    "summary": ("request_id", "sort_name", "search_text", *SUMMARY_FIELDS),
    "file": ("request_id", *FILE_FIELDS),
    "sensitive_block": ("request_id", "block", "content"),
    "other_adult": ("request_id", "ordinal", "content"),
    "adviser_only": ("request_id", "priority"),
}


def applicant_statements() -> Iterator[str]:
    """Applicants reach the rows of their own request, and write them only by importing."""
    mine = "request_id = (SELECT app.ctx_request())"
    for table in _OWN_TABLES:
        yield f"CREATE POLICY own_reads ON {table} FOR SELECT TO portail_applicant USING ({mine})"
        yield f"GRANT SELECT ON {table} TO portail_applicant"
    for table, columns in _OWN_WRITES.items():
        names = ", ".join(columns)
        changing = ", ".join(c for c in columns if c != "request_id")
        for verb in ("INSERT", "UPDATE", "DELETE"):
            check = {
                "INSERT": f"WITH CHECK ({mine})",
                "UPDATE": f"USING ({mine}) WITH CHECK ({mine})",
                "DELETE": f"USING ({mine})",
            }[verb]
            yield (
                f"CREATE POLICY own_{verb.lower()} ON {table} FOR {verb} "
                f"TO portail_applicant {check}"
            )
        yield f"GRANT INSERT ({names}), UPDATE ({changing}), DELETE ON {table} TO portail_applicant"
    # An upsert reads the key it meets; nothing else of the advisers' part can be read back.
    yield f"CREATE POLICY own_key ON adviser_only FOR SELECT TO portail_applicant USING ({mine})"
    yield "GRANT SELECT (request_id) ON adviser_only TO portail_applicant"
    yield f"CREATE POLICY own_choice ON consent FOR INSERT TO portail_applicant WITH CHECK ({mine})"
    yield (
        "GRANT INSERT (request_id, company_id, choice, sensitive, duration_months, visible_until, "
        "cause, wording_version, policy_version_id, actor, actor_id) ON consent "
        "TO portail_applicant"
    )
    own = "account_id = (SELECT app.ctx_applicant())"
    yield (
        "CREATE POLICY own_request ON housing_request FOR ALL TO portail_applicant "
        f"USING ({own}) WITH CHECK ({own})"
    )
    # UPDATE of `id` is harmless and lets the row be locked before a choice is written.
    yield (
        "GRANT SELECT, DELETE, INSERT (account_id, unique_number, registry_email, status, "
        "employer_name, siret, digest, registered_at_source, attached_to, other_siret, renew_by), "
        "UPDATE (registry_email, status, employer_name, siret, digest, registered_at_source, "
        "refreshed_at, code_accepted_for, attached_to, other_siret, renew_by, imported_at, "
        "file_validated_at) ON housing_request TO portail_applicant"
    )


# An own candidature begins SUBMITTED and may be CANCELLED until it goes to the landlord.
_CANCELLABLE = "('SUBMITTED', 'VALIDATED')"
_OWN_CANDIDATURES = "SELECT id FROM candidature WHERE request_id = (SELECT app.ctx_request())"


def candidature_statements() -> Iterator[str]:
    """Applicants write their own acts; the worker writes results it cannot read back."""
    mine = "request_id = (SELECT app.ctx_request())"
    yield (
        "CREATE POLICY own_submits ON candidature FOR INSERT TO portail_applicant "
        f"WITH CHECK ({mine} AND state = 'SUBMITTED' AND active)"
    )
    facts = ", ".join(CANDIDATURE_FIELDS)
    yield (
        f"GRANT INSERT (request_id, offer_id, {facts}, state, active), UPDATE (state, active) "
        "ON candidature TO portail_applicant"
    )
    yield (
        "CREATE POLICY own_cancels ON candidature FOR UPDATE TO portail_applicant "
        f"USING ({mine} AND state IN {_CANCELLABLE}) "
        f"WITH CHECK ({mine} AND state = 'CANCELLED' AND NOT active)"
    )
    yield (
        "CREATE POLICY own_acts ON candidature_event FOR INSERT TO portail_applicant "
        f"WITH CHECK ({mine} AND outcome IN ('SUBMITTED', 'CANCELLED') "
        f"AND candidature_id IN ({_OWN_CANDIDATURES}))"
    )
    told = "request_id, candidature_id, occurred_at, occurred_on, step, outcome"
    yield f"GRANT INSERT ({told}) ON candidature_event TO portail_applicant"
    # The key alone may be read, to say which row is meant.
    yield "GRANT SELECT (id), UPDATE (state, active, answer_by) ON candidature TO portail_worker"
    yield (
        "CREATE POLICY results ON candidature FOR UPDATE TO portail_worker "
        "USING (true) WITH CHECK (true)"
    )
    yield (
        "CREATE POLICY results ON candidature_event FOR INSERT TO portail_worker WITH CHECK (true)"
    )
    yield f"GRANT INSERT ({told}, for_applicant) ON candidature_event TO portail_worker"
    for verb, check in (("SELECT", "USING"), ("INSERT", "WITH CHECK")):
        yield (
            f"CREATE POLICY landlords_{verb.lower()} ON landlord_event FOR {verb} "
            f"TO portail_worker {check} (true)"
        )
    yield "GRANT SELECT, INSERT ON landlord_event TO portail_worker"


_OF_OWN_OFFERS = (
    "SELECT c.id FROM candidature c JOIN offer o ON o.id = c.offer_id"
    " WHERE o.landlord_siren = (SELECT app.ctx_landlord())"
)


def landlord_statements() -> Iterator[str]:
    """A landlord's system writes results on candidatures for its own dwellings. It reads none of
    them: the key says which row is meant, and nothing about whom."""
    own = "offer_id IN (SELECT id FROM offer WHERE landlord_siren = (SELECT app.ctx_landlord()))"
    yield f"CREATE POLICY own_offers ON candidature FOR SELECT TO portail_landlord USING ({own})"
    yield (
        "CREATE POLICY own_results ON candidature FOR UPDATE TO portail_landlord "
        f"USING ({own}) WITH CHECK ({own})"
    )
    yield (
        "GRANT SELECT (id, offer_id), UPDATE (state, active, answer_by) ON candidature "
        "TO portail_landlord"
    )
    yield (
        "CREATE POLICY own_results ON candidature_event FOR INSERT TO portail_landlord "
        f"WITH CHECK (candidature_id IN ({_OF_OWN_OFFERS}))"
    )
    told = "request_id, candidature_id, occurred_at, occurred_on, step, outcome, for_applicant"
    yield f"GRANT INSERT ({told}) ON candidature_event TO portail_landlord"
    mine = "landlord_siren = (SELECT app.ctx_landlord())"
    for verb, check in (("SELECT", "USING"), ("INSERT", "WITH CHECK")):
        yield (
            f"CREATE POLICY own_{verb.lower()} ON landlord_event FOR {verb} "
            f"TO portail_landlord {check} ({mine})"
        )
    yield "GRANT SELECT, INSERT ON landlord_event TO portail_landlord"


_PROOF_COLUMNS = "request_id, company_id, level, visible_until"
# Whether the sensitive answer holds, where a part keeps a copy of that too.
PROOF_FLAGS = {
    "visibility": "sensitive",
    "file": "sensitive",
    "sensitive_block": "open",
    "other_adult": "open",
}


def proof_statements() -> Iterator[str]:
    """The worker proves copies against choices: keys and copies, not one fact of a person."""
    for table in ("visibility", *COPYING_TABLES):
        yield f"CREATE POLICY proof ON {table} FOR SELECT TO portail_worker USING (true)"
        columns = ", ".join(filter(None, (_PROOF_COLUMNS, PROOF_FLAGS.get(table))))
        yield f"GRANT SELECT ({columns}) ON {table} TO portail_worker"
    yield "CREATE POLICY proof ON consent FOR SELECT TO portail_worker USING (true)"
    yield (
        "GRANT SELECT (id, request_id, choice, sensitive, company_id, visible_until, made_at) "
        "ON consent TO portail_worker"
    )


COPYING_TABLES = tuple(part.value for part in _TABLES)


def trigger_statements() -> Iterator[str]:
    """Each part copies what is open when written, and again when a consent touches it."""
    for table in COPYING_TABLES:
        yield (
            f"CREATE OR REPLACE TRIGGER copies BEFORE INSERT OR UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION app.copy_visibility()"
        )
