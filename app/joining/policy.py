"""The states of a request to join, and what may be done in each."""

from enum import Enum

from app.companies.policy import REASON_LENGTH, Refused


class State(Enum):
    """ASKED waits for its link to be followed; staff know nothing of it before."""

    ASKED = "ASKED"
    RECEIVED = "RECEIVED"
    CHECKING = "CHECKING"
    TURNED = "TURNED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"


# With staff: it may be checked, accepted, refused, or turned to the company's owners.
WITH_STAFF = (State.RECEIVED.value, State.CHECKING.value)


class Way(Enum):
    """How the company was reached: by a contact staff found, never by one the request gave."""

    PHONE_REGISTER = "PHONE_REGISTER"
    PHONE_SITE = "PHONE_SITE"
    LETTER = "LETTER"
    KNOWN_CONTACT = "KNOWN_CONTACT"


class Refusal(Enum):
    """Why a request is refused, as its mail says it. None tells whether the company is known."""

    ELIGIBILITY = "ELIGIBILITY"
    MANDATE = "MANDATE"
    CONTACT = "CONTACT"
    SIRET = "SIRET"
    OTHER = "OTHER"


def check_acceptable(state: str, checked: bool, owners: int, company_status: str | None) -> None:
    """May staff accept now? Raises Refused."""
    if state not in WITH_STAFF:
        raise Refused("join_moved")
    if owners:
        raise Refused("join_owned")
    if not checked:
        raise Refused("join_unchecked")
    if company_status in ("SUSPENDED", "CLOSED"):
        raise Refused(f"join_{company_status.lower()}")


def check_words(words: str) -> str:
    """Words kept beside an act, trimmed. Raises Refused."""
    if not words.strip():
        raise Refused("reason_missing")
    if len(words) > REASON_LENGTH:
        raise Refused("reason_too_long")
    return words.strip()
