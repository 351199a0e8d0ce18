"""the employer's board of candidatures reads them by company, newest first"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_index(
        "ix_candidature_company",
        "candidature",
        ["company_id", sa.literal_column("submitted_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("level >= 3"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_candidature_company", table_name="candidature", postgresql_where=sa.text("level >= 3")
    )
