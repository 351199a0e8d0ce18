"""All that is held of the signed-in applicant, read by the same readers as their own pages."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from app.accounts.models import applicant_account
from app.companies.day import today
from app.consent.services import ConsentLine, history
from app.consent.texts import Wordings, wordings
from app.documents.standing import DocumentsStanding, documents_standing
from app.inbox.queries import Case, own_case, own_cases
from app.offers.saved import SavedSearch, own_search
from app.points.own import OwnLine, own_lines
from app.privacy.readers.own import OwnRequest, Reading, own_file, own_request, readings_of_me
from app.privacy.readers.own_candidatures import OwnCandidatureFile, own_candidature_files
from app.privacy.rule import FullFile


@dataclass(frozen=True, slots=True)
class Account:
    """The account itself; passwords and second factors are digests and secrets, in no copy."""

    email: str
    civility: str
    surname: str
    first_names: str
    birth_date: date
    locale: str
    told_of_readings: bool


@dataclass(frozen=True, slots=True)
class OwnData:
    """`request` and what hangs on it are None and empty before the import."""

    account: Account
    request: OwnRequest | None
    file: FullFile | None
    documents: DocumentsStanding | None
    choices: tuple[ConsentLine, ...]
    wordings: Wordings
    candidatures: tuple[OwnCandidatureFile, ...]
    points: tuple[OwnLine, ...]
    readings: tuple[Reading, ...]
    cases: tuple[Case, ...]
    search: SavedSearch | None
    gathered_at: datetime


def gather(tx: Connection, now: datetime) -> OwnData:
    """One reading of everything, in one transaction."""
    request = own_request(tx)
    whole = own_file(tx, request.request_id) if request is not None else None
    return OwnData(
        account=_account(tx),
        request=request,
        file=whole,
        documents=documents_standing(tx, request, whole) if request is not None else None,
        choices=history(tx, request.request_id) if request is not None else (),
        wordings=wordings(tx, today(tx)),
        candidatures=own_candidature_files(tx),
        points=own_lines(tx),
        readings=readings_of_me(tx),
        cases=_cases(tx),
        search=own_search(tx),
        gathered_at=now,
    )


def _account(tx: Connection) -> Account:
    columns = (applicant_account.c[name] for name in Account.__slots__)
    return Account(*tx.execute(select(*columns)).one())


def _cases(tx: Connection) -> tuple[Case, ...]:
    found = (own_case(tx, line.id) for line in own_cases(tx))
    return tuple(case for case in found if case is not None)
