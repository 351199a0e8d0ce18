"""Other adults of a request: whom the applicant may ask, and the page their own link leads to.

A link goes to the address the registry has, never to one somebody types. It speaks for one
person, one company and one account: when one of them changes it is dead, and the agreement over.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from app.privacy.readers.adults import AskedAdult, own_adults

__all__ = [
    "AskedAdult",
    "LinkPage",
    "answer_link",
    "ask_adult",
    "ask_co_applicant",
    "link_page",
    "own_adults",
]
_MAX_LENGTH = 64
_PAGE = text(
    "SELECT asker, company_name, agreed, answered, false AS attaches"
    " FROM app.adult_link_page(:token) UNION ALL"
    " SELECT asker, company_name, agreed, answered, true FROM app.co_applicant_link_page(:token)"
)
# Each answers only its own kind of link.
_ANSWER = text(
    "SELECT app.answer_adult_link(:token, :yes) OR app.answer_co_applicant_link(:token, :yes)"
)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link's page may say: the first name of who asks, the company, the last answer.

    `attaches`: the company is that of the link's holder, who would be the person shown.
    """

    asker: str
    company_name: str | None
    agreed: bool
    answered: bool
    attaches: bool = False


def ask_co_applicant(tx: Connection, locale: str) -> bool:
    """Send the co-applicant a new link, for their own employer; False when there is no address."""
    asked = {"token": secrets.token_urlsafe(32), "locale": locale}
    return bool(tx.scalar(text("SELECT app.ask_co_applicant(:token, :locale)"), asked))


def ask_adult(tx: Connection, adult_id: UUID, locale: str) -> bool:
    """Send this adult of the own request a new link; False without an address at the registry."""
    asked = {"which": adult_id, "token": secrets.token_urlsafe(32), "locale": locale}
    return bool(tx.scalar(text("SELECT app.ask_adult(:which, :token, :locale)"), asked))


def link_page(tx: Connection, token: str) -> LinkPage | None:
    """The page of a living link, None for any other. Sign-in login; changes nothing."""
    row = tx.execute(_PAGE, {"token": token[:_MAX_LENGTH]}).one_or_none()
    if row is None:
        return None
    names = row.asker.replace(",", " ").split()
    first = names[0] if names else ""
    return LinkPage(first, row.company_name, row.agreed, row.answered, row.attaches)


def answer_link(tx: Connection, token: str, *, agrees: bool) -> bool:
    """Agree, refuse or take back, as the adult who holds the link; False for a dead one."""
    answer = {"token": token[:_MAX_LENGTH], "yes": agrees}
    return bool(tx.scalar(_ANSWER, answer))
