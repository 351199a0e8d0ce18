"""The quiet exit: what a company reads of people it no longer sees. A month, never a reason."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Connection, Integer, delete, func, select, text
from sqlalchemy import cast as sql_cast

from app.access.actor import Actor
from app.privacy.models import visibility_period
from app.privacy.rule import NotShared

MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """How many requests closed for the company in `month` (its first day)."""

    month: date
    requests: int


def closed_months(tx: Connection, actor: Actor) -> tuple[ClosedMonth, ...]:
    """The last twelve months in which a request closed, newest first. Row security knows the
    others only once their end has passed."""
    if actor.company_id is None:
        raise NotShared
    month = visibility_period.c.closed_month
    oldest = text("(app.clock() - interval '12 months')::date")
    rows = tx.execute(
        select(month, sql_cast(func.count(), Integer))
        .where(visibility_period.c.company_id == actor.company_id, month > oldest)
        .group_by(month)
        .order_by(month.desc())
        .limit(MONTHS_SHOWN)
    )
    return tuple(ClosedMonth(cast(date, row[0]), row[1]) for row in rows)


def forget_old_exits(tx: Connection) -> None:
    """The worker reaches only those that ended more than 13 months ago (row security)."""
    tx.execute(
        delete(visibility_period).where(
            visibility_period.c.ends_at < text("app.clock() - interval '13 months'")
        )
    )
