"""A registered request comes into an account: by its code, or read again.

The registry is read through its own connector and login, the account written as its applicant.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.access.actor import Actor
from app.accounts.models import applicant_account
from app.consent.services import withdraw
from app.privacy.codec import encode
from app.privacy.intake import AnotherRequest, store
from app.privacy.readers.own import OwnRequest, own_request, running_choice
from app.privacy.rule import Choice
from app.privacy.wording import WORDING_VERSION
from app.reference.siret import siren_of
from app.registry.connector import RegistryConnector, RegistryUnavailable
from app.registry.identity import Differs, TypedIdentity, differences
from app.registry.import_codes import give_back, mark_used, try_code
from app.registry.record import RegisteredRequest

_CLAIM = text("SELECT app.claim_request(:number, :wording)")


class WrongCode(Exception):
    """Not the code, or no code left to try."""


class NotImportable(Exception):
    """The registry does not have the request any more, or has closed it."""


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
        tx.execute(_CLAIM, {"number": number, "wording": WORDING_VERSION})
    elif running_choice(tx).choice is not Choice.ANONYMOUS:
        withdraw(tx, actor, held.request_id, cause="REIMPORTED")
    return _write(tx, actor, record, held)


def refresh(tx: Connection, actor: Actor, source: Import, held: OwnRequest) -> RegisteredRequest:
    """Read the registry again; a running choice stays, unless the employer is another one.

    A request the registry has closed is written as closed (and so hidden from its company).
    Raises NotImportable when it is gone, IdentityDiffers, RegistryUnavailable.
    """
    record = source.registry.fetch(held.unique_number)
    if record is None:
        raise NotImportable
    _refuse_somebody_else(tx, actor, record)
    _write(tx, actor, record, held)
    return record


def digest_of(record: RegisteredRequest) -> bytes:
    """Tells two versions of a request apart; the same content gives the same 32 bytes."""
    canonical = json.dumps(encode(record), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).digest()


def _write(
    tx: Connection, actor: Actor, record: RegisteredRequest, held: OwnRequest | None
) -> UUID:
    work = record.applicant.occupation
    # The employer's name typed for one company is not told to the next one.
    changed = held is not None and _siren(held.siret) != _siren(work.siret)
    name = (work.employer_name or work.siret) if changed else None
    return store(tx, actor.account_id, record, digest_of(record), employer_name=name)


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
