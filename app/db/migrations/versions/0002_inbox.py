"""the inbox: cases that staff answer"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _moment(name: str, *, now: bool) -> sa.Column[sa.DateTime]:
    default = sa.text("app.clock()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=not now)


def upgrade() -> None:
    op.create_table(
        "staff_case",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("topic", sa.String(16), nullable=True),
        sa.Column("state", sa.String(10), server_default="OPEN", nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        _moment("opened_at", now=True),
        _moment("changed_at", now=True),
        _moment("closed_at", now=False),
        sa.CheckConstraint(
            "kind IN ('CONTACT', 'READING_CONTESTED', 'POINTS_CONTESTED', 'NOT_EMPLOYED')",
            name=op.f("ck_staff_case_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('OPEN', 'ANSWERED', 'CLOSED')", name=op.f("ck_staff_case_state")
        ),
        sa.CheckConstraint(
            "(state = 'CLOSED') = (closed_at IS NOT NULL)", name=op.f("ck_staff_case_closed")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["applicant_account.id"],
            name=op.f("fk_staff_case_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_staff_case_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["staff_account.id"], name=op.f("fk_staff_case_assignee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_case")),
        sa.UniqueConstraint("number", name=op.f("uq_staff_case_number")),
    )
    op.create_index("ix_staff_case_account", "staff_case", ["account_id"])
    op.create_index(
        "ix_staff_case_open", "staff_case", ["opened_at"],
        postgresql_where=sa.text("state <> 'CLOSED'"),
    )  # fmt: skip
    op.create_table(
        "case_message",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.String(10), nullable=False),
        sa.Column("staff_role", sa.String(16), nullable=True),
        sa.Column("staff_reference", sa.String(12), nullable=True),
        sa.Column("words", sa.String(4000), nullable=False),
        _moment("at", now=True),
        sa.CheckConstraint(
            "author IN ('APPLICANT', 'EMPLOYER', 'STAFF', 'NOTE')",
            name=op.f("ck_case_message_author"),
        ),
        sa.CheckConstraint(
            "(author IN ('STAFF', 'NOTE')) = (staff_reference IS NOT NULL)",
            name=op.f("ck_case_message_signed"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["staff_case.id"], name=op.f("fk_case_message_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message")),
    )
    op.create_index("ix_case_message_case", "case_message", ["case_id", "at"])


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS case_number_drawn ON staff_case")
    op.drop_table("case_message")
    op.drop_table("staff_case")
