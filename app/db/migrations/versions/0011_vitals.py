"""signs of life: when what must be repeated was last done"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "vital_event",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("app.clock()"),
                  nullable=False),
        sa.Column("fine", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('BACKUP', 'VERIFICATION', 'HOUSEKEEPING')",
                           name=op.f("ck_vital_event_kind")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_vital_event")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("vital_event")
