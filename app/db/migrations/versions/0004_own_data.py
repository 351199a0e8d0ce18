"""the applicant in control: unread messages, alerts of readings, saved searches"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    yes, no = sa.text("true"), sa.text("false")
    op.add_column(
        "staff_case", sa.Column("unread", sa.Boolean(), server_default=no, nullable=False)
    )
    op.add_column(
        "applicant_account",
        sa.Column("told_of_readings", sa.Boolean(), server_default=yes, nullable=False),
    )
    op.add_column(
        "offer",
        sa.Column(
            "arrived_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
    )
    op.create_table(
        "reading_alert",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["applicant_account.id"],
            name=op.f("fk_reading_alert_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "day", name=op.f("pk_reading_alert")),
    )
    op.create_table(
        "saved_search",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("stop_token", sa.Uuid(), server_default=sa.text("gen_random_uuid()"),
                  nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), server_default=sa.text("app.clock()"),
                  nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), server_default=sa.text("app.clock()"),
                  nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["applicant_account.id"],
            name=op.f("fk_saved_search_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("stop_token", name=op.f("uq_saved_search_stop_token")),
    )  # fmt: skip
    op.create_index("ix_saved_search_looked", "saved_search", ["looked_at"])


def downgrade() -> None:
    op.drop_table("saved_search")
    op.drop_table("reading_alert")
    op.drop_column("offer", "arrived_at")
    op.drop_column("applicant_account", "told_of_readings")
    op.drop_column("staff_case", "unread")
