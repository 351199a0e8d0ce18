"""The panel of support in somebody's full file, for whoever may support."""

from uuid import UUID

from flask import url_for

from app.access.permissions import Permission
from app.privacy.readers.employer_candidatures import supportable
from app.support.queries import supported
from app.support.shown import SupportPanel
from app.web.request_context import acting, the_actor
from employer.candidatures.shown import supportable_row


def support_panel(public_id: UUID) -> SupportPanel | None:
    """One open file's; None for who may not support."""
    actor = the_actor()
    if actor.company_id is None or not actor.may(Permission.SUPPORT):
        return None
    found, _after = supportable(acting(), actor, 1, public_id=public_id)
    notes = supported(acting(), actor.company_id, [one.id for one in found])
    return SupportPanel(
        row=next((supportable_row(one, notes.get(one.id)) for one in found), None),
        suggest_href=url_for("employer_candidatures.ask_suggest", public_id=public_id),
    )
