"""The tables' common ground: one MetaData, names of constraints, recurring columns."""

from sqlalchemy import Column, DateTime, MetaData, Uuid, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Instant = DateTime(timezone=True)


def uuid_key() -> Column:  # type: ignore[type-arg]
    """A random identifier made by PostgreSQL: a sequence would tell order and counts."""
    return Column("id", Uuid, primary_key=True, server_default=text("gen_random_uuid()"))


def instant(name: str, *, now: bool = False, nullable: bool = False) -> Column:  # type: ignore[type-arg]
    """A moment; `now` takes the database's clock (the one tests can set)."""
    default = text("app.clock()") if now else None
    return Column(name, Instant, nullable=nullable, server_default=default)
