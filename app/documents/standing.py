"""Where the own file stands: what is ticked, what is missing, whether it was said to be ready."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.documents.needed import Needed, documents_for
from app.privacy.readers.own import OwnRequest, own_file, own_request
from app.privacy.rule import FullFile
from app.privacy.ticks import keep_ticks, keep_validation, ticked_codes


class FileNotReady(Exception):
    """Mandatory documents are not ticked; `missing` holds their codes, in the list's order."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("file not ready")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class DocumentsStanding:
    """`ticked` holds the codes the person ticked, beside what the registration site has."""

    needed: tuple[Needed, ...]
    ticked: frozenset[str]
    validated_at: datetime | None

    def has(self, one: Needed) -> bool:
        return one.deposited or one.code in self.ticked

    @property
    def missing(self) -> tuple[str, ...]:
        """Mandatory and not there."""
        return tuple(one.code for one in self.needed if one.mandatory and not self.has(one))

    @property
    def there(self) -> int:
        return sum(self.has(one) for one in self.needed)

    @property
    def ready(self) -> bool:
        """Said to be whole, and still whole: a new situation that calls for one document more
        opens the file again by itself."""
        return self.validated_at is not None and not self.missing


def documents_standing(
    tx: Connection, own: OwnRequest, whole: FullFile | None = None
) -> DocumentsStanding:
    """Of the signed-in applicant; `whole` is their file where it has been read already."""
    read = whole or own_file(tx, own.request_id)
    ticked = ticked_codes(tx, own.request_id)
    return DocumentsStanding(documents_for(read), ticked, own.file_validated_at)


def tick_documents(tx: Connection, own: OwnRequest, codes: Iterable[str]) -> DocumentsStanding:
    """Keep exactly these ticks, of what applies. With a mandatory one gone, the file is open again.

    What the registration site already has needs no tick, and cannot be taken away here.
    """
    before = documents_standing(tx, own)
    asked = frozenset(codes)
    kept = frozenset(n.code for n in before.needed if n.code in asked and not n.deposited)
    keep_ticks(tx, own.request_id, kept)
    after = DocumentsStanding(before.needed, kept, before.validated_at)
    if after.validated_at is not None and after.missing:
        keep_validation(tx, own.request_id, valid=False)
        return DocumentsStanding(before.needed, kept, None)
    return after


def validate_file(tx: Connection, own: OwnRequest) -> None:
    """The person says that the file is whole. Raises FileNotReady."""
    missing = documents_standing(tx, own).missing
    if missing:
        raise FileNotReady(missing)
    keep_validation(tx, own.request_id, valid=True)


def make_ready(tx: Connection) -> None:
    """Tick everything that applies and say that the file is whole, as the applicant would."""
    own = own_request(tx)
    if own is not None:
        tick_documents(tx, own, [one.code for one in documents_standing(tx, own).needed])
        validate_file(tx, own)
