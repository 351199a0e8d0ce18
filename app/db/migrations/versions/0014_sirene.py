"""SIRENE: units and establishments companies are created from, and where facts come from"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "sirene_load",
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("lines_done", sa.BigInteger(), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("app.clock()"),
            nullable=False,
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_sirene_load")),
    )
    op.create_table(
        "sirene_unit",
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_name", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("legal_form", sa.String(length=4), nullable=False),
        sa.Column("activity", sa.String(length=6), nullable=False),
        sa.Column("headcount_band", sa.String(length=2), nullable=False),
        sa.Column("headcount_year", sa.SmallInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("head_office_nic", sa.String(length=5), nullable=False),
        sa.Column("treated_at", sa.String(length=19, collation="C"), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("siren", name=op.f("pk_sirene_unit")),
    )
    op.create_index("ix_sirene_unit_words", "sirene_unit", ["words"], postgresql_using="gin")
    op.create_table(
        "sirene_site",
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("insee_code", sa.String(length=5), nullable=False),
        sa.Column("headcount_band", sa.String(length=2), nullable=False),
        sa.Column("headcount_year", sa.SmallInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("head_office", sa.Boolean(), nullable=False),
        sa.Column("treated_at", sa.String(length=19, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["siren"], ["sirene_unit.siren"], name=op.f("fk_sirene_site_siren")
        ),
        sa.PrimaryKeyConstraint("siret", name=op.f("pk_sirene_site")),
    )
    op.create_index(op.f("ix_sirene_site_siren"), "sirene_site", ["siren"], unique=False)
    op.add_column(
        "company",
        sa.Column("facts_source", sa.String(length=6), server_default="STAFF", nullable=False),
    )
    op.add_column("company", sa.Column("headcount_year", sa.SmallInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_company_facts_source"), "company", "facts_source IN ('SIRENE', 'STAFF')"
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION IF EXISTS app.units_named(text, integer)")
    op.drop_constraint(op.f("ck_company_facts_source"), "company")
    op.drop_column("company", "headcount_year")
    op.drop_column("company", "facts_source")
    op.drop_index(op.f("ix_sirene_site_siren"), table_name="sirene_site")
    op.drop_table("sirene_site")
    op.drop_index("ix_sirene_unit_words", table_name="sirene_unit", postgresql_using="gin")
    op.drop_table("sirene_unit")
    op.drop_table("sirene_load")
