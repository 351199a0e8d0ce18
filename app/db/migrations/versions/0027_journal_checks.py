"""Verifications of the journal: each with what it read, what it found and the anchors it held"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
_NOW = sa.text("app.clock()")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "journal_check",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("asked_by", sa.String(12), nullable=True),
        sa.Column("asked_at", _MOMENT, server_default=_NOW, nullable=False),
        sa.Column("touched_at", _MOMENT, server_default=_NOW, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("state", sa.String(8), server_default="WAITING", nullable=False),
        sa.Column("percent", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("sealed", sa.BigInteger(), nullable=True),
        sa.Column("waiting", sa.BigInteger(), nullable=True),
        sa.Column("purged", sa.BigInteger(), nullable=True),
        sa.Column("fault_count", sa.BigInteger(), nullable=True),
        sa.Column("faults", postgresql.JSONB(), nullable=True),
        sa.Column("anchors", postgresql.JSONB(), nullable=True),
        sa.CheckConstraint(
            "state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')",
            name=op.f("ck_journal_check_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_check")),
    )
    op.create_index("ix_journal_check_asked_at", "journal_check", ["asked_at"])


def downgrade() -> None:
    op.drop_table("journal_check")
