"""How long requests to join are kept; the worker erases what is over."""

from sqlalchemy import Connection, delete, select, text

from app.joining.asking import LINK_LIFE
from app.joining.models import join_proof, join_request

PROOF_DAYS, REQUEST_MONTHS = 30, 12


def forget_requests(tx: Connection) -> None:
    """Links never followed, proofs thirty days after the decision, requests after twelve months."""
    seconds = int(LINK_LIFE.total_seconds())
    j = join_request.c
    tx.execute(
        delete(join_request).where(
            j.state == "ASKED", j.asked_at < text(f"app.clock() - interval '{seconds} seconds'")
        )
    )
    decided = select(j.id).where(j.decided_at < text(f"app.clock() - interval '{PROOF_DAYS} days'"))
    tx.execute(delete(join_proof).where(join_proof.c.request_id.in_(decided)))
    tx.execute(
        delete(join_request).where(
            j.decided_at < text(f"app.clock() - interval '{REQUEST_MONTHS} months'")
        )
    )
