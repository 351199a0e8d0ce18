"""Requests turned to a company's own owners: they invite whoever asked, or leave it there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text, update

from app.audit.acts import record_act
from app.companies.policy import Stale
from app.companies.team import Rights, invite_colleague
from app.joining.models import join_request
from app.joining.policy import State
from app.notifications.outbox import queue_mail

_FILES = ("OWNER", "MANAGER")


@dataclass(frozen=True, slots=True)
class Turned:
    """Who asks to act for the company, as Action Logement turned it to the owners."""

    id: UUID
    asker_name: str
    asker_function: str
    email: str
    siret: str
    locale: str
    turned_at: datetime


def turned_requests(tx: Connection) -> tuple[Turned, ...]:
    """Those the signed-in owner's company has not answered, the oldest first."""
    j = join_request.c
    rows = tx.execute(
        select(j.id, j.asker_name, j.asker_function, j.email, j.siret, j.locale, j.turned_at)
        .where(j.state == State.TURNED.value)
        .order_by(j.turned_at, j.id)
    )
    return tuple(Turned(*row) for row in rows)


def invite_asker(tx: Connection, company_id: UUID, join_id: UUID, role: str) -> None:
    """Invite whoever asked, with `role` and its usual rights. Raises Stale when it was answered."""
    asker = _answer(tx, join_id, State.ACCEPTED)
    files = role in _FILES
    invite_colleague(tx, company_id, asker[0], Rights(role, files, files), asker[1])
    record_act(tx, "JOIN_ACCEPTED", company_id, str(join_id))


def set_aside(tx: Connection, company_id: UUID, join_id: UUID) -> None:
    """Nobody is invited; whoever asked reads that the request was handled, and no more."""
    address, locale = _answer(tx, join_id, State.REFUSED)
    queue_mail(tx, address, "join_handled", locale)
    record_act(tx, "JOIN_SET_ASIDE", company_id, str(join_id))


def _answer(tx: Connection, join_id: UUID, state: State) -> tuple[str, str]:
    """Note the owners' answer; (address, language) of whoever asked."""
    row = tx.execute(
        update(join_request)
        .where(join_request.c.id == join_id, join_request.c.state == State.TURNED.value)
        .values(state=state.value, decided_at=text("app.clock()"))
        .returning(join_request.c.email, join_request.c.locale)
    ).first()
    if row is None:
        raise Stale
    return row.email, row.locale
