"""the database accepts contexts signed by the former key while SECRET_KEY changes"""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE app.context_key ADD COLUMN former_inner_pad bytea, "
        "ADD COLUMN former_outer_pad bytea"
    )


def downgrade() -> None:
    op.execute(
        "ALTER TABLE app.context_key DROP COLUMN former_inner_pad, DROP COLUMN former_outer_pad"
    )
