"""The journal searched by act, by who did it and by whom it is about, among a million lines"""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute("CREATE INDEX ix_journal_line_act ON journal_line (act, at DESC)")
    op.create_index("ix_journal_detail_actor", "journal_detail", ["actor_id"])
    op.create_index("ix_journal_subject_request", "journal_subject", ["request_id"])


def downgrade() -> None:
    op.drop_index("ix_journal_subject_request", table_name="journal_subject")
    op.drop_index("ix_journal_detail_actor", table_name="journal_detail")
    op.drop_index("ix_journal_line_act", table_name="journal_line")
