"""Tables of company points. No fact of a person: a line names a period of visibility."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)

from app.db.base import instant, metadata, uuid_key

# One dated version: the criteria, and the limits that go with them.
points_scale = Table(
    "points_scale",
    metadata,
    Column("company_id", Uuid, ForeignKey("company.id"), primary_key=True),
    # 1, 2, 3… within the company: of two versions of one day the later one counts.
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("effective_on", Date, nullable=False),
    Column("yearly_budget", Integer, nullable=False),
    Column("request_cap", Integer, nullable=False),
    Column("author_name", String(200), nullable=False),
    instant("made_at", now=True),
    CheckConstraint("yearly_budget BETWEEN 0 AND 10000000", name="yearly_budget"),
    CheckConstraint("request_cap BETWEEN 1 AND 100000", name="request_cap"),
)

points_criterion = Table(
    "points_criterion",
    metadata,
    Column("company_id", Uuid, primary_key=True),
    Column("scale_number", SmallInteger, primary_key=True, autoincrement=False),
    Column("ordinal", SmallInteger, primary_key=True, autoincrement=False),
    Column("label", String(80), nullable=False),
    Column("explained", String(300), nullable=False, server_default=""),
    Column("points", Integer, nullable=False),
    CheckConstraint("points BETWEEN 1 AND 100000", name="points"),
    ForeignKeyConstraint(
        ["company_id", "scale_number"],
        ["points_scale.company_id", "points_scale.number"],
        name="fk_points_criterion_scale",
    ),
)

# The ledger. `year` is the one whose budget the award spends; what takes an award back carries the
# award's year. `act` is one press of a button: several lines when several people were named.
points_line = Table(
    "points_line",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, nullable=False),
    Column("public_id", Uuid, nullable=False),
    Column("scale_number", SmallInteger, nullable=False),
    Column("ordinal", SmallInteger, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("points", Integer, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("act", Uuid, nullable=False),
    Column("reverses", Uuid, ForeignKey("points_line.id"), unique=True),
    Column("reason", String(500)),
    Column("author_id", Uuid, nullable=False),
    Column("author_name", String(200), nullable=False),
    Column("author_role", String(12), nullable=False),
    instant("made_at", now=True),
    CheckConstraint("kind IN ('AWARD', 'REVERSAL', 'UNDO')", name="kind"),
    CheckConstraint("(kind = 'AWARD') = (points > 0) AND points <> 0", name="sign"),
    CheckConstraint("(kind = 'AWARD') = (reverses IS NULL)", name="reverses"),
    CheckConstraint("(kind = 'REVERSAL') = (reason IS NOT NULL)", name="reason"),
    ForeignKeyConstraint(
        ["company_id", "scale_number", "ordinal"],
        [
            "points_criterion.company_id",
            "points_criterion.scale_number",
            "points_criterion.ordinal",
        ],
        name="fk_points_line_criterion",
    ),
    Index("ix_points_line_ledger", "company_id", text("made_at DESC"), text("id DESC")),
    Index("ix_points_line_year", "company_id", "year", postgresql_include=["kind", "points"]),
    Index("ix_points_line_person", "public_id"),
    Index("ix_points_line_act", "company_id", "act"),
)

# One line contested once, by the person it names; answered by somebody else than its author.
points_contest = Table(
    "points_contest",
    metadata,
    Column("line_id", Uuid, ForeignKey("points_line.id"), primary_key=True),
    Column("company_id", Uuid, nullable=False),
    Column("public_id", Uuid, nullable=False),
    Column("words", String(1000), nullable=False),
    instant("opened_at", now=True),
    Column("outcome", String(8)),
    Column("answer", String(1000)),
    Column("answered_by", Uuid),
    Column("answered_name", String(200)),
    Column("answered_role", String(16)),
    instant("answered_at", nullable=True),
    CheckConstraint("outcome IN ('KEPT', 'REVERSED')", name="outcome"),
    CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
    Index(
        "ix_points_contest_open", "company_id", "opened_at",
        postgresql_where=text("answered_at IS NULL"),
    ),
)  # fmt: skip
