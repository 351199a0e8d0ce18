"""second person: a company's limits, and what waits for somebody else's word"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "second_person",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exports", sa.Integer()),
        sa.Column("awards", sa.Integer()),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint("exports > 0", name=op.f("ck_second_person_exports")),
        sa.CheckConstraint("awards > 0", name=op.f("ck_second_person_awards")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_second_person_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_second_person")),
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("wanted", postgresql.JSONB(), nullable=False),
        sa.Column("purpose", sa.String(24)),
        sa.Column("asker_name", sa.String(200), nullable=False),
        sa.Column("asker_role", sa.String(12), nullable=False),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(8)),
        sa.Column("answerer_name", sa.String(200)),
        sa.Column("words", sa.String(300)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("kind IN ('EXPORT', 'AWARD')", name=op.f("ck_approval_kind")),
        sa.CheckConstraint("answer IN ('APPROVED', 'REFUSED')", name=op.f("ck_approval_answer")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_approval_answered")
        ),
        sa.CheckConstraint("done_at IS NULL OR answer = 'APPROVED'", name=op.f("ck_approval_done")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_approval_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_approval_membership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index("ix_approval_company", "approval", ["company_id", "asked_at"])


def downgrade() -> None:
    op.drop_index("ix_approval_company", table_name="approval")
    op.drop_table("approval")
    op.drop_table("second_person")
