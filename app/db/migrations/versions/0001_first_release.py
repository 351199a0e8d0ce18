"""first release"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from app.jobs.schema import queue_ddl
from app.registry.schema import REGISTRY_DDL

revision = "0001"
down_revision = None


def upgrade() -> None:
    # The clock stands first: columns take their default from it.
    op.execute("CREATE SCHEMA app")
    op.execute(
        "CREATE FUNCTION app.clock() RETURNS timestamptz LANGUAGE sql STABLE "
        "SET search_path = pg_catalog, pg_temp AS $$ SELECT statement_timestamp() $$"
    )
    op.execute(
        "CREATE TABLE app.context_key (one boolean PRIMARY KEY CHECK (one), "
        "inner_pad bytea NOT NULL, outer_pad bytea NOT NULL)"
    )
    op.execute(REGISTRY_DDL)
    op.get_bind().exec_driver_sql(queue_ddl())
    op.create_table(
        "applicant_account",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=2), server_default="fr", nullable=False),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("civility", sa.String(length=3), nullable=False),
        sa.Column("surname", sa.String(length=120), nullable=False),
        sa.Column("first_names", sa.String(length=120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant_account")),
        sa.UniqueConstraint("email", name=op.f("uq_applicant_account_email")),
    )
    op.create_table(
        "company",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "search_name", sa.String(length=400, collation="C"), server_default="", nullable=False
        ),
        sa.Column(
            "sector", sa.String(length=20), server_default="NON_AGRICULTURAL", nullable=False
        ),
        sa.Column("headcount_band", sa.String(length=20), nullable=True),
        sa.Column("status", sa.String(length=10), server_default="PENDING", nullable=False),
        sa.Column("status_reason", sa.String(length=500), nullable=True),
        sa.Column(
            "status_since",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')", name=op.f("ck_company_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("siren", name=op.f("uq_company_siren")),
    )
    op.create_index("ix_company_by_name", "company", ["search_name", "id"], unique=False)
    op.create_table(
        "employer_account",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=2), server_default="fr", nullable=False),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("terms_version", sa.String(length=20), nullable=True),
        sa.Column("terms_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_account")),
        sa.UniqueConstraint("email", name=op.f("uq_employer_account_email")),
    )
    op.create_table(
        "job_outbox",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("target", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_outbox")),
    )
    op.create_index(
        "ix_job_outbox_waiting",
        "job_outbox",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("taken_at IS NULL"),
    )
    op.create_table(
        "journal_line",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("app.clock()"), nullable=False
        ),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("detail_digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_line")),
    )
    op.create_index(
        "ix_journal_line_company",
        "journal_line",
        ["company_id", sa.literal_column("at DESC")],
        unique=False,
    )
    op.create_table(
        "journal_seal",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("line_digest", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column(
            "sealed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_seal")),
        sa.UniqueConstraint("line_id", name=op.f("uq_journal_seal_line_id")),
    )
    op.create_table(
        "mail_outbox",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column(
            "next_try_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_outbox")),
    )
    op.create_index(
        "ix_mail_outbox_waiting",
        "mail_outbox",
        ["next_try_at"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("landlord_siren", sa.String(length=9), nullable=False),
        sa.Column("landlord_name", sa.String(length=200), nullable=False),
        sa.Column("residence", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("insee_code", sa.String(length=5), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("building", sa.String(length=5), nullable=True),
        sa.Column("dwelling_type", sa.String(length=2), nullable=False),
        sa.Column("surface_m2", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("lift", sa.Boolean(), nullable=True),
        sa.Column("parking", sa.Boolean(), nullable=True),
        sa.Column("adapted_to_disability", sa.Boolean(), nullable=True),
        sa.Column("rent_euros", sa.Integer(), nullable=False),
        sa.Column("charges_euros", sa.Integer(), nullable=False),
        sa.Column("financing", sa.String(length=4), nullable=False),
        sa.Column("energy_class", sa.String(length=1), nullable=True),
        sa.Column("available_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("reserved_for_siren", sa.String(length=9), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(
        "uq_offer_landlord_reference", "offer", ["landlord_siren", "reference"], unique=True
    )
    op.create_table(
        "one_time_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_token")),
    )
    op.create_table(
        "rate_window",
        sa.Column("bucket", sa.LargeBinary(), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_rate_window")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staff_account",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=2), server_default="fr", nullable=False),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "role IN ('COMPANY_MANAGER', 'ADVISER', 'AUDITOR', 'ADMINISTRATOR')",
            name=op.f("ck_staff_account_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_account_email")),
        sa.UniqueConstraint("reference", name=op.f("uq_staff_account_reference")),
    )
    op.create_table(
        "company_event",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("app.clock()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_event_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_account.id"], name=op.f("fk_company_event_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_event")),
    )
    op.create_index("ix_company_event_company", "company_event", ["company_id", "at"], unique=False)
    op.create_table(
        "establishment",
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("insee_code", sa.String(length=5), nullable=True),
        sa.Column("head_office", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_establishment_company_id")
        ),
        sa.PrimaryKeyConstraint("siret", name=op.f("pk_establishment")),
    )
    op.create_index(
        op.f("ix_establishment_company_id"), "establishment", ["company_id"], unique=False
    )
    op.create_table(
        "housing_request",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unique_number", sa.String(length=18), nullable=False),
        sa.Column("registry_email", sa.String(length=320), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("attached_to", sa.String(length=12), server_default="APPLICANT", nullable=False),
        sa.Column("employer_name", sa.String(length=200), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("code_accepted_for", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("registered_at_source", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "imported_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column(
            "refreshed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "attached_to IN ('APPLICANT', 'CO_APPLICANT')",
            name=op.f("ck_housing_request_attached_to"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["applicant_account.id"], name=op.f("fk_housing_request_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["code_accepted_for"], ["company.id"], name=op.f("fk_housing_request_code_accepted_for")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_housing_request")),
    )
    op.create_index("uq_housing_request_account", "housing_request", ["account_id"], unique=True)
    op.create_index(
        "uq_housing_request_unique_number", "housing_request", ["unique_number"], unique=True
    )
    op.create_table(
        "import_code",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("unique_number", sa.String(length=18), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["applicant_account.id"],
            name=op.f("fk_import_code_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_code")),
    )
    op.create_index(op.f("ix_import_code_account_id"), "import_code", ["account_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("invited_by", sa.String(length=20), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_invitation_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_company_id"), "invitation", ["company_id"], unique=False)
    op.create_table(
        "journal_detail",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=True),
        sa.Column("actor_role", sa.String(length=20), nullable=True),
        sa.Column("company_name", sa.String(length=200), nullable=True),
        sa.Column("purpose", sa.String(length=24), nullable=True),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["journal_line.id"],
            name=op.f("fk_journal_detail_line_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_journal_detail")),
    )
    op.create_table(
        "journal_subject",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["journal_line.id"],
            name=op.f("fk_journal_subject_line_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("line_id", "request_id", name=op.f("pk_journal_subject")),
    )
    op.create_index("ix_journal_subject_account", "journal_subject", ["account_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("may_open_files", sa.Boolean(), nullable=False),
        sa.Column("may_export", sa.Boolean(), nullable=False),
        sa.Column("sites", postgresql.ARRAY(sa.String(length=14)), nullable=True),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('OWNER', 'MANAGER', 'READER', 'COMMISSION')", name=op.f("ck_membership_role")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["employer_account.id"], name=op.f("fk_membership_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_membership_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index("ix_membership_account", "membership", ["account_id"], unique=False)
    op.create_index(
        "uq_membership_active",
        "membership",
        ["company_id", "account_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("choices", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("code_required", sa.Boolean(), nullable=False),
        sa.Column("access_rules", sa.String(length=2000), server_default="", nullable=False),
        sa.Column(
            "points_on_summary", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "1 = ANY (choices) AND choices <@ ARRAY[1, 2, 3]::smallint[]",
            name=op.f("ck_policy_version_choices"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_policy_version_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint(
            "company_id", "number", name=op.f("uq_policy_version_company_id_number")
        ),
    )
    op.create_index(
        "ix_policy_version_company",
        "policy_version",
        ["company_id", sa.literal_column("effective_on DESC")],
        unique=False,
    )
    op.create_table(
        "visibility_period",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "closed_month",
            sa.Date(),
            sa.Computed(
                "date_trunc('month', timezone('Europe/Paris', ends_at))::date", persisted=True
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_visibility_period_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visibility_period")),
    )
    op.create_index(
        "ix_visibility_period_company", "visibility_period", ["company_id", "ends_at"], unique=False
    )
    op.create_index(
        "ix_visibility_period_request", "visibility_period", ["request_id"], unique=False
    )
    op.create_table(
        "adviser_only",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "priority",
            postgresql.ARRAY(sa.String(length=8)),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_adviser_only_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_adviser_only")),
    )
    op.create_table(
        "candidature",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("level", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("dwelling_type", sa.String(length=2), nullable=False),
        sa.Column("surface_m2", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("insee_code", sa.String(length=5), nullable=False),
        sa.Column("residence", sa.String(length=200), nullable=True),
        sa.Column("landlord_name", sa.String(length=200), nullable=False),
        sa.Column("rent_with_charges_euros", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_candidature_offer_id")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_candidature_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidature")),
    )
    op.create_index("ix_candidature_offer", "candidature", ["offer_id"], unique=False)
    op.create_index(
        "ix_candidature_public_id",
        "candidature",
        ["public_id"],
        unique=False,
        postgresql_where=sa.text("level >= 3"),
    )
    op.create_index("ix_candidature_request", "candidature", ["request_id"], unique=False)
    op.create_index(
        "uq_candidature_active",
        "candidature",
        ["request_id"],
        unique=True,
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "choice_reminder",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days_before", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_choice_reminder_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "request_id", "ends_at", "days_before", name=op.f("pk_choice_reminder")
        ),
    )
    op.create_table(
        "company_code",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=10), server_default="ACTIVE", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status IN ('ACTIVE', 'SUSPENDED', 'EXPIRED', 'ROTATED')",
            name=op.f("ck_company_code_status"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_code_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["siret"], ["establishment.siret"], name=op.f("fk_company_code_siret")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_code")),
        sa.UniqueConstraint("code", name=op.f("uq_company_code_code")),
    )
    op.create_index(
        op.f("ix_company_code_company_id"), "company_code", ["company_id"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("choice", sa.SmallInteger(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=True),
        sa.Column("duration_months", sa.SmallInteger(), nullable=True),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("wording_version", sa.String(length=20), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_code", sa.String(length=12), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(choice = 3) = (sensitive IS NOT NULL)", name=op.f("ck_consent_sensitive_answer")
        ),
        sa.CheckConstraint("choice = 1 OR company_id IS NOT NULL", name=op.f("ck_consent_company")),
        sa.CheckConstraint("choice IN (1, 2, 3)", name=op.f("ck_consent_choice")),
        sa.CheckConstraint("duration_months BETWEEN 1 AND 12", name=op.f("ck_consent_duration")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_consent_company_id")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_version.id"], name=op.f("fk_consent_policy_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_consent_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(
        "ix_consent_request_made",
        "consent",
        ["request_id", sa.literal_column("made_at DESC")],
        unique=False,
    )
    op.create_index("uq_consent_receipt_code", "consent", ["receipt_code"], unique=True)
    op.create_table(
        "file",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("level", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sensitive", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("request", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("person", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("people_to_house", sa.Integer(), nullable=False),
        sa.Column("monthly_total_euros", sa.Integer(), nullable=True),
        sa.Column("current_housing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("wanted_housing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_file_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_file")),
    )
    op.create_index(
        "uq_file_public_id",
        "file",
        ["public_id"],
        unique=True,
        postgresql_where=sa.text("level >= 3"),
    )
    op.create_table(
        "other_adult",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("level", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("agreed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_other_adult_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_adult")),
    )
    op.create_index(
        "ix_other_adult_public_id",
        "other_adult",
        ["public_id"],
        unique=False,
        postgresql_where=sa.text("level >= 3 AND open"),
    )
    op.create_index(
        "uq_other_adult_request_ordinal", "other_adult", ["request_id", "ordinal"], unique=True
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="WAITING", nullable=False),
        sa.Column("percent", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_report_company_id")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_report_membership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index("ix_report_membership", "report", ["membership_id", "public_id"], unique=False)
    op.create_table(
        "sensitive_block",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("block", sa.String(length=20), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("level", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_sensitive_block_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", "block", name=op.f("pk_sensitive_block")),
    )
    op.create_index(
        "ix_sensitive_block_public_id",
        "sensitive_block",
        ["public_id"],
        unique=False,
        postgresql_where=sa.text("level >= 3 AND open"),
    )
    op.create_table(
        "summary",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("level", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visible_since", sa.Date(), nullable=True),
        sa.Column("sort_name", sa.String(collation="C"), nullable=False),
        sa.Column("search_text", sa.String(collation="C"), nullable=False),
        sa.Column("civility", sa.String(length=3), nullable=False),
        sa.Column("surname", sa.String(length=120), nullable=False),
        sa.Column("first_names", sa.String(length=120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("employer_name", sa.String(length=200), nullable=True),
        sa.Column("employer_siret", sa.String(length=14), nullable=False),
        sa.Column("several_employers", sa.Boolean(), nullable=False),
        sa.Column(
            "workplace", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("current_commune", sa.String(length=5), nullable=True),
        sa.Column("wanted_location", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "wished_commune",
            sa.String(length=5),
            sa.Computed("wanted_location #>> '{communes,0,insee_code}'", persisted=True),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_summary_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_summary")),
    )
    op.create_index(
        "ix_summary_company_day",
        "summary",
        [
            "company_id",
            sa.literal_column("visible_since DESC"),
            sa.literal_column("public_id DESC"),
        ],
        unique=False,
        postgresql_include=["level", "siret", "visible_until", "search_text", "wished_commune"],
        postgresql_where=sa.text("level > 1"),
    )
    op.create_index(
        "ix_summary_company_name",
        "summary",
        ["company_id", "sort_name", "public_id"],
        unique=False,
        postgresql_include=["level", "siret", "visible_until", "search_text", "wished_commune"],
        postgresql_where=sa.text("level > 1"),
    )
    op.create_index(
        "uq_summary_public_id",
        "summary",
        ["public_id"],
        unique=True,
        postgresql_where=sa.text("level > 1"),
    )
    op.create_table(
        "visibility",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("level", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sensitive", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("visible_since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_visibility_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_visibility")),
    )
    op.create_table(
        "web_session",
        sa.Column("sid_hash", sa.LargeBinary(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "password_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("factor_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_web_session_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sid_hash", name=op.f("pk_web_session")),
    )
    op.create_index(
        "ix_web_session_account", "web_session", ["audience", "account_id"], unique=False
    )
    op.create_table(
        "adult_link",
        sa.Column("adult_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("bond", sa.LargeBinary(), nullable=False),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adult_id"],
            ["other_adult.id"],
            name=op.f("fk_adult_link_adult_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("adult_id", name=op.f("pk_adult_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_adult_link_token_hash")),
    )
    op.create_table(
        "candidature_event",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("candidature_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("level", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("for_applicant", sa.String(length=2000), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidature_id"],
            ["candidature.id"],
            name=op.f("fk_candidature_event_candidature_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["housing_request.id"],
            name=op.f("fk_candidature_event_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidature_event")),
    )
    op.create_index(
        "ix_candidature_event_candidature", "candidature_event", ["candidature_id"], unique=False
    )
    op.create_index(
        "ix_candidature_event_public_id",
        "candidature_event",
        ["public_id"],
        unique=False,
        postgresql_where=sa.text("level >= 3"),
    )
    op.create_index(
        "ix_candidature_event_request", "candidature_event", ["request_id"], unique=False
    )
    op.create_table(
        "file_purpose",
        sa.Column("sid_hash", sa.LargeBinary(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sid_hash"],
            ["web_session.sid_hash"],
            name=op.f("fk_file_purpose_sid_hash"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sid_hash", "public_id", name=op.f("pk_file_purpose")),
    )
    op.create_table(
        "landlord_event",
        sa.Column("landlord_siren", sa.String(length=9), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("candidature_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column("before", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidature_id"],
            ["candidature.id"],
            name=op.f("fk_landlord_event_candidature_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("landlord_siren", "event_id", name=op.f("pk_landlord_event")),
    )
    op.create_index(
        "ix_landlord_event_candidature", "landlord_event", ["candidature_id"], unique=False
    )


def downgrade() -> None:
    op.execute("DROP SCHEMA registry CASCADE")
    op.execute("DROP SCHEMA procrastinate CASCADE")
    # Triggers go with their functions; the tables lose their clock before they are dropped.
    op.execute("DROP SCHEMA app CASCADE")
    op.drop_index("ix_landlord_event_candidature", table_name="landlord_event")
    op.drop_table("landlord_event")
    op.drop_table("file_purpose")
    op.drop_index("ix_candidature_event_request", table_name="candidature_event")
    op.drop_index(
        "ix_candidature_event_public_id",
        table_name="candidature_event",
        postgresql_where=sa.text("level >= 3"),
    )
    op.drop_index("ix_candidature_event_candidature", table_name="candidature_event")
    op.drop_table("candidature_event")
    op.drop_table("adult_link")
    op.drop_index("ix_web_session_account", table_name="web_session")
    op.drop_table("web_session")
    op.drop_table("visibility")
    op.drop_index(
        "uq_summary_public_id", table_name="summary", postgresql_where=sa.text("level > 1")
    )
    op.drop_index(
        "ix_summary_company_name",
        table_name="summary",
        postgresql_include=["level", "siret", "visible_until", "search_text", "wished_commune"],
        postgresql_where=sa.text("level > 1"),
    )
    op.drop_index(
        "ix_summary_company_day",
        table_name="summary",
        postgresql_include=["level", "siret", "visible_until", "search_text", "wished_commune"],
        postgresql_where=sa.text("level > 1"),
    )
    op.drop_table("summary")
    op.drop_index(
        "ix_sensitive_block_public_id",
        table_name="sensitive_block",
        postgresql_where=sa.text("level >= 3 AND open"),
    )
    op.drop_table("sensitive_block")
    op.drop_index("ix_report_membership", table_name="report")
    op.drop_table("report")
    op.drop_index("uq_other_adult_request_ordinal", table_name="other_adult")
    op.drop_index(
        "ix_other_adult_public_id",
        table_name="other_adult",
        postgresql_where=sa.text("level >= 3 AND open"),
    )
    op.drop_table("other_adult")
    op.drop_index("uq_file_public_id", table_name="file", postgresql_where=sa.text("level >= 3"))
    op.drop_table("file")
    op.drop_index("uq_consent_receipt_code", table_name="consent")
    op.drop_index("ix_consent_request_made", table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_company_code_company_id"), table_name="company_code")
    op.drop_table("company_code")
    op.drop_table("choice_reminder")
    op.drop_index(
        "uq_candidature_active", table_name="candidature", postgresql_where=sa.text("active")
    )
    op.drop_index("ix_candidature_request", table_name="candidature")
    op.drop_index(
        "ix_candidature_public_id", table_name="candidature", postgresql_where=sa.text("level >= 3")
    )
    op.drop_index("ix_candidature_offer", table_name="candidature")
    op.drop_table("candidature")
    op.drop_table("adviser_only")
    op.drop_index("ix_visibility_period_request", table_name="visibility_period")
    op.drop_index("ix_visibility_period_company", table_name="visibility_period")
    op.drop_table("visibility_period")
    op.drop_index("ix_policy_version_company", table_name="policy_version")
    op.drop_table("policy_version")
    op.drop_index(
        "uq_membership_active",
        table_name="membership",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_membership_account", table_name="membership")
    op.drop_table("membership")
    op.drop_index("ix_journal_subject_account", table_name="journal_subject")
    op.drop_table("journal_subject")
    op.drop_table("journal_detail")
    op.drop_index(op.f("ix_invitation_company_id"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_index(op.f("ix_import_code_account_id"), table_name="import_code")
    op.drop_table("import_code")
    op.drop_index("uq_housing_request_unique_number", table_name="housing_request")
    op.drop_index("uq_housing_request_account", table_name="housing_request")
    op.drop_table("housing_request")
    op.drop_index(op.f("ix_establishment_company_id"), table_name="establishment")
    op.drop_table("establishment")
    op.drop_index("ix_company_event_company", table_name="company_event")
    op.drop_table("company_event")
    op.drop_table("staff_account")
    op.drop_table("rate_window")
    op.drop_table("one_time_token")
    op.drop_index("uq_offer_landlord_reference", table_name="offer")
    op.drop_table("offer")
    op.drop_index(
        "ix_mail_outbox_waiting",
        table_name="mail_outbox",
        postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
    )
    op.drop_table("mail_outbox")
    op.drop_table("journal_seal")
    op.drop_index("ix_journal_line_company", table_name="journal_line")
    op.drop_table("journal_line")
    op.drop_index(
        "ix_job_outbox_waiting",
        table_name="job_outbox",
        postgresql_where=sa.text("taken_at IS NULL"),
    )
    op.drop_table("job_outbox")
    op.drop_table("employer_account")
    op.drop_index("ix_company_by_name", table_name="company")
    op.drop_table("company")
    op.drop_table("applicant_account")
