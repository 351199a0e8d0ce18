"""Asking to join, and confirming by the link of a mail. Both run as the sign-in login, and neither
looks at companies: the same work, and the same answer, whoever is on the portal already."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, text, update

from app.accounts.terms import TERMS_VERSION
from app.accounts.tokens import issue_token, read_token, use_token
from app.joining.models import join_proof, join_request
from app.joining.policy import State
from app.joining.proof import Proof
from app.notifications.outbox import queue_mail

KIND = "join_confirm"
LINK_LIFE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, for which establishment. `phone` in international form."""

    siret: str
    company_name: str
    asker_name: str
    asker_function: str
    email: str
    phone: str


def name_in_sirene(tx: Connection, siret: str) -> str | None:
    """The name INSEE publishes for this number's company, None when it has none to give."""
    found: str | None = tx.scalar(text("SELECT app.name_in_sirene(:siret)"), {"siret": siret})
    return found


def ask_to_join(tx: Connection, asked: Asked, proof: Proof, locale: str) -> str:
    """Keep the request and send the link that confirms it; returns the link's token.

    Terms of use are accepted with it.
    """
    request_id = uuid4()
    tx.execute(
        # inline: whoever asks may not read what was asked
        join_request.insert()
        .inline()
        .values(
            id=request_id,
            siret=asked.siret,
            company_name=asked.company_name,
            asker_name=asked.asker_name,
            asker_function=asked.asker_function,
            email=asked.email,
            phone=asked.phone,
            locale=locale,
            terms_version=TERMS_VERSION,
        )
    )
    tx.execute(
        join_proof.insert()
        .inline()
        .values(request_id=request_id, kind=proof.kind, content=proof.content)
    )
    token = issue_token(tx, KIND, {"join_id": str(request_id)}, LINK_LIFE)
    queue_mail(tx, asked.email, KIND, locale, token=token)
    return token


def link_works(tx: Connection, token: str) -> bool:
    """Whether the link can still confirm a request."""
    return bool(read_token(tx, KIND, token))


def confirm_request(tx: Connection, token: str) -> bool:
    """Hand the request to staff. False for a link that does not work (any more)."""
    payload = use_token(tx, KIND, token)
    if not payload:
        return False
    done = tx.execute(
        update(join_request)
        .where(
            join_request.c.id == UUID(payload["join_id"]),
            join_request.c.state == State.ASKED.value,
        )
        .values(state=State.RECEIVED.value, confirmed_at=text("app.clock()"))
    )
    return done.rowcount == 1
