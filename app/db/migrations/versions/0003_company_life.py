"""company life: sealed second factors, passkeys, rotated codes, teams, notices"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

_ACCOUNTS = ("employer_account", "staff_account", "applicant_account")


def _instant(name: str, *, now: bool = False, nullable: bool = False) -> sa.Column:
    default = sa.text("app.clock()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def upgrade() -> None:
    for table in _ACCOUNTS:
        op.alter_column(table, "totp_secret", type_=sa.String(length=200))
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        _instant("created_at", now=True),
        _instant("used_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index("ix_passkey_account", "passkey", ["audience", "account_id"])
    op.add_column("company_code", sa.Column("replaced_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_company_code_replaced_by"), "company_code", "company_code", ["replaced_by"], ["id"]
    )
    op.add_column("invitation", sa.Column("may_open_files", sa.Boolean(), nullable=True))
    op.add_column("invitation", sa.Column("may_export", sa.Boolean(), nullable=True))
    op.add_column("invitation", sa.Column("sites", postgresql.ARRAY(sa.String(14)), nullable=True))
    op.add_column("invitation", _instant("cancelled_at", nullable=True))
    op.create_table(
        "company_notice",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        _instant("at", now=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_notice_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_notice")),
    )
    op.create_index(
        "ix_company_notice_company", "company_notice", ["company_id", sa.text("at DESC")]
    )
    op.create_table(
        "notice_choice",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=8), server_default="WEEKLY", nullable=False),
        _instant("seen_at", nullable=True),
        _instant("digested_at", nullable=True),
        sa.CheckConstraint(
            "digest IN ('NEVER', 'DAILY', 'WEEKLY')", name=op.f("ck_notice_choice_digest")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            ondelete="CASCADE",
            name=op.f("fk_notice_choice_membership_id"),
        ),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_notice_choice")),
    )


def downgrade() -> None:
    op.drop_table("notice_choice")
    op.drop_index("ix_company_notice_company", table_name="company_notice")
    op.drop_table("company_notice")
    for column in ("cancelled_at", "sites", "may_export", "may_open_files"):
        op.drop_column("invitation", column)
    op.drop_constraint(op.f("fk_company_code_replaced_by"), "company_code", type_="foreignkey")
    op.drop_column("company_code", "replaced_by")
    op.drop_index("ix_passkey_account", table_name="passkey")
    op.drop_table("passkey")
    # Sealed secrets are of no use to the version before: their owners enrol again.
    for table in _ACCOUNTS:
        op.execute(
            f"UPDATE {table} SET totp_secret = NULL, totp_last_step = NULL "
            "WHERE length(totp_secret) > 64"
        )
        op.alter_column(table, "totp_secret", type_=sa.String(length=64))
