"""The box of a person's page that says what one's own company did about that person."""

from uuid import UUID

from flask import url_for

from app.access.permissions import Permission
from app.audit.act_words import ACTS, OTHER_ACT
from app.audit.company_acts import ActsPanel, PersonAct, acts_about
from app.privacy.words.readings import PURPOSES
from app.web.formats import long_moment
from app.web.request_context import acting, the_actor

MOST_ACTS = 5
_ICONS = {
    "LIST_READ": "id-card",
    "SUMMARY_READ": "id-card",
    "FILE_READ": "folder-open",
    "POINTS_AWARDED": "award",
    "POINTS_UNDONE": "award",
    "POINTS_REVERSED": "award",
    "CANDIDATURE_SUPPORTED": "thumbs-up",
    "OFFER_SUGGESTED": "building",
}


def acts_panel(public_id: UUID) -> ActsPanel | None:
    """None for other roles, and for a membership limited to some establishments."""
    actor = the_actor()
    if not actor.may(Permission.SEE_PERSON_ACTS):
        return None
    rows = tuple(_row(one) for one in acts_about(acting(), public_id, MOST_ACTS))
    whole = actor.may(Permission.READ_OWN_JOURNAL)
    return ActsPanel(rows, url_for("employer_company.journal") if whole else None)


def _row(one: PersonAct) -> tuple[str, str, str]:
    purpose = PURPOSES.get(one.purpose or "")
    said = str(ACTS.get(one.act, OTHER_ACT))
    words = f"{said} ({purpose})" if purpose else said
    when = " · ".join(part for part in (long_moment(one.at), one.actor_name) if part)
    return _ICONS.get(one.act, "file-text"), words, when
