"""One applicant's file, opened for a stated purpose; each opening is a line the applicant reads."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.candidatures.blueprint import ONE, blueprint, the_candidature, to_page
from admin.candidatures.checks import view_checks
from admin.candidatures.shown import title_of, view_state
from admin.frame import frame
from app.access.permissions import Permission
from app.candidatures.advising import open_acts
from app.candidatures.checking import check_file
from app.offers.search import any_offer
from app.privacy.readers.adviser import NoPurpose, end_check, open_checked_file
from app.privacy.view import view_file
from app.privacy.words.readings import STAFF_PURPOSES
from app.support.queries import notes_to_send
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from app.web.route import route


@route(blueprint, "GET", f"{ONE}/dossier", Permission.CHECK_FILES)
def checked_file(candidature_id: UUID) -> str | Response:
    one = the_candidature(candidature_id)
    try:
        case = open_checked_file(acting(), the_actor(), candidature_id)
    except NoPurpose:
        return to_page(candidature_id)
    home = any_offer(acting(), one.offer_id)
    if home is None:
        raise NotFound
    view = view_file(case.file)
    acts_open = open_acts(one.state)
    return render_template(
        "admin/candidatures/file.html",
        shell=frame(view.summary.name, "candidatures"),
        view=view,
        home_title=title_of(one),
        state=view_state(one.state),
        checks=view_checks(check_file(acting(), case, home), case),
        told=tuple((long_date(day), words) for day, words in case.told),
        notes=tuple(
            (note.company_name, long_date(note.made_at), note.note)
            for note in notes_to_send(acting(), candidature_id)
        ),
        purpose_text=STAFF_PURPOSES[case.purpose.value],
        queue_href=url_for(".queue"),
        page_href=url_for(".page", candidature_id=candidature_id),
        end_action=url_for(".stop_reading", candidature_id=candidature_id),
        validate_action=url_for(".validate_one", candidature_id=candidature_id)
        if acts_open.validate
        else None,
        refuse_href=url_for(".ask_refusal", candidature_id=candidature_id)
        if acts_open.invalidate
        else None,
    )


@route(blueprint, "POST", f"{ONE}/dossier", Permission.CHECK_FILES)
def stop_reading(candidature_id: UUID) -> Response:
    """End the visit: the next opening asks for a purpose again."""
    end_check(acting(), the_actor(), candidature_id)
    return redirect(url_for(".queue"), 303)
