"""Requests to join as staff read them, with what is known of the company. No figure on people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from app.accounts.models import staff_account
from app.companies.models import company, membership
from app.joining.models import join_proof, join_request
from app.joining.policy import WITH_STAFF
from app.joining.proof import Proof
from app.reference.siret import siren_of
from app.sirene.queries import SiteLine, UnitLine, open_sites, read_unit

PAGE_SIZE = 50
HANDLERS = ("COMPANY_MANAGER", "ADMINISTRATOR")
_checker = staff_account.alias("checker")
_decider = staff_account.alias("decider")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests: `state` None is all; `mine` a staff account."""

    state: str | None = "WAITING"
    mine: UUID | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class JoinLine:
    """A request in the queue."""

    id: UUID
    siret: str
    company_name: str
    state: str
    assignee: str | None
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """The company on the portal that holds the SIREN, and how many active OWNERs it has."""

    id: UUID
    name: str
    status: str
    owners: int


@dataclass(frozen=True, slots=True)
class JoinView:
    """One request with its evidence. `proof_kind` is None once the proof was erased."""

    id: UUID
    siret: str
    company_name: str
    asker_name: str
    asker_function: str
    email: str
    phone: str
    state: str
    confirmed_at: datetime
    assignee_id: UUID | None
    assignee: str | None
    check_way: str | None
    check_words: str | None
    checked_by: str | None
    checked_at: datetime | None
    turned_at: datetime | None
    refusal: str | None
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    proof_kind: str | None
    known: Known | None
    unit: UnitLine | None
    site: SiteLine | None
    others: tuple[UUID, ...]


def list_requests(tx: Connection, wanted: Wanted) -> tuple[tuple[JoinLine, ...], bool]:
    """One page, those that waited longest first, and whether there is another."""
    found = (
        select(
            join_request.c.id, join_request.c.siret, join_request.c.company_name,
            join_request.c.state, staff_account.c.full_name, join_request.c.confirmed_at,
        )
        .outerjoin(staff_account, staff_account.c.id == join_request.c.assignee_id)
        .order_by(join_request.c.confirmed_at, join_request.c.id)
    )  # fmt: skip
    if wanted.state is not None:
        states = WITH_STAFF if wanted.state == "WAITING" else (wanted.state,)
        found = found.where(join_request.c.state.in_(states))
    if wanted.mine is not None:
        found = found.where(join_request.c.assignee_id == wanted.mine)
    rows = tx.execute(found.limit(PAGE_SIZE + 1).offset((wanted.page - 1) * PAGE_SIZE)).all()
    return tuple(JoinLine(*row) for row in rows[:PAGE_SIZE]), len(rows) > PAGE_SIZE


def count_requests(tx: Connection) -> dict[str, int]:
    """How many stand in each state, WAITING being those that staff must decide."""
    counted = select(join_request.c.state, func.count()).group_by(join_request.c.state)
    by_state = {row[0]: row[1] for row in tx.execute(counted)}
    return by_state | {"WAITING": sum(by_state.get(state, 0) for state in WITH_STAFF)}


def read_request(tx: Connection, join_id: UUID) -> JoinView | None:
    """A request whole, or None."""
    row = tx.execute(_whole().where(join_request.c.id == join_id)).first()
    if row is None:
        return None
    siren = siren_of(row.siret)
    sites = {site.siret: site for site in open_sites(tx, siren)}
    return JoinView(
        **row._mapping,
        known=known_company(tx, siren),
        unit=read_unit(tx, siren),
        site=sites.get(row.siret),
        others=_others(tx, row),
    )


def known_company(tx: Connection, siren: str) -> Known | None:
    """The company of a SIREN, if the portal has it."""
    owners = (
        select(func.count())
        .where(
            membership.c.company_id == company.c.id,
            membership.c.role == "OWNER",
            membership.c.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    row = tx.execute(
        select(company.c.id, company.c.name, company.c.status, owners).where(
            company.c.siren == siren
        )
    ).first()
    return Known(*row) if row is not None else None


def proof_of(tx: Connection, join_id: UUID) -> Proof | None:
    """The proof of mandate, None once erased."""
    row = tx.execute(
        select(join_proof.c.kind, join_proof.c.content).where(join_proof.c.request_id == join_id)
    ).first()
    return Proof(row.kind, bytes(row.content)) if row is not None else None


def handlers(tx: Connection) -> tuple[tuple[UUID, str], ...]:
    """Staff a request can be given to, by name."""
    rows = tx.execute(
        select(staff_account.c.id, staff_account.c.full_name)
        .where(staff_account.c.role.in_(HANDLERS), staff_account.c.active)
        .order_by(staff_account.c.full_name)
    )
    return tuple((row.id, row.full_name) for row in rows)


def _whole() -> Select[Any]:
    j = join_request.c
    return (
        select(
            j.id, j.siret, j.company_name, j.asker_name, j.asker_function, j.email, j.phone,
            j.state, j.confirmed_at, j.assignee_id, staff_account.c.full_name.label("assignee"),
            j.check_way, j.check_words, _checker.c.full_name.label("checked_by"), j.checked_at,
            j.turned_at, j.refusal, j.reason, _decider.c.full_name.label("decided_by"),
            j.decided_at, join_proof.c.kind.label("proof_kind"),
        )
        .outerjoin(staff_account, staff_account.c.id == j.assignee_id)
        .outerjoin(_checker, _checker.c.id == j.checked_by)
        .outerjoin(_decider, _decider.c.id == j.decided_by)
        .outerjoin(join_proof, join_proof.c.request_id == j.id)
    )  # fmt: skip


def _others(tx: Connection, row: Row[Any]) -> tuple[UUID, ...]:
    """Further requests for the same SIREN, not decided yet."""
    return tuple(
        tx.scalars(
            select(join_request.c.id)
            .where(
                join_request.c.siret.startswith(siren_of(row.siret)),
                join_request.c.id != row.id,
                join_request.c.decided_at.is_(None),
            )
            .order_by(join_request.c.confirmed_at)
            .limit(10)
        )
    )
