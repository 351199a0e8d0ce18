"""exports of the list: what was asked for stays with the report, to be read by the worker"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("report", sa.Column("wanted", postgresql.JSONB(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM report WHERE kind IN ('LIST_CSV', 'LIST_XLSX')")
    op.drop_column("report", "wanted")
