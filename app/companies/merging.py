"""A company merged into another, an establishment that passes to another company.

One transaction, at once: both companies are held in one order, whoever was shown to the company
left behind is shown to nobody until they choose again, and nothing of it is told in numbers. Points
and ledger stay the company's that awarded them.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text, update

from app.audit.acts import record_act
from app.companies.models import (
    company,
    company_code,
    company_event,
    establishment,
    invitation,
    membership,
)
from app.companies.policy import REASON_LENGTH, Refused, Stale, Status, check_reason
from app.notifications.notices import notify_company
from app.reference.names import sort_key
from app.reference.siret import format_siret

_NOW = text("app.clock()")
_ME = text("app.ctx_staff()")


@dataclass(frozen=True, slots=True)
class Consequences:
    """What ends or moves. Nothing here counts people who look for a home."""

    sites: tuple[str, ...]
    codes: int
    members: int
    invitations: int


def consequences(tx: Connection, company_id: UUID, siret: str | None = None) -> Consequences:
    """What merging the company, or moving its establishment `siret`, will do."""
    sites = select(establishment.c.siret).where(establishment.c.company_id == company_id)
    codes = select(func.count()).where(*_live_codes(company_id, siret))
    members = select(func.count()).where(
        membership.c.company_id == company_id, membership.c.ended_at.is_(None)
    )
    waiting = select(func.count()).where(*_open_invitations(company_id))
    if siret is not None:
        sites = sites.where(establishment.c.siret == siret)
        only = membership.c.sites == [siret]
        members, waiting = members.where(only), waiting.where(invitation.c.sites.contains([siret]))
    return Consequences(
        tuple(tx.scalars(sites.order_by(establishment.c.siret))),
        tx.scalar(codes) or 0,
        tx.scalar(members) or 0,
        tx.scalar(waiting) or 0,
    )


def merge_company(
    tx: Connection, leaving: UUID, into: UUID, reason: str, *, typed: str, words: str
) -> None:
    """`leaving` becomes CLOSED, all it held ends or passes to `into`.

    `typed` is its name, typed to confirm; `words` begins the reason kept ("Fusionnée avec …").
    """
    check_reason(reason)
    old, new = _hold_both(tx, leaving, into, typed)
    kept = f"{words} : {reason.strip()}"[:REASON_LENGTH]
    tx.execute(text("SELECT app.part_from_company(:c, NULL)"), {"c": leaving})
    _move_sites(tx, leaving, into, None)
    _end_codes(tx, leaving, None)
    _end_people(tx, leaving)
    ends_in = (company.c.id == leaving) | (company.c.merged_into == leaving)
    tx.execute(update(company).where(ends_in).values(merged_into=into))
    tx.execute(
        update(company)
        .where(company.c.id == leaving)
        .values(status=Status.CLOSED.value, status_reason=kept, status_since=_NOW)
    )
    tx.execute(
        company_event.insert().values(
            company_id=leaving, status=Status.CLOSED.value, reason=kept, staff_id=_ME
        )
    )
    notify_company(tx, into, "ESTABLISHMENTS_JOINED")
    record_act(tx, "COMPANY_MERGED", leaving, new.siren)
    record_act(tx, "COMPANY_ABSORBED", into, old.siren)


def transfer_establishment(
    tx: Connection, leaving: UUID, siret: str, into: UUID, reason: str, *, typed: str
) -> None:
    """The establishment passes to `into`; `typed` is the name of the company it leaves."""
    check_reason(reason)
    old, new = _hold_both(tx, leaving, into, typed)
    held = tx.execute(
        select(establishment.c.siret, establishment.c.head_office)
        .where(establishment.c.company_id == leaving)
        .order_by(establishment.c.siret)
        .with_for_update()
    ).all()
    mine = {row.siret: row.head_office for row in held}
    if siret not in mine:
        raise Stale
    if mine[siret] or len(mine) == 1:
        raise Refused("transfer_head")
    tx.execute(
        text("SELECT app.part_from_company(:c, ARRAY[:s]::text[])"), {"c": leaving, "s": siret}
    )
    _move_sites(tx, leaving, into, siret)
    _end_codes(tx, leaving, siret)
    tx.execute(text("SELECT app.unlimit_from(:c, :s)"), {"c": leaving, "s": siret})
    number = format_siret(siret)
    _note(tx, leaving, f"{number} → {new.name} : {reason.strip()}")
    _note(tx, into, f"{number} ← {old.name} : {reason.strip()}")
    notify_company(tx, leaving, "ESTABLISHMENT_LEFT")
    notify_company(tx, into, "ESTABLISHMENTS_JOINED")
    record_act(tx, "ESTABLISHMENT_LEFT", leaving, siret)
    record_act(tx, "ESTABLISHMENT_JOINED", into, siret)


def _hold_both(tx: Connection, leaving: UUID, into: UUID, typed: str) -> tuple[Row, Row]:  # type: ignore[type-arg]
    """Both companies, held in one order. Their keys stay free: a reading under way may still write
    its line, and whoever is choosing is waited for (app.company_takes_choice)."""
    if leaving == into:
        raise Refused("merge_itself")
    rows = tx.execute(
        select(company)
        .where(company.c.id.in_((leaving, into)))
        .order_by(company.c.id)
        .with_for_update(key_share=True)
    ).all()
    found = {row.id: row for row in rows}
    if len(found) != 2:
        raise Refused("unknown_company")
    if found[leaving].status == Status.CLOSED.value:
        raise Stale
    if found[into].status != Status.ACTIVE.value:
        raise Refused("merge_target")
    if sort_key(typed) != sort_key(found[leaving].name):
        raise Refused("merge_name")
    return found[leaving], found[into]


def _move_sites(tx: Connection, leaving: UUID, into: UUID, siret: str | None) -> None:
    moved = update(establishment).where(establishment.c.company_id == leaving)
    if siret is not None:
        moved = moved.where(establishment.c.siret == siret)
    tx.execute(moved.values(company_id=into, head_office=False))


def _end_codes(tx: Connection, leaving: UUID, siret: str | None) -> None:
    tx.execute(update(company_code).where(*_live_codes(leaving, siret)).values(status="SUSPENDED"))


def _end_people(tx: Connection, leaving: UUID) -> None:
    """Nobody acts for it any more, at once; no invitation to it works."""
    tx.execute(
        update(membership)
        .where(membership.c.company_id == leaving, membership.c.ended_at.is_(None))
        .values(ended_at=_NOW)
    )
    tx.execute(update(invitation).where(*_open_invitations(leaving)).values(cancelled_at=_NOW))


def _note(tx: Connection, company_id: UUID, words: str) -> None:
    """A line of the company's history that changes no state."""
    tx.execute(
        company_event.insert().values(
            company_id=company_id, status="MOVED", reason=words[:REASON_LENGTH], staff_id=_ME
        )
    )


def _live_codes(company_id: UUID, siret: str | None) -> tuple:  # type: ignore[type-arg]
    live = (
        company_code.c.company_id == company_id,
        company_code.c.status.in_(("ACTIVE", "ROTATED")),
    )
    return live if siret is None else (*live, company_code.c.siret == siret)


def _open_invitations(company_id: UUID) -> tuple:  # type: ignore[type-arg]
    return (
        invitation.c.company_id == company_id,
        invitation.c.accepted_at.is_(None),
        invitation.c.cancelled_at.is_(None),
    )
