"""points and support"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "points_scale",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("yearly_budget", sa.Integer(), nullable=False),
        sa.Column("request_cap", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "request_cap BETWEEN 1 AND 100000", name=op.f("ck_points_scale_request_cap")
        ),
        sa.CheckConstraint(
            "yearly_budget BETWEEN 0 AND 10000000", name=op.f("ck_points_scale_yearly_budget")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_points_scale_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "number", name=op.f("pk_points_scale")),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("author_role", sa.String(length=12), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("answer IN ('ACCEPTED', 'DECLINED')", name=op.f("ck_suggestion_answer")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_suggestion_company_id")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_suggestion_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    op.create_index(
        "ix_suggestion_company",
        "suggestion",
        ["company_id", sa.literal_column("made_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("uq_suggestion_offer", "suggestion", ["public_id", "offer_id"], unique=True)
    op.create_table(
        "points_criterion",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("scale_number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("explained", sa.String(length=300), server_default="", nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.CheckConstraint("points BETWEEN 1 AND 100000", name=op.f("ck_points_criterion_points")),
        sa.ForeignKeyConstraint(
            ["company_id", "scale_number"],
            ["points_scale.company_id", "points_scale.number"],
            name="fk_points_criterion_scale",
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "scale_number", "ordinal", name=op.f("pk_points_criterion")
        ),
    )
    op.create_table(
        "points_line",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("scale_number", sa.SmallInteger(), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("act", sa.Uuid(), nullable=False),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("author_role", sa.String(length=12), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(kind = 'AWARD') = (points > 0) AND points <> 0", name=op.f("ck_points_line_sign")
        ),
        sa.CheckConstraint(
            "(kind = 'AWARD') = (reverses IS NULL)", name=op.f("ck_points_line_reverses")
        ),
        sa.CheckConstraint(
            "(kind = 'REVERSAL') = (reason IS NOT NULL)", name=op.f("ck_points_line_reason")
        ),
        sa.CheckConstraint(
            "kind IN ('AWARD', 'REVERSAL', 'UNDO')", name=op.f("ck_points_line_kind")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "scale_number", "ordinal"],
            [
                "points_criterion.company_id",
                "points_criterion.scale_number",
                "points_criterion.ordinal",
            ],
            name="fk_points_line_criterion",
        ),
        sa.ForeignKeyConstraint(
            ["reverses"], ["points_line.id"], name=op.f("fk_points_line_reverses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_line")),
        sa.UniqueConstraint("reverses", name=op.f("uq_points_line_reverses")),
    )
    op.create_index("ix_points_line_act", "points_line", ["company_id", "act"], unique=False)
    op.create_index(
        "ix_points_line_ledger",
        "points_line",
        ["company_id", sa.literal_column("made_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_points_line_person", "points_line", ["public_id"], unique=False)
    op.create_index(
        "ix_points_line_year",
        "points_line",
        ["company_id", "year"],
        unique=False,
        postgresql_include=["kind", "points"],
    )
    op.create_table(
        "support",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("candidature_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("author_role", sa.String(length=12), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("answer IN ('ACCEPTED', 'DECLINED')", name=op.f("ck_support_answer")),
        sa.ForeignKeyConstraint(
            ["candidature_id"],
            ["candidature.id"],
            name=op.f("fk_support_candidature_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_support_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    op.create_index(
        "ix_support_company",
        "support",
        ["company_id", sa.literal_column("made_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_support_public_id", "support", ["public_id"], unique=False)
    op.create_index(
        "uq_support_candidature",
        "support",
        ["candidature_id", "public_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "points_contest",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_name", sa.String(length=200), nullable=True),
        sa.Column("answered_role", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('KEPT', 'REVERSED')", name=op.f("ck_points_contest_outcome")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_points_contest_answered")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["points_line.id"], name=op.f("fk_points_contest_line_id")
        ),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_points_contest")),
    )
    op.create_index(
        "ix_points_contest_open",
        "points_contest",
        ["company_id", "opened_at"],
        unique=False,
        postgresql_where=sa.text("answered_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_points_contest_open",
        table_name="points_contest",
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.drop_table("points_contest")
    op.drop_index(
        "uq_support_candidature",
        table_name="support",
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_index("ix_support_public_id", table_name="support")
    op.drop_index("ix_support_company", table_name="support")
    op.drop_table("support")
    op.drop_index(
        "ix_points_line_year", table_name="points_line", postgresql_include=["kind", "points"]
    )
    op.drop_index("ix_points_line_person", table_name="points_line")
    op.drop_index("ix_points_line_ledger", table_name="points_line")
    op.drop_index("ix_points_line_act", table_name="points_line")
    op.drop_table("points_line")
    op.drop_table("points_criterion")
    op.drop_index("uq_suggestion_offer", table_name="suggestion")
    op.drop_index("ix_suggestion_company", table_name="suggestion")
    op.drop_table("suggestion")
    op.drop_table("points_scale")
