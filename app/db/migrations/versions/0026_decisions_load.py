"""decisions' files: how far each was taken, and which of its lines were set aside"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "decisions_load",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("lines_done", sa.BigInteger(), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_decisions_load")),
    )
    op.create_table(
        "decisions_refusal",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("line", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"],
            ["decisions_load.digest"],
            name=op.f("fk_decisions_refusal_digest"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", "line", name=op.f("pk_decisions_refusal")),
    )


def downgrade() -> None:
    op.drop_table("decisions_refusal")
    op.drop_table("decisions_load")
