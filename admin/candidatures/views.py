"""The queue, found by shelf, department or a whole Numéro Unique; one candidature's page."""

from dataclasses import dataclass, replace
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.candidatures import acts, reading, results  # noqa: F401
from admin.candidatures.blueprint import ONE, ROOT, blueprint, the_candidature, to_file
from admin.candidatures.forms import CheckPurposeForm, NumberForm
from admin.candidatures.shown import title_of, view_line, view_state
from admin.candidatures.words import EMPTY, PURPOSE_HINTS, SHELVES
from admin.frame import frame
from app.access.permissions import Permission
from app.candidatures.advising import open_acts
from app.companies.day import today
from app.privacy.readers.adviser import CheckPurpose, check_is_open, state_check_purpose
from app.privacy.readers.advisers_queue import (
    PAGE_SIZES,
    QueuePage,
    QueueQuery,
    Shelf,
    count_shelves,
    read_queue,
    steps_of,
)
from app.privacy.view import view_candidature
from app.reference.departments import departments
from app.reference.unique_number import normalise_unique_number
from app.web.request_context import acting, the_actor
from app.web.route import route


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Links to the pages before and after."""

    previous_href: str | None
    next_href: str | None


@route(blueprint, "GET", ROOT, Permission.SEE_QUEUE)
def queue() -> str:
    return _queue_page(_asked(), NumberForm())


@route(blueprint, "POST", f"{ROOT}/numero", Permission.SEE_QUEUE)
def find_number() -> str:
    """The number travels in the body: addresses stand in logs and histories."""
    form = NumberForm()
    number = normalise_unique_number(form.number.data or "")
    if form.validate_on_submit() and number is None:
        form.number.errors = [_("Vérifiez le numéro : il a 18 caractères.")]
    if number is None:
        return _queue_page(QueueQuery(), form)
    return _queue_page(QueueQuery(number=number, size=PAGE_SIZES[-1]), form)


@route(blueprint, "GET", ONE, Permission.SEE_QUEUE)
def page(candidature_id: UUID) -> str:
    return _one_page(candidature_id, CheckPurposeForm())


@route(blueprint, "POST", f"{ONE}/motif", Permission.CHECK_FILES)
def say_why(candidature_id: UUID) -> str | Response:
    the_candidature(candidature_id)
    form = CheckPurposeForm()
    if not form.validate_on_submit():
        return _one_page(candidature_id, form)
    state_check_purpose(acting(), the_actor(), candidature_id, CheckPurpose(form.purpose.data))
    return to_file(candidature_id)


def _queue_page(asked: QueueQuery, form: NumberForm) -> str:
    found, day = read_queue(acting(), asked), today(acting())
    return render_template(
        "admin/candidatures/queue.html",
        shell=frame(_("Candidatures"), "candidatures"),
        lines=tuple(view_line(one, day) for one in found.lines),
        asked_number=asked.number,
        form=form,
        find_action=url_for(".find_number"),
        queue_href=url_for(".queue"),
        tabs=_tabs(asked),
        places=_places(asked),
        place_action=url_for(".queue"),
        kept=(("file", asked.shelf.value),),
        nothing=str(EMPTY[asked.shelf]),
        neighbours=_neighbours(asked, found),
        sizes=tuple((n, _href(replace(asked, size=n)), n == asked.size) for n in PAGE_SIZES),
    )


def _one_page(candidature_id: UUID, form: CheckPurposeForm) -> str:
    one = the_candidature(candidature_id)
    told = steps_of(acting(), candidature_id)
    assert told is not None
    acts_open = open_acts(one.state)
    return render_template(
        "admin/candidatures/page.html",
        shell=frame(title_of(one), "candidatures"),
        line=view_line(one, today(acting())),
        view=view_candidature(told),
        state=view_state(one.state),
        form=form,
        hints=PURPOSE_HINTS,
        purpose_action=url_for(".say_why", candidature_id=candidature_id),
        file_href=url_for(".checked_file", candidature_id=candidature_id)
        if check_is_open(acting(), the_actor(), candidature_id)
        else None,
        queue_href=url_for(".queue"),
        offer_href=url_for("staff_offers.offer_page", offer_id=one.offer_id),
        result_href=url_for(".ask_result", candidature_id=candidature_id)
        if acts_open.enter_result
        else None,
        closing_href=url_for(".ask_closing", candidature_id=candidature_id)
        if acts_open.close_unanswered
        else None,
    )


def _asked() -> QueueQuery:
    """What the address asks for; what it misspells is ignored."""
    values = request.args
    place = values.get("departement", "").upper()
    return QueueQuery(
        shelf=next((s for s in Shelf if s.value == values.get("file")), Shelf.TO_VALIDATE),
        department=place if place in departments() else None,
        size=next((n for n in PAGE_SIZES if str(n) == values.get("par")), PAGE_SIZES[0]),
        after=_uuid(values.get("apres")),
        before=_uuid(values.get("avant")),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _href(asked: QueueQuery, **more: str) -> str:
    values: dict[str, str | None] = {
        "file": asked.shelf.value if asked.shelf is not Shelf.TO_VALIDATE else None,
        "departement": asked.department,
        "par": str(asked.size) if asked.size != PAGE_SIZES[0] else None,
        **more,
    }
    kept = {name: value for name, value in values.items() if value is not None}
    return url_for("staff_candidatures.queue", **kept)  # type: ignore[arg-type]


def _tabs(asked: QueueQuery) -> tuple[tuple[str, str, bool, int], ...]:
    counts = count_shelves(acting())
    return tuple(
        (
            str(SHELVES[shelf]),
            _href(replace(asked, shelf=shelf)),
            asked.number is None and shelf is asked.shelf,
            counts[shelf],
        )
        for shelf in Shelf
    )


def _places(asked: QueueQuery) -> tuple[tuple[str, str, bool], ...]:
    """(code, name, chosen) of every department."""
    return tuple(
        (one.code, f"{one.code} · {one.name}", one.code == asked.department)
        for one in departments().values()
    )


def _neighbours(asked: QueueQuery, found: QueuePage) -> Neighbours:
    if not found.lines or asked.number is not None:
        return Neighbours(None, None)
    before = _href(asked, avant=str(found.lines[0].id)) if found.more_before else None
    after = _href(asked, apres=str(found.lines[-1].id)) if found.more_after else None
    return Neighbours(before, after)
