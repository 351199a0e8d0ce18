"""A registered request comes into an account: by its code, or read again.

The registry is read through its own connector and login, the account written as its applicant.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.access.actor import Actor
from app.accounts.models import applicant_account
from app.companies.day import today
from app.consent.services import withdraw
from app.consent.texts import wordings
from app.privacy.codec import encode
from app.privacy.intake import AnotherRequest, store
from app.privacy.parts import APPLICANT, attachable, person_of
from app.privacy.readers.own import OwnRequest, own_request, running_choice
from app.privacy.rule import Choice
from app.reference.siret import siren_of
from app.registry.connector import RegistryConnector, RegistryUnavailable
from app.registry.identity import Differs, TypedIdentity, differences
from app.registry.import_codes import give_back, mark_used, try_code
from app.registry.record import RegisteredRequest

# AL'in's imports go by a code since 20 April 2021 (user guide).
CODES_BEGAN = datetime(2021, 4, 19, 22, 0, tzinfo=UTC)
_CLAIM = text("SELECT app.claim_request(:number, :wording)")


class WrongCode(Exception):
    """Not the code, or no code left to try."""


class NotImportable(Exception):
    """The registry does not have the request any more, or has closed it."""


class NoSuchEmployer(Exception):
    """The registry gives no co-applicant, or no SIRET for the one meant."""


class CodeFirst(Exception):
    """Imported before imports went by code: it is confirmed once by one, then read again freely."""


class IdentityDiffers(Exception):
    """The registered person is not the one who signed up; `what` says in which respects."""

    def __init__(self, what: tuple[Differs, ...]) -> None:
        super().__init__("identity")
        self.what = what


@dataclass(frozen=True, slots=True)
class Import:
    """What imports need besides the transaction."""

    registry: RegistryConnector
    secret_key: str


def import_with_code(tx: Connection, actor: Actor, source: Import, typed: str) -> UUID:
    """Import the request whose code was typed; returns its id.

    Raises WrongCode, NotImportable, IdentityDiffers, AnotherRequest; in each case the caller
    commits, so that the try stays counted. Raises RegistryUnavailable: the code stays good.
    """
    number = try_code(tx, source.secret_key, actor.account_id, typed)
    if number is None:
        raise WrongCode
    try:
        record = source.registry.fetch(number)
    except RegistryUnavailable:
        give_back(tx, actor.account_id)
        raise
    if record is None or record.status != "ACTIVE":
        raise NotImportable
    _refuse_somebody_else(tx, actor, record)
    held = own_request(tx)
    if held is not None and held.unique_number != number:
        raise AnotherRequest
    mark_used(tx, actor.account_id, number)
    if held is None:
        # Whoever holds the code holds the request: it leaves another account at choice 1.
        tx.execute(_CLAIM, {"number": number, "wording": wordings(tx, today(tx)).current.version})
    elif running_choice(tx).choice is not Choice.ANONYMOUS:
        withdraw(tx, actor, held.request_id, cause="REIMPORTED")
    return _write(tx, actor, record, held, by_code=True)


def refresh(tx: Connection, actor: Actor, source: Import, held: OwnRequest) -> RegisteredRequest:
    """Read the registry again; a running choice stays, unless the employer is another one.

    A request the registry has closed is written as closed (and so hidden from its company).
    Raises NotImportable when it is gone, IdentityDiffers, CodeFirst, RegistryUnavailable.
    """
    record = _read_again(tx, actor, source, held)
    _write(tx, actor, record, held)
    return record


def attach(tx: Connection, actor: Actor, source: Import, held: OwnRequest, to: str) -> None:
    """Attach the request to the employer of `to` (APPLICANT or CO_APPLICANT), at choice 1.

    The registry is read again: the parts are another person's now. Raises NoSuchEmployer,
    NotImportable, IdentityDiffers, RegistryUnavailable.
    """
    record = _read_again(tx, actor, source, held)
    person = person_of(record, to)
    if attachable(record, to) != to or person.occupation.siret is None:
        raise NoSuchEmployer
    if running_choice(tx).choice is not Choice.ANONYMOUS:
        withdraw(tx, actor, held.request_id, cause="EMPLOYER_CHANGED")
    _write(tx, actor, record, replace(held, attached_to=to, siret=None))


def _read_again(
    tx: Connection, actor: Actor, source: Import, held: OwnRequest
) -> RegisteredRequest:
    if held.imported_at < CODES_BEGAN:
        raise CodeFirst
    record = source.registry.fetch(held.unique_number)
    if record is None:
        raise NotImportable
    _refuse_somebody_else(tx, actor, record)
    return record


def digest_of(record: RegisteredRequest) -> bytes:
    """Tells two versions of a request apart; the same content gives the same 32 bytes."""
    canonical = json.dumps(encode(record), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).digest()


def _write(
    tx: Connection,
    actor: Actor,
    record: RegisteredRequest,
    held: OwnRequest | None,
    *,
    by_code: bool = False,
) -> UUID:
    # A request that comes into another account is attached to its applicant's employer again.
    attached_to = held.attached_to if held is not None else APPLICANT
    work = person_of(record, attached_to).occupation
    # The employer's name typed for one company is not told to the next one.
    changed = held is not None and _siren(held.siret) != _siren(work.siret)
    name = (work.employer_name or work.siret) if changed else None
    return store(
        tx, actor.account_id, record, digest_of(record),
        employer_name=name, attached_to=attached_to, by_code=by_code,
    )  # fmt: skip


def _siren(siret: str | None) -> str | None:
    return siren_of(siret) if siret else None


def _refuse_somebody_else(tx: Connection, actor: Actor, record: RegisteredRequest) -> None:
    row = tx.execute(
        select(
            applicant_account.c.surname,
            applicant_account.c.first_names,
            applicant_account.c.birth_date,
        ).where(applicant_account.c.id == actor.account_id)
    ).one()
    born: date = row.birth_date
    found = differences(TypedIdentity(row.surname, row.first_names, born), record.applicant)
    if found:
        raise IdentityDiffers(found)
