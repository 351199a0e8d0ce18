"""Notes and suggestions of the employer in labelled texts."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.applicant.points.shown import ROLES
from app.privacy.shown.values import surface
from app.reference.communes import commune_label
from app.support.queries import OwnSupport, Suggestion
from app.web.formats import euros, long_date

_NOTE_ANSWERS = {"ACCEPTED": _l("Vous l’avez acceptée"), "DECLINED": _l("Vous l’avez refusée")}


@dataclass(frozen=True, slots=True)
class NoteView:
    """`said` is what one answered, None yet; addresses are None once the file has left."""

    note: str
    by: str
    when: str
    said: str | None
    accept_action: str | None
    decline_action: str | None


@dataclass(frozen=True, slots=True)
class SuggestionView:
    title: str
    details: str
    note: str
    by: str
    when: str
    declined: bool
    accept_action: str
    decline_action: str


def view_note(one: OwnSupport, *, still_here: bool) -> NoteView:
    """`still_here`: the file has not gone to the landlord."""

    def act(answer: str) -> str | None:
        if not still_here:
            return None
        return url_for("applicant_support.answer_note", support_id=one.id, answer=answer)

    return NoteView(
        note=one.note,
        by=str(ROLES[one.author_role]),
        when=long_date(one.made_at),
        said=str(_NOTE_ANSWERS[one.answer]) if one.answer else None,
        accept_action=act("accepter") if one.answer is None else None,
        decline_action=act("refuser") if one.answer != "DECLINED" else None,
    )


def view_suggestion(one: Suggestion) -> SuggestionView:
    place = (one.dwelling_type, surface(one.surface_m2), commune_label(one.insee_code),
             one.residence)  # fmt: skip

    def act(answer: str) -> str:
        return url_for("applicant_support.answer_home", suggestion_id=one.id, answer=answer)

    return SuggestionView(
        title=", ".join(part for part in place if part),
        details=_("%(rent)s charges comprises", rent=euros(one.rent_with_charges_euros)),
        note=one.note,
        by=str(ROLES[one.author_role]),
        when=long_date(one.made_at),
        declined=one.answer == "DECLINED",
        accept_action=act("accepter"),
        decline_action=act("refuser"),
    )
