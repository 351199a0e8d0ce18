"""dated tables: versions of ceilings, zones, calendar, registration sites and texts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "dated_table",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("lines", postgresql.JSONB(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        _made_at(),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_account.id"], name=op.f("fk_dated_table_staff_id")
        ),
        sa.PrimaryKeyConstraint("kind", "number", name=op.f("pk_dated_table")),
    )
    op.create_table(
        "dated_draft",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("lines", postgresql.JSONB(), nullable=False),
        sa.Column("refused", postgresql.JSONB(), nullable=False),
        sa.Column("refused_count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        _made_at(),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_account.id"], name=op.f("fk_dated_draft_staff_id")
        ),
        sa.PrimaryKeyConstraint("staff_id", "kind", name=op.f("pk_dated_draft")),
    )
    # It never had a writer: the sites are one of the dated tables now.
    op.drop_table("registration_site")


def downgrade() -> None:
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
    op.drop_table("dated_draft")
    op.drop_table("dated_table")


def _made_at() -> sa.Column[sa.DateTime]:
    return sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("app.clock()"),
                     nullable=False)  # fmt: skip
