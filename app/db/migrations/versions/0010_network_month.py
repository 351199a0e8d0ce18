"""network's figures, frozen by the month"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "network_month",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("tables", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_network_month")),
    )


def downgrade() -> None:
    op.drop_table("network_month")
