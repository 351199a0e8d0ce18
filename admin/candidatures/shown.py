"""Candidatures in labelled texts, for advisers."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from admin.candidatures.words import STATES
from app.privacy.readers.advisers_queue import QueuedCandidature
from app.privacy.shown.values import surface
from app.reference.communes import commune_label
from app.web.formats import PARIS, euros, long_date


@dataclass(frozen=True, slots=True)
class StateView:
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A row of the queue. It names a dwelling, never a person."""

    title: str
    href: str
    landlord: str
    rent: str
    submitted: str
    waits: str
    state: StateView
    reserved: bool


def view_line(one: QueuedCandidature, today: date) -> QueueLine:
    return QueueLine(
        title=title_of(one),
        href=url_for("staff_candidatures.page", candidature_id=one.id),
        landlord=f"{one.landlord_name} · {one.reference}",
        rent=_("%(rent)s charges comprises", rent=euros(one.rent_with_charges_euros)),
        submitted=long_date(one.submitted_at.astimezone(PARIS)),
        waits=_days((today - one.last_event_at.astimezone(PARIS).date()).days),
        state=view_state(one.state),
        reserved=one.reserved,
    )


def title_of(one: QueuedCandidature) -> str:
    parts = (one.dwelling_type, surface(float(one.surface_m2)), commune_label(one.insee_code),
             one.residence)  # fmt: skip
    return ", ".join(part for part in parts if part)


def view_state(state: str) -> StateView:
    label, tone = STATES[state]
    return StateView(str(label), tone)


def _days(number: int) -> str:
    if number <= 0:
        return _("aujourd’hui")
    return ngettext("%(num)s jour", "%(num)s jours", number)
