"""companies ask to join: requests and their proofs of mandate"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def _instant(name: str, *, now: bool = False, nullable: bool = False) -> sa.Column:
    default = sa.text("app.clock()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _link(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_join_request_{column}"))


def upgrade() -> None:
    op.create_table(
        "join_request",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        _text("siret", 14),
        _text("company_name", 200),
        _text("asker_name", 120),
        _text("asker_function", 120),
        _text("email", 320),
        _text("phone", 20),
        _text("locale", 2),
        _text("terms_version", 20),
        sa.Column("state", sa.String(length=10), server_default="ASKED", nullable=False),
        _instant("asked_at", now=True),
        _instant("confirmed_at", nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        _text("check_way", 16, nullable=True),
        _text("check_words", 500, nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        _instant("checked_at", nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        _instant("turned_at", nullable=True),
        _text("refusal", 16, nullable=True),
        _text("reason", 500, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        _instant("decided_at", nullable=True),
        sa.CheckConstraint(
            "state IN ('ASKED', 'RECEIVED', 'CHECKING', 'TURNED', 'ACCEPTED', 'REFUSED')",
            name=op.f("ck_join_request_state"),
        ),
        sa.CheckConstraint(
            "(state IN ('ACCEPTED', 'REFUSED')) = (decided_at IS NOT NULL)",
            name=op.f("ck_join_request_decided"),
        ),
        sa.CheckConstraint(
            "state <> 'TURNED' OR turned_at IS NOT NULL", name=op.f("ck_join_request_turned")
        ),
        _link("assignee_id", "staff_account.id"),
        _link("checked_by", "staff_account.id"),
        _link("company_id", "company.id"),
        _link("decided_by", "staff_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
    )
    op.create_index(op.f("ix_join_request_company_id"), "join_request", ["company_id"])
    op.create_index(
        "ix_join_request_waiting",
        "join_request",
        ["confirmed_at"],
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "join_proof",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        _text("kind", 4),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('PDF', 'JPEG', 'PNG')", name=op.f("ck_join_proof_kind")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["join_request.id"],
            ondelete="CASCADE",
            name=op.f("fk_join_proof_request_id"),
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_join_proof")),
    )


def downgrade() -> None:
    op.drop_table("join_proof")
    op.drop_table("join_request")
