"""What a company is told of its own affairs: in the portal, and by a mail that names nobody.

A notice is written in the act's own transaction. It holds a kind and a moment: what it is about is
read where it stands now, by whoever may read it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import insert

from app.db.written import Written, write
from app.notifications.models import company_notice, notice_choice

DIGESTS = ("NEVER", "DAILY", "WEEKLY")
_OLDEST = text("app.clock() - interval '90 days'")


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the centre; `fresh` until the centre was opened after it."""

    kind: str
    at: datetime
    fresh: bool


def notify_company(tx: Connection, company_id: UUID, kind: str) -> None:
    """Tell the company. Kinds are worded in app/companies/notice_words.py."""
    tx.execute(company_notice.insert().inline().values(company_id=company_id, kind=kind))


def read_notices(tx: Connection, membership_id: UUID, most: int = 100) -> tuple[Notice, ...]:
    """Notices of the company acted for, the newest first."""
    seen = _seen_at(tx, membership_id)
    rows = tx.execute(
        select(company_notice.c.kind, company_notice.c.at)
        .where(company_notice.c.at > _OLDEST)
        .order_by(company_notice.c.at.desc(), company_notice.c.id)
        .limit(most)
    )
    return tuple(Notice(r.kind, r.at, seen is None or r.at > seen) for r in rows)


def count_fresh(tx: Connection, membership_id: UUID) -> int:
    """How many notices came since this member opened the centre."""
    return int(_fresh_written().ask_one(tx, membership=membership_id)[0])


@cache
def _fresh_written() -> Written:
    """Every page's bell asks."""
    seen = (
        select(notice_choice.c.seen_at)
        .where(notice_choice.c.membership_id == bindparam("membership", type_=Uuid))
        .scalar_subquery()
    )
    after = func.coalesce(seen, text("timestamptz '-infinity'"))
    return write(
        select(func.count())
        .select_from(company_notice)
        .where(company_notice.c.at > _OLDEST, company_notice.c.at > after)
    )


def mark_seen(tx: Connection, membership_id: UUID) -> None:
    now = text("app.clock()")
    tx.execute(
        insert(notice_choice)
        .values(membership_id=membership_id, seen_at=now)
        .on_conflict_do_update(index_elements=["membership_id"], set_={"seen_at": now})
    )


def digest_of(tx: Connection, membership_id: UUID) -> str:
    """How often this member is written to."""
    chosen = tx.scalar(
        select(notice_choice.c.digest).where(notice_choice.c.membership_id == membership_id)
    )
    return str(chosen or "WEEKLY")


def choose_digest(tx: Connection, membership_id: UUID, digest: str) -> None:
    tx.execute(
        insert(notice_choice)
        .values(membership_id=membership_id, digest=digest)
        .on_conflict_do_update(index_elements=["membership_id"], set_={"digest": digest})
    )


def _seen_at(tx: Connection, membership_id: UUID) -> datetime | None:
    found: datetime | None = tx.scalar(
        select(notice_choice.c.seen_at).where(notice_choice.c.membership_id == membership_id)
    )
    return found
