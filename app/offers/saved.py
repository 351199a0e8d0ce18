"""One search an applicant keeps, and the mail a day when something new answers it."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from app.offers.models import saved_search
from app.offers.search import Filters, Tab

_CLOCK = text("app.clock()")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """The tab and the filters as they were; `looked_at` when an alert last looked for news."""

    tab: Tab
    filters: Filters
    stop_token: UUID
    saved_at: datetime
    looked_at: datetime


def save_search(tx: Connection, account_id: UUID, tab: Tab, filters: Filters) -> None:
    """Keep this one, in the place of the one before: news count from now."""
    kept = {"tab": tab.value, **{k: v for k, v in asdict(filters).items() if v}}
    statement = insert(saved_search).inline().values(account_id=account_id, filters=kept)
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["account_id"],
            set_={"filters": kept, "saved_at": _CLOCK, "looked_at": _CLOCK},
        )
    )


def own_search(tx: Connection) -> SavedSearch | None:
    """The signed-in applicant's, or None."""
    row = tx.execute(_OWN).first()
    return _read(row) if row is not None else None


def forget_search(tx: Connection) -> None:
    """No alert any more."""
    tx.execute(delete(saved_search))


def stop_alert(tx: Connection, token: UUID) -> None:
    """What the link in each mail can do, for whoever holds it; an old link does nothing."""
    tx.execute(text("SELECT app.stop_alert(:token)"), {"token": token})


def take_due_search(tx: Connection) -> SavedSearch | None:
    """The own search when no alert has looked for news today; no other worker takes it as well."""
    row = tx.execute(
        _OWN.where(saved_search.c.looked_at < text(TODAY)).with_for_update(skip_locked=True)
    ).first()
    return _read(row) if row is not None else None


def mark_looked(tx: Connection) -> None:
    tx.execute(saved_search.update().values(looked_at=_CLOCK))


TODAY = "date_trunc('day', app.clock() AT TIME ZONE 'Europe/Paris') AT TIME ZONE 'Europe/Paris'"
_OWN = select(
    saved_search.c.filters,
    saved_search.c.stop_token,
    saved_search.c.saved_at,
    saved_search.c.looked_at,
)


def _read(row: Any) -> SavedSearch:
    """What is no filter of today's any more filters nothing."""
    kept = dict(row.filters)
    tab = next((t for t in Tab if t.value == kept.get("tab")), Tab.WANTED)
    known = {f.name for f in fields(Filters)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in kept.items()
        if name in known
    }
    return SavedSearch(tab, Filters(**values), row.stop_token, row.saved_at, row.looked_at)
