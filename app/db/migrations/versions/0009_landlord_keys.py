"""keys of landlords' systems"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "landlord_key",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("landlord_siren", sa.String(9), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("start", sa.String(8), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("app.clock()"),
                  nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.id"],
                                name=op.f("fk_landlord_key_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landlord_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_landlord_key_digest")),
    )  # fmt: skip
    op.create_index(
        "ix_landlord_key_siren", "landlord_key", ["landlord_siren"],
        postgresql_where=sa.text("revoked_at IS NULL"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("landlord_key")
