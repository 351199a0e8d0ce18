"""closed months of the network, cell by cell"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "statistic_cell",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("dimension", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=4), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(
            "month", "measure", "dimension", "key", name=op.f("pk_statistic_cell")
        ),
    )


def downgrade() -> None:
    op.drop_table("statistic_cell")
