"""attributions to priority households: what was told of a closed year"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "priority_told",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("told", postgresql.JSONB(), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_priority_told")),
    )


def downgrade() -> None:
    op.drop_table("priority_told")
