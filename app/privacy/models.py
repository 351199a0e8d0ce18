"""Tables of applicants' data. Only `app/privacy` imports this module (an import contract says so).

A part is a table; each of its rows carries `company_id`, `siret`, `level`, `visible_until`: copies
of what is open, written by one trigger from the newest consent (rls.py), so that row security is
a plain predicate on the row itself.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.db.base import Instant, instant, metadata, uuid_key
from app.privacy.rule import NO_CANDIDATURE, Choice

# As row security and queries say it: of `level = 3` PostgreSQL would not know that it is the same.
_OPEN_FILE = f"level >= {int(Choice.FULL_FILE)}"

# Searches, counts and figures, row security included, are answered from an index alone: reading
# tens of thousands of scattered rows of the largest company would take ten times longer.
_BESIDE_KEYS = ["level", "siret", "visible_until", "search_text", "wished_commune",
                "wanted_places", "current_commune"]  # fmt: skip
# A list narrowed by where candidatures stand is read in its order from the file's own index.
_BESIDE_FILE_KEYS = ["level", "siret", "visible_until", "standing"]


def _request_key(*, primary: bool) -> Column:  # type: ignore[type-arg]
    return Column(
        "request_id",
        Uuid,
        ForeignKey("housing_request.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
    )


def _copies() -> tuple[Column, ...]:  # type: ignore[type-arg]
    """What is open, copied into the row; `public_id` names a period of visibility, not a person."""
    return (
        Column("public_id", Uuid),
        Column("company_id", Uuid),
        Column("siret", String(14)),
        Column("level", SmallInteger, nullable=False, server_default="1"),
        Column("visible_until", Instant),
    )


housing_request = Table(
    "housing_request",
    metadata,
    uuid_key(),
    Column("account_id", Uuid, ForeignKey("applicant_account.id"), nullable=False),
    Column("unique_number", String(18), nullable=False),
    Column("registry_email", String(320), nullable=False),
    Column("status", String(12), nullable=False),
    Column("attached_to", String(12), nullable=False, server_default="APPLICANT"),
    Column("employer_name", String(200)),
    Column("siret", String(14)),
    # Where the other one of applicant and co-applicant works: not told to the first one's employer.
    Column("other_siret", String(14)),
    # A request lives one year from its last renewal (art. R. 441-2-7 CCH).
    Column("renew_by", Date),
    # The applicant said that the file is whole; without it no candidature.
    Column("file_validated_at", Instant),
    # The company whose Company Code the applicant typed right; another company asks for its own.
    Column("code_accepted_for", Uuid, ForeignKey("company.id")),
    Column("digest", LargeBinary, nullable=False),
    Column("registered_at_source", Instant, nullable=False),
    instant("imported_at", now=True),
    instant("refreshed_at", now=True),
    CheckConstraint("attached_to IN ('APPLICANT', 'CO_APPLICANT')", name="attached_to"),
    Index("uq_housing_request_unique_number", "unique_number", unique=True),
    Index("uq_housing_request_account", "account_id", unique=True),
)

visibility = Table(
    "visibility",
    metadata,
    _request_key(primary=True),
    *_copies(),
    Column("sensitive", Boolean, nullable=False, server_default=text("false")),
    Column("visible_since", Date),
)

summary = Table(
    "summary",
    metadata,
    _request_key(primary=True),
    *_copies(),
    Column("visible_since", Date),
    Column("sort_name", String(collation="C"), nullable=False),
    Column("search_text", String(collation="C"), nullable=False),
    Column("civility", String(3), nullable=False),
    Column("surname", String(120), nullable=False),
    Column("first_names", String(120), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("email", String(320)),
    Column("employer_name", String(200)),
    Column("employer_siret", String(14), nullable=False),
    Column("several_employers", Boolean, nullable=False),
    Column("workplace", JSONB(none_as_null=True)),
    Column("current_commune", String(5)),
    Column("wanted_location", JSONB, nullable=False),
    # The commune wanted first, for figures: taken out of the item by PostgreSQL itself.
    Column(
        "wished_commune",
        String(5),
        Computed("wanted_location #>> '{communes,0,insee_code}'", persisted=True),
    ),
    # All of them, to filter by, as ["69266", "69123"]: between quotes, so that one is found whole.
    Column(
        "wanted_places",
        String(collation="C"),
        Computed(
            "jsonb_path_query_array(wanted_location, '$.communes[*].insee_code') #>> '{}'",
            persisted=True,
        ),
    ),
    # Partial indexes: rows nobody may see are not even in them.
    Index(
        "ix_summary_company_name",
        "company_id",
        "sort_name",
        "public_id",
        postgresql_include=_BESIDE_KEYS,
        postgresql_where=text("level > 1"),
    ),
    Index(
        "ix_summary_company_day",
        "company_id",
        text("visible_since DESC"),
        text("public_id DESC"),
        postgresql_include=_BESIDE_KEYS,
        postgresql_where=text("level > 1"),
    ),
    Index("uq_summary_public_id", "public_id", unique=True, postgresql_where=text("level > 1")),
)

file = Table(
    "file",
    metadata,
    _request_key(primary=True),
    *_copies(),
    Column("sensitive", Boolean, nullable=False, server_default=text("false")),
    Column("request", JSONB, nullable=False),
    Column("person", JSONB, nullable=False),
    Column("people_to_house", Integer, nullable=False),
    Column("monthly_total_euros", Integer),
    Column("current_housing", JSONB, nullable=False),
    Column("wanted_housing", JSONB, nullable=False),
    # Copied by the trigger too: the list's keys, and the newest candidature's last outcome.
    Column("sort_name", String(collation="C"), nullable=False, server_default=""),
    Column("visible_since", Date),
    Column("standing", String(24), nullable=False, server_default=NO_CANDIDATURE),
    Index("uq_file_public_id", "public_id", unique=True, postgresql_where=text(_OPEN_FILE)),
    Index(
        "ix_file_company_name",
        "company_id",
        "sort_name",
        "public_id",
        postgresql_include=_BESIDE_FILE_KEYS,
        postgresql_where=text(_OPEN_FILE),
    ),
    Index(
        "ix_file_company_day",
        "company_id",
        text("visible_since DESC"),
        text("public_id DESC"),
        postgresql_include=_BESIDE_FILE_KEYS,
        postgresql_where=text(_OPEN_FILE),
    ),
)

sensitive_block = Table(
    "sensitive_block",
    metadata,
    _request_key(primary=True),
    Column("block", String(20), primary_key=True),
    *_copies(),
    Column("open", Boolean, nullable=False, server_default=text("false")),
    Column("content", JSONB, nullable=False),
    Index(
        "ix_sensitive_block_public_id", "public_id", postgresql_where=text(f"{_OPEN_FILE} AND open")
    ),
)

other_adult = Table(
    "other_adult",
    metadata,
    uuid_key(),
    _request_key(primary=False),
    *_copies(),
    Column("open", Boolean, nullable=False, server_default=text("false")),
    Column("agreed", Boolean, nullable=False, server_default=text("false")),
    Column("ordinal", SmallInteger, nullable=False),
    Column("content", JSONB, nullable=False),
    Index("uq_other_adult_request_ordinal", "request_id", "ordinal", unique=True),
    Index("ix_other_adult_public_id", "public_id", postgresql_where=text(f"{_OPEN_FILE} AND open")),
)

adviser_only = Table(
    "adviser_only",
    metadata,
    _request_key(primary=True),
    Column("priority", ARRAY(String(8)), nullable=False, server_default=text("'{}'")),
)

candidature = Table(
    "candidature",
    metadata,
    uuid_key(),
    _request_key(primary=False),
    *_copies(),
    Column("offer_id", Uuid, ForeignKey("offer.id"), nullable=False),
    Column("dwelling_type", String(2), nullable=False),
    Column("surface_m2", Numeric(7, 2), nullable=False),
    Column("insee_code", String(5), nullable=False),
    Column("residence", String(200)),
    Column("landlord_name", String(200), nullable=False),
    Column("rent_with_charges_euros", Integer, nullable=False),
    Column("state", String(24), nullable=False),
    Column("active", Boolean, nullable=False),
    # The last day to answer an offer that was notified; the applicant's and the worker's alone.
    Column("answer_by", Date),
    instant("submitted_at", now=True),
    Index("uq_candidature_active", "request_id", unique=True, postgresql_where=text("active")),
    # A choice touches every row of its request: without these it would read the whole country.
    Index("ix_candidature_request", "request_id"),
    Index("ix_candidature_public_id", "public_id", postgresql_where=text(_OPEN_FILE)),
    Index("ix_candidature_offer", "offer_id"),
    # The employer's board of candidatures, newest first.
    Index(
        "ix_candidature_company",
        "company_id",
        text("submitted_at DESC"),
        text("id DESC"),
        postgresql_where=text(_OPEN_FILE),
    ),
    # The advisers' queue: the longest waiting first, state by state.
    Index("ix_candidature_queue", "state", "submitted_at", "id", postgresql_where=text("active")),
)

candidature_event = Table(
    "candidature_event",
    metadata,
    uuid_key(),
    _request_key(primary=False),
    Column(
        "candidature_id", Uuid, ForeignKey("candidature.id", ondelete="CASCADE"), nullable=False
    ),
    *_copies(),
    Column("occurred_at", Instant, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("step", SmallInteger, nullable=False),
    Column("outcome", String(24), nullable=False),
    Column("for_applicant", String(2000)),
    Index("ix_candidature_event_candidature", "candidature_id"),
    Index("ix_candidature_event_request", "request_id"),
    Index("ix_candidature_event_public_id", "public_id", postgresql_where=text(_OPEN_FILE)),
)

# What landlords reported, by their own identifier: the same event twice changes nothing. `before`
# is where the candidature stood, to go back there when the event turns out wrong.
landlord_event = Table(
    "landlord_event",
    metadata,
    Column("landlord_siren", String(9), primary_key=True),
    Column("event_id", String(64), primary_key=True),
    Column(
        "candidature_id", Uuid, ForeignKey("candidature.id", ondelete="CASCADE"), nullable=False
    ),
    Column("event", String(24), nullable=False),
    Column("before", String(24), nullable=False),
    Index("ix_landlord_event_candidature", "candidature_id"),
)

consent = Table(
    "consent",
    metadata,
    uuid_key(),
    _request_key(primary=False),
    Column("company_id", Uuid, ForeignKey("company.id")),
    Column("choice", SmallInteger, nullable=False),
    Column("sensitive", Boolean),
    Column("duration_months", SmallInteger),
    Column("visible_until", Instant),
    Column("cause", String(20), nullable=False),
    Column("wording_version", String(20), nullable=False),
    Column("policy_version_id", Uuid, ForeignKey("policy_version.id")),
    Column("actor", String(20), nullable=False),
    Column("actor_id", Uuid),
    # Drawn by a trigger: 60 random bits, twelve letters and digits.
    Column("receipt_code", String(12), nullable=False),
    instant("made_at", now=True),
    CheckConstraint(f"choice IN ({', '.join(str(int(c)) for c in Choice)})", name="choice"),
    CheckConstraint("(choice = 3) = (sensitive IS NOT NULL)", name="sensitive_answer"),
    CheckConstraint("choice = 1 OR company_id IS NOT NULL", name="company"),
    CheckConstraint("duration_months BETWEEN 1 AND 12", name="duration"),
    Index("ix_consent_request_made", "request_id", text("made_at DESC")),
    Index("uq_consent_receipt_code", "receipt_code", unique=True),
)

# The link of one other adult. `bond` is a digest of that person, the company and the account:
# when one of them changes, the link is dead and another must be asked for.
adult_link = Table(
    "adult_link",
    metadata,
    Column("adult_id", Uuid, ForeignKey("other_adult.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("bond", LargeBinary, nullable=False),
    instant("asked_at", now=True),
    instant("answered_at", nullable=True),
)

# The co-applicant's agreement to show themselves to their own employer (attached_to CO_APPLICANT).
co_applicant_agreement = Table(
    "co_applicant_agreement",
    metadata,
    _request_key(primary=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("bond", LargeBinary, nullable=False),
    Column("agreed", Boolean, nullable=False, server_default=text("false")),
    instant("asked_at", now=True),
    instant("answered_at", nullable=True),
)

# Documents the applicant ticked as deposited on the registration site: own notes, no employer's.
document_tick = Table(
    "document_tick",
    metadata,
    _request_key(primary=True),
    Column("code", String(24), primary_key=True),
    instant("ticked_at", now=True),
)

# Reminders already given of one renewal.
renewal_reminder = Table(
    "renewal_reminder",
    metadata,
    _request_key(primary=True),
    Column("renew_by", Date, primary_key=True),
    Column("days_before", SmallInteger, primary_key=True),
)

# Reminders already given of one end of a choice, so that none is given twice.
choice_reminder = Table(
    "choice_reminder",
    metadata,
    _request_key(primary=True),
    Column("ends_at", Instant, primary_key=True),
    Column("days_before", SmallInteger, primary_key=True),
)

# One row for each stretch during which a company saw somebody. No foreign key: the line an exit
# leaves outlives the request, and then names nobody (a trigger takes `request_id` out).
visibility_period = Table(
    "visibility_period",
    metadata,
    uuid_key(),
    Column("request_id", Uuid),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("siret", String(14)),
    Column("ends_at", Instant),
    Column(
        "closed_month",
        Date,
        Computed("date_trunc('month', timezone('Europe/Paris', ends_at))::date", persisted=True),
    ),
    Index("ix_visibility_period_company", "company_id", "ends_at"),
    Index("ix_visibility_period_request", "request_id"),
)
