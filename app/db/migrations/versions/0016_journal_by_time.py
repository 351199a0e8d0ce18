"""Journal by time: the morning's look at yesterday's readings reads a day, not the whole journal"""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_index("ix_journal_line_at", "journal_line", ["at"])


def downgrade() -> None:
    op.drop_index("ix_journal_line_at", table_name="journal_line")
