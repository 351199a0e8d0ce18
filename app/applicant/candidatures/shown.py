"""Own candidatures in labelled texts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.applicant.candidatures.words import NEXT, NOTICE_STEPS, OPEN_TO_CANCELLING
from app.applicant.support.shown import NoteView, view_note
from app.candidatures.words import COMPONENTS, HINTS, measure_words, tenths
from app.privacy.readers.case import OwnRank
from app.privacy.readers.own_candidatures import OwnCandidatureFile
from app.privacy.shown.candidature import present_event
from app.privacy.view import CandidatureView, view_candidature
from app.support.queries import OwnSupport
from app.web.formats import long_date, long_moment


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
    rank: "RankView | None" = None
    support: NoteView | None = None


@dataclass(frozen=True, slots=True)
class RankView:
    """The own place and how it came about: `marks` are (component, what counted, given, why).

    `place` None: not told here (`why_not` says why). Nobody else's facts are in it.
    """

    place: str | None
    why_not: str | None
    total: str
    when: str
    marks: tuple[tuple[str, str, str, str], ...]
    after_others: bool


def view_rank(own: OwnRank) -> RankView:
    """The ranking as it stands, or as it was when the list went to the landlord."""
    told = own.rank is not None
    moment = long_moment(own.ranked_at)
    return RankView(
        place=_("Rang %(rank)s sur %(all)s", rank=own.rank, all=own.candidates) if told else None,
        why_not=None
        if told
        else _(
            "Ce logement est réservé à une entreprise : ni le rang ni le nombre de candidatures ne "
            "sont donnés, pour ne rien dire de vos collègues."
        ),
        total=_("%(total)s points sur %(most)s", total=tenths(own.total_tenths),
                most=sum(part[3] for part in own.components)),
        when=_("Classement envoyé au bailleur le %(when)s", when=moment)
        if own.sent
        else _("Calculé le %(when)s ; il peut encore changer", when=moment),
        marks=tuple(_mark(*part) for part in own.components),
        after_others=not own.entitled,
    )  # fmt: skip


def _mark(component: str, measure: str, given: int, most: int) -> tuple[str, str, str, str]:
    return (
        str(COMPONENTS[component]),
        measure_words(component, measure),
        f"{tenths(given)} / {most}",
        str(HINTS[component]),
    )


def view_own(
    one: OwnCandidatureFile, today: date, rank: OwnRank | None = None,
    support: OwnSupport | None = None,
) -> OwnView:  # fmt: skip
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
        rank=view_rank(rank) if rank is not None and one.active else None,
        support=view_note(support, still_here=one.state in OPEN_TO_CANCELLING) if support else None,
    )


def _act(view: str, one: OwnCandidatureFile, **more: Any) -> str:
    return url_for(f"applicant_candidatures.{view}", candidature_id=one.id, **more)
