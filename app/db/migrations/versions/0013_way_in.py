"""the way in: attachment to the co-applicant's employer, documents ticked, renewal, tutorial"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def _instant(name: str, *, now: bool = False, nullable: bool = False) -> sa.Column:
    default = sa.text("app.clock()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def _request_key() -> sa.Column:
    return sa.Column("request_id", sa.Uuid(), nullable=False)


def _request(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["request_id"],
        ["housing_request.id"],
        ondelete="CASCADE",
        name=op.f(f"fk_{table}_request_id"),
    )


def upgrade() -> None:
    op.add_column("housing_request", sa.Column("other_siret", sa.String(length=14), nullable=True))
    op.add_column("housing_request", sa.Column("renew_by", sa.Date(), nullable=True))
    op.add_column("housing_request", _instant("file_validated_at", nullable=True))
    op.add_column("applicant_account", _instant("tutorial_ended_at", nullable=True))
    op.execute(
        "UPDATE housing_request r SET renew_by = (coalesce(f.request ->> 'renewed_on', "
        "f.request ->> 'registered_on')::date + interval '1 year')::date "
        "FROM file f WHERE f.request_id = r.id"
    )
    # Neither employer of a couple learns of the other: no part holds another adult's any more.
    op.execute("UPDATE other_adult SET content = content - 'employer_name'")
    op.create_table(
        "co_applicant_agreement",
        _request_key(),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("bond", sa.LargeBinary(), nullable=False),
        sa.Column("agreed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _instant("asked_at", now=True),
        _instant("answered_at", nullable=True),
        _request("co_applicant_agreement"),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_co_applicant_agreement")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_co_applicant_agreement_token_hash")),
    )
    op.create_table(
        "document_tick",
        _request_key(),
        sa.Column("code", sa.String(length=24), nullable=False),
        _instant("ticked_at", now=True),
        _request("document_tick"),
        sa.PrimaryKeyConstraint("request_id", "code", name=op.f("pk_document_tick")),
    )
    op.create_table(
        "renewal_reminder",
        _request_key(),
        sa.Column("renew_by", sa.Date(), nullable=False),
        sa.Column("days_before", sa.SmallInteger(), nullable=False),
        _request("renewal_reminder"),
        sa.PrimaryKeyConstraint(
            "request_id", "renew_by", "days_before", name=op.f("pk_renewal_reminder")
        ),
    )


def downgrade() -> None:
    op.drop_table("renewal_reminder")
    op.drop_table("document_tick")
    op.drop_table("co_applicant_agreement")
    # The version before knows one member more in each adult.
    op.execute("UPDATE other_adult SET content = content || '{\"employer_name\": null}'")
    op.drop_column("applicant_account", "tutorial_ended_at")
    for column in ("file_validated_at", "renew_by", "other_siret"):
        op.drop_column("housing_request", column)
