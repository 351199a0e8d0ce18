"""Acts of support: a company's, and the applicant's answers. Each in the caller's transaction."""

from uuid import UUID

from sqlalchemy import Connection, text

from app.privacy.rule import NotShared
from app.support.policy import SupportRefused, check_note

_SUPPORT = text("SELECT app.support_candidature(:which, :note)")
_WITHDRAW = text("SELECT app.withdraw_support(:which)")
_SUGGEST = text("SELECT app.suggest_offer(:person, :home, :note)")
_ANSWER_SUPPORT = text("SELECT app.answer_support(:which, :said)")
_ANSWER_SUGGESTION = text("SELECT app.answer_suggestion(:which, :said)")


def support_candidature(tx: Connection, candidature_id: UUID, note: str) -> None:
    """Back a candidature with a note, until it goes to the landlord. Raises NotShared, and
    SupportRefused: NOTE, TOO_LATE, SELF, ALREADY, NOT_ALLOWED."""
    said = check_note(note, required=True)
    _check(tx.scalar(_SUPPORT, {"which": candidature_id, "note": said}))


def withdraw_support(tx: Connection, support_id: UUID) -> None:
    """Take a note back. Raises NotShared, and SupportRefused: TOO_LATE, NOT_ALLOWED."""
    _check(tx.scalar(_WITHDRAW, {"which": support_id}))


def suggest_offer(tx: Connection, public_id: UUID, offer_id: UUID, note: str) -> None:
    """Point somebody to an open dwelling. Raises NotShared, and SupportRefused: NOTE, SELF,
    UNKNOWN_OFFER, CLOSED, APPLIED, ALREADY, NOT_ALLOWED."""
    said = check_note(note, required=False)
    _check(tx.scalar(_SUGGEST, {"person": public_id, "home": offer_id, "note": said}))


def answer_support(tx: Connection, support_id: UUID, *, accepted: bool) -> None:
    """The applicant's word on a note. Raises SupportRefused: UNKNOWN, TOO_LATE."""
    _check(tx.scalar(_ANSWER_SUPPORT, {"which": support_id, "said": _word(accepted)}))


def answer_suggestion(tx: Connection, suggestion_id: UUID, *, accepted: bool) -> None:
    """The applicant's word on a suggested dwelling. Raises SupportRefused: UNKNOWN."""
    _check(tx.scalar(_ANSWER_SUGGESTION, {"which": suggestion_id, "said": _word(accepted)}))


def _word(accepted: bool) -> str:
    return "ACCEPTED" if accepted else "DECLINED"


def _check(said: object) -> None:
    if said == "NOT_SHARED":
        raise NotShared
    if said != "DONE":
        raise SupportRefused(str(said))
