"""Own candidatures in labelled texts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from app.applicant.candidatures.words import NEXT, NOTICE_STEPS, OPEN_TO_CANCELLING
from app.privacy.readers.own_candidatures import OwnCandidatureFile
from app.privacy.shown.candidature import present_event
from app.privacy.view import CandidatureView, view_candidature
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class OwnView:
    """`told` are (when, sentence) pairs; an address is None where the act is not possible."""

    view: CandidatureView
    next: str
    told: tuple[tuple[str, str], ...]
    wait_before_notice: bool
    answer_by: str | None
    cancel_href: str | None
    accept_href: str | None
    decline_href: str | None


def view_own(one: OwnCandidatureFile, today: date) -> OwnView:
    """One candidature, as its applicant reads it."""
    answering = one.state == "OFFER_NOTIFIED" and (one.answer_by is None or one.answer_by >= today)
    present = present_event(one.candidature.events)
    step = present.step if present else 1
    return OwnView(
        view=view_candidature(one.candidature),
        next=str(NEXT[one.state]),
        told=tuple((long_date(day), text) for day, text in one.told),
        wait_before_notice=step in NOTICE_STEPS and (one.active or one.state == "LEASE_SIGNED"),
        answer_by=long_date(one.answer_by) if answering and one.answer_by else None,
        cancel_href=_act("ask_cancel", one) if one.state in OPEN_TO_CANCELLING else None,
        accept_href=_act("ask_answer", one, answer="accepter") if answering else None,
        decline_href=_act("ask_answer", one, answer="refuser") if answering else None,
    )


def _act(view: str, one: OwnCandidatureFile, **more: Any) -> str:
    return url_for(f"applicant_candidatures.{view}", candidature_id=one.id, **more)
