"""The applicant's own notes on documents: behind their own login, on no employer's page."""

from uuid import UUID

from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.privacy.models import document_tick, housing_request


def ticked_codes(tx: Connection, request_id: UUID) -> frozenset[str]:
    """What is ticked as deposited."""
    return frozenset(
        tx.scalars(select(document_tick.c.code).where(document_tick.c.request_id == request_id))
    )


def keep_ticks(tx: Connection, request_id: UUID, codes: frozenset[str]) -> None:
    """Exactly these from now on; a tick that stays keeps its day."""
    before = ticked_codes(tx, request_id)
    gone, new = before - codes, codes - before
    if gone:
        tx.execute(
            delete(document_tick).where(
                document_tick.c.request_id == request_id, document_tick.c.code.in_(gone)
            )
        )
    if new:
        rows = [{"request_id": request_id, "code": code} for code in sorted(new)]
        tx.execute(insert(document_tick).on_conflict_do_nothing(), rows)


def keep_validation(tx: Connection, request_id: UUID, *, valid: bool) -> None:
    """The file is said to be whole now, or is open again."""
    moment = text("app.clock()") if valid else None
    tx.execute(
        update(housing_request)
        .where(housing_request.c.id == request_id)
        .values(file_validated_at=moment)
    )
