"""registration sites: where a request is registered, by department and date"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "registration_site",
        sa.Column("department", sa.String(3), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.CheckConstraint("address ~ '^https://[a-z0-9.-]+/'",
                           name=op.f("ck_registration_site_address")),
        sa.PrimaryKeyConstraint("department", "effective_on",
                                name=op.f("pk_registration_site")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("registration_site")
