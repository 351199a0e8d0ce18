"""reports: a code, everybody in them, staff's own"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _new() -> tuple[sa.Column, ...]:
    return (
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("sealed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


_LOOSENED = ("company_id", "membership_id", "public_id")


def upgrade() -> None:
    for column in _new():
        op.add_column("report", column)
    # A report printed before had no code: it can only be made again.
    op.execute("DELETE FROM report")
    op.alter_column("report", "code", nullable=False)
    op.drop_column("report", "fingerprint")
    for name in _LOOSENED:
        op.alter_column("report", name, nullable=True)
    op.create_foreign_key(
        op.f("fk_report_staff_id"), "report", "staff_account", ["staff_id"], ["id"]
    )
    op.create_check_constraint(
        op.f("ck_report_one_owner"), "report", "(membership_id IS NULL) <> (staff_id IS NULL)"
    )
    op.create_index("ix_report_staff", "report", ["staff_id"], unique=False)
    op.create_index("uq_report_code", "report", ["code"], unique=True)
    op.create_table(
        "report_person",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_person_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "public_id", name=op.f("pk_report_person")),
    )  # fmt: skip
    op.create_table(
        "report_code",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_report_code")),
        sa.UniqueConstraint("report_id", name=op.f("uq_report_code_report_id")),
    )


def downgrade() -> None:
    op.drop_table("report_code")
    op.drop_table("report_person")
    op.execute("DROP TRIGGER IF EXISTS report_coded ON report")
    op.execute("DELETE FROM report")
    op.drop_index("uq_report_code", table_name="report")
    op.drop_index("ix_report_staff", table_name="report")
    op.drop_constraint(op.f("ck_report_one_owner"), "report", type_="check")
    op.drop_constraint(op.f("fk_report_staff_id"), "report", type_="foreignkey")
    for name in _LOOSENED:
        op.alter_column("report", name, nullable=False)
    op.add_column("report", sa.Column("fingerprint", sa.LargeBinary(), nullable=True))
    for column in reversed(_new()):
        # Policies stand on some of them: the wall is laid again after each migration.
        op.execute(f"ALTER TABLE report DROP COLUMN {column.name} CASCADE")
