"""advisers: purposes, ranking, silent landlords, housed people"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def _instant(name: str, *, now: bool = False) -> sa.Column:  # type: ignore[type-arg]
    default = sa.text("app.clock()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=False)


def _of(here: str, table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [name], [f"{table}.id"], name=op.f(f"fk_{here}_{name}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "ranking_weights",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("weights", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        _instant("made_at", now=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_account.id"], name=op.f("fk_ranking_weights_staff_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ranking_weights")),
    )
    op.create_table(
        "check_purpose",
        sa.Column("sid_hash", sa.LargeBinary(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        _instant("until"),
        sa.ForeignKeyConstraint(
            ["sid_hash"], ["web_session.sid_hash"], name=op.f("fk_check_purpose_sid_hash"),
            ondelete="CASCADE",
        ),
        _of("check_purpose", "housing_request", "request_id"),
        _of("check_purpose", "staff_account", "staff_id"),
        sa.PrimaryKeyConstraint("sid_hash", "request_id", name=op.f("pk_check_purpose")),
    )  # fmt: skip
    op.create_index("ix_check_purpose_staff", "check_purpose", ["staff_id"])
    op.create_table(
        "ranking_line",
        sa.Column("candidature_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("candidates", sa.Integer(), nullable=True),
        sa.Column("components", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("total_tenths", sa.Integer(), nullable=False),
        sa.Column("entitled", sa.Boolean(), nullable=False),
        sa.Column("weights_number", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Boolean(), server_default="false", nullable=False),
        _instant("ranked_at", now=True),
        _of("ranking_line", "candidature", "candidature_id"),
        _of("ranking_line", "housing_request", "request_id"),
        sa.PrimaryKeyConstraint("candidature_id", name=op.f("pk_ranking_line")),
    )
    op.create_index("ix_ranking_line_request", "ranking_line", ["request_id"])
    op.create_table(
        "silence_reminder",
        sa.Column("candidature_id", sa.Uuid(), nullable=False),
        _instant("reminded_at", now=True),
        _of("silence_reminder", "candidature", "candidature_id"),
        sa.PrimaryKeyConstraint("candidature_id", name=op.f("pk_silence_reminder")),
    )
    op.create_table(
        "housed_person",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("surname", sa.String(length=120), nullable=False),
        sa.Column("first_names", sa.String(length=120), nullable=False),
        sa.Column("housed_on", sa.Date(), nullable=False),
        _instant("until"),
        _of("housed_person", "housing_request", "request_id"),
        _of("housed_person", "company", "company_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_housed_person")),
    )
    op.create_index("uq_housed_person_request", "housed_person", ["request_id"], unique=True)
    op.create_index("ix_housed_person_company", "housed_person", ["company_id", "until"])
    op.create_index(
        "ix_candidature_queue", "candidature", ["state", "submitted_at", "id"],
        postgresql_where=sa.text("active"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index(
        "ix_candidature_queue", table_name="candidature", postgresql_where=sa.text("active")
    )
    op.drop_table("housed_person")
    op.drop_table("silence_reminder")
    op.drop_table("ranking_line")
    op.drop_table("check_purpose")
    op.drop_table("ranking_weights")
