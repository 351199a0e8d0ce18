"""Other adults of a request: whom the applicant may ask, and the page their own link leads to.

A link goes to the address the registry has, never to one somebody types. It speaks for one
person, one company and one account: when one of them changes it is dead, and the agreement over.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from app.privacy.readers.adults import AskedAdult, own_adults

__all__ = ["AskedAdult", "LinkPage", "answer_link", "ask_adult", "link_page", "own_adults"]
_MAX_LENGTH = 64


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link's page may say: the first name of who asks, the company, the last answer."""

    asker: str
    company_name: str | None
    agreed: bool
    answered: bool


def ask_adult(tx: Connection, adult_id: UUID, locale: str) -> bool:
    """Send this adult of the own request a new link; False without an address at the registry."""
    asked = {"which": adult_id, "token": secrets.token_urlsafe(32), "locale": locale}
    return bool(tx.scalar(text("SELECT app.ask_adult(:which, :token, :locale)"), asked))


def link_page(tx: Connection, token: str) -> LinkPage | None:
    """The page of a living link, None for any other. Sign-in login; changes nothing."""
    row = tx.execute(
        text("SELECT asker, company_name, agreed, answered FROM app.adult_link_page(:token)"),
        {"token": token[:_MAX_LENGTH]},
    ).one_or_none()
    if row is None:
        return None
    names = row.asker.replace(",", " ").split()
    return LinkPage(names[0] if names else "", row.company_name, row.agreed, row.answered)


def answer_link(tx: Connection, token: str, *, agrees: bool) -> bool:
    """Agree, refuse or take back, as the adult who holds the link; False for a dead one."""
    answer = {"token": token[:_MAX_LENGTH], "yes": agrees}
    return bool(tx.scalar(text("SELECT app.answer_adult_link(:token, :yes)"), answer))
