"""What staff do with a request to join: take it, note the check of the official contact, accept,
refuse, or turn it to the owners a company already has. Each writes the journal.

They raise Refused with a stable reason, and Stale when somebody else decided meanwhile.
"""

from uuid import UUID

from sqlalchemy import Connection, Row, select, text, update

from app.accounts.invitations import create_invitation
from app.accounts.models import employer_account
from app.audit.acts import record_act
from app.companies.models import establishment, membership
from app.companies.policy import Refused, Stale, Status
from app.companies.services import lock_company, verify_company
from app.joining.models import join_request
from app.joining.policy import WITH_STAFF, Refusal, State, Way, check_acceptable, check_words
from app.joining.proof import Proof
from app.joining.queries import Known, handlers, known_company, proof_of
from app.notifications.notices import notify_company
from app.notifications.outbox import queue_mail
from app.reference.siret import siren_of
from app.sirene.queries import open_sites, read_unit
from app.sirene.services import bring_up_to_date, create_from_sirene

_ME = text("app.ctx_staff()")
_NOW = text("app.clock()")


def assign_request(tx: Connection, join_id: UUID, staff_id: UUID | None) -> None:
    """Give the request to somebody, who begins to check it; or back to everybody."""
    held = _hold(tx, join_id)
    if staff_id is not None and staff_id not in {who for who, _name in handlers(tx)}:
        raise Refused("join_moved")
    state = State.CHECKING.value if staff_id is not None else held.state
    _set(tx, join_id, assignee_id=staff_id, state=state)
    record_act(tx, "JOIN_ASSIGNED", None, str(join_id))


def note_contact(tx: Connection, join_id: UUID, way: Way, words: str) -> None:
    """How the company itself confirmed that it sent this person. By whom and when is noted too."""
    _hold(tx, join_id)
    _set(
        tx, join_id, state=State.CHECKING.value, check_way=way.value,
        check_words=check_words(words), checked_by=_ME, checked_at=_NOW,
    )  # fmt: skip
    record_act(tx, "JOIN_CONTACT_CHECKED", None, str(join_id))


def open_proof(tx: Connection, join_id: UUID) -> Proof | None:
    """The proof of mandate, with a line in the journal for its reading."""
    found = proof_of(tx, join_id)
    if found is not None:
        record_act(tx, "JOIN_PROOF_READ", None, str(join_id))
    return found


def accept_request(tx: Connection, join_id: UUID, reason: str, *, office_label: str) -> UUID:
    """The company stands, ACTIVE, and its first OWNER is invited: whoever asked."""
    held = _hold(tx, join_id)
    words = check_words(reason)
    siren = siren_of(held.siret)
    company_id = _company_to_join(tx, held, siren, office_label)
    _verified(tx, company_id, words)
    create_invitation(tx, company_id=company_id, email=held.email, role="OWNER", locale=held.locale)
    record_act(tx, "MEMBER_INVITED", company_id, "OWNER")
    _decide(tx, join_id, State.ACCEPTED, company_id=company_id, reason=words)
    record_act(tx, "JOIN_ACCEPTED", company_id, str(join_id))
    return company_id


def refuse_request(tx: Connection, join_id: UUID, why: Refusal, reason: str) -> None:
    """The person is told why by mail, in words of a closed list; `reason` stays with staff."""
    held = _hold(tx, join_id)
    _decide(tx, join_id, State.REFUSED, refusal=why.value, reason=check_words(reason))
    queue_mail(tx, held.email, f"join_refused_{why.value.lower()}", held.locale)
    record_act(tx, "JOIN_REFUSED", None, str(join_id))


def turn_to_owners(tx: Connection, join_id: UUID) -> None:
    """The company has owners: they are told, and decide. Whoever asked learns nothing of it."""
    held = _hold(tx, join_id)
    known = known_company(tx, siren_of(held.siret))
    if known is None or not known.owners or known.status != Status.ACTIVE.value:
        raise Refused("join_without_owner")
    _set(tx, join_id, state=State.TURNED.value, company_id=known.id, turned_at=_NOW)
    notify_company(tx, known.id, "JOIN_TURNED")
    for address, locale in _owners(tx, known.id):
        queue_mail(tx, address, "join_turned", locale)
    record_act(tx, "JOIN_TURNED", known.id, str(join_id))


def _company_to_join(tx: Connection, held: Row, siren: str, office_label: str) -> UUID:  # type: ignore[type-arg]
    """The company of the SIREN, created from SIRENE when the portal has none yet."""
    known = known_company(tx, siren)
    if known is not None:
        # Held before it is looked at again: two requests for one company pass one at a time.
        lock_company(tx, known.id)
        known = known_company(tx, siren)
    checked = held.checked_at is not None
    check_acceptable(
        held.state, checked, known.owners if known else 0, known.status if known else None
    )
    if known is None:
        unit = read_unit(tx, siren)
        name = unit.name if unit is not None and unit.name else held.company_name
        return create_from_sirene(tx, siren, name, [held.siret], office_label=office_label)
    _add_site(tx, known, held.siret, office_label)
    return known.id


def _add_site(tx: Connection, known: Known, siret: str, office_label: str) -> None:
    """The establishment that asks, when only SIRENE knows it yet."""
    here = select(establishment.c.siret).where(establishment.c.siret == siret)
    if tx.scalar(here) is None and siret in {s.siret for s in open_sites(tx, siret[:9])}:
        bring_up_to_date(tx, known.id, [siret], take_facts=False, office_label=office_label)


def _verified(tx: Connection, company_id: UUID, reason: str) -> None:
    if Status(lock_company(tx, company_id).status) is Status.PENDING:
        verify_company(tx, company_id, reason, seen=Status.PENDING)


def _owners(tx: Connection, company_id: UUID) -> list[tuple[str, str]]:
    rows = tx.execute(
        select(employer_account.c.email, employer_account.c.locale)
        .join(membership, membership.c.account_id == employer_account.c.id)
        .where(
            membership.c.company_id == company_id,
            membership.c.role == "OWNER",
            membership.c.ended_at.is_(None),
            employer_account.c.active,
        )
        .order_by(employer_account.c.email)
    )
    return [(row.email, row.locale) for row in rows]


def _hold(tx: Connection, join_id: UUID) -> Row:  # type: ignore[type-arg]
    """The request, held until the transaction ends; Stale once it is no longer with staff."""
    row = tx.execute(
        select(join_request).where(join_request.c.id == join_id).with_for_update()
    ).first()
    if row is None or row.state not in WITH_STAFF:
        raise Stale
    return row


def _decide(tx: Connection, join_id: UUID, state: State, **values: object) -> None:
    _set(tx, join_id, state=state.value, decided_by=_ME, decided_at=_NOW, **values)


def _set(tx: Connection, join_id: UUID, **values: object) -> None:
    tx.execute(update(join_request).where(join_request.c.id == join_id).values(**values))
