"""The inbox: list with filters in the address, one case, and the few acts on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.frame import frame
from admin.inbox.forms import AnswerForm, AssignForm
from admin.inbox.shown import STATES, view_page, view_row
from app.access.permissions import Permission
from app.inbox import services
from app.inbox.queries import (
    Case,
    Wanted,
    case_person,
    contested_reading,
    count_by_state,
    handlers,
    list_cases,
    read_case,
)
from app.inbox.words import KINDS, spaced, unspaced
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("staff_inbox", __name__)
ROOT = "/action-logement/messages"
ONE = f"{ROOT}/<uuid:case_id>"
Page = str | Response | tuple[str, int]
_SLUGS = {kind.lower().replace("_", "-"): kind for kind in KINDS}


@route(blueprint, "GET", ROOT, Permission.HANDLE_CASES)
def case_list() -> str:
    wanted = _wanted()
    lines, more = list_cases(acting(), wanted)
    return render_template(
        "admin/inbox/list.html",
        shell=frame(_("Messages"), "inbox"),
        rows=tuple(view_row(line) for line in lines),
        tabs=_state_tabs(wanted),
        kinds=_kind_links(wanted),
        mine=wanted.mine is not None,
        mine_href=_href(a=None if wanted.mine else "moi"),
        text=request.args.get("q", "")[:40],
        action=url_for("staff_inbox.case_list"),
        clear_href=url_for("staff_inbox.case_list"),
        range=(wanted.page * 50 - 49, wanted.page * 50 - 50 + len(lines)),
        previous_href=_href(page=str(wanted.page - 1)) if wanted.page > 1 else None,
        next_href=_href(page=str(wanted.page + 1)) if more else None,
    )


@route(blueprint, "GET", ONE, Permission.HANDLE_CASES)
def show(case_id: UUID) -> str:
    case = _the_case(case_id)
    return _page(case, AnswerForm(data={"seen": str(len(case.messages))}))


@route(blueprint, "POST", f"{ONE}/reponse", Permission.HANDLE_CASES)
def answer(case_id: UUID) -> Page:
    case, form = _the_case(case_id), AnswerForm()
    if not form.validate_on_submit():
        return _page(case, form)
    number, words, seen = case.line.number, form.words.data, form.messages_seen
    if form.to.data == "NOTE":
        return _do(case, form, lambda: services.note(acting(), case_id, words, seen=seen),
                   _("Note enregistrée."))  # fmt: skip
    return _do(
        case, form, lambda: services.answer(acting(), case_id, words, seen=seen, number=number),
        _("Réponse envoyée. La personne en est prévenue par e-mail."),
    )  # fmt: skip


@route(blueprint, "POST", f"{ONE}/attribution", Permission.HANDLE_CASES)
def assign(case_id: UUID) -> Page:
    case, form = _the_case(case_id), _assign_form()
    staff = next((who for who, _name in handlers(acting()) if str(who) == form.staff.data), None)
    return _do(case, form, lambda: services.assign(acting(), case_id, staff), _("C’est noté."))


@route(blueprint, "POST", f"{ONE}/fin", Permission.HANDLE_CASES)
def close(case_id: UUID) -> Page:
    case = _the_case(case_id)
    number = case.line.number
    return _do(case, FlaskForm(), lambda: services.close(acting(), case_id, number=number),
               _("Échange terminé."))  # fmt: skip


@route(blueprint, "GET", f"{ONE}/rattachement", Permission.HANDLE_CASES)
def ask_detach(case_id: UUID) -> str:
    case = _the_case(case_id)
    if case.line.kind != "NOT_EMPLOYED":
        raise NotFound
    return render_template(
        "admin/inbox/detach.html",
        shell=frame(_("Mettre fin au rattachement ?"), "inbox"),
        company_name=case.line.company_name,
        number=spaced(case.line.number),
        action=url_for("staff_inbox.detach", case_id=case_id),
        list_href=url_for("staff_inbox.case_list"),
        back_href=url_for("staff_inbox.show", case_id=case_id),
    )


@route(blueprint, "POST", f"{ONE}/rattachement", Permission.HANDLE_CASES)
def detach(case_id: UUID) -> Page:
    case = _the_case(case_id)
    number = case.line.number
    return _do(case, FlaskForm(), lambda: services.detach(acting(), case_id, number=number),
               _("La demande n’est plus rattachée à cette entreprise."))  # fmt: skip


def _do(case: Case, form: FlaskForm, act: Callable[[], None], said: str) -> Page:
    try:
        act()
    except services.CaseMoved:
        again = _the_case(case.line.id)
        kept = {"seen": str(len(again.messages))}
        if isinstance(form, AnswerForm):
            kept |= {"to": form.to.data, "words": form.words.data}
        shown = AnswerForm(formdata=None, data=kept)
        shown.form_errors.append(
            _("L’échange a changé depuis l’ouverture de cette page. Relisez-le, puis recommencez.")
        )
        return _page(again, shown), 409
    flash(said, "success")
    return redirect(url_for("staff_inbox.show", case_id=case.line.id), 303)


def _the_case(case_id: UUID) -> Case:
    case = read_case(acting(), case_id)
    if case is None:
        raise NotFound
    return case


def _assign_form(**options: Any) -> AssignForm:
    return AssignForm(tuple((str(who), name) for who, name in handlers(acting())), **options)


def _page(case: Case, form: AnswerForm) -> str:
    """Whoever opens a case reads who it is about: that leaves a line the person can read."""
    person = case_person(acting(), case.line.id)
    if person is None:
        raise NotFound
    case_id = case.line.id
    chosen = str(case.line.assignee_id) if case.line.assignee_id else ""
    return render_template(
        "admin/inbox/show.html",
        shell=frame(_("Message %(number)s", number=spaced(case.line.number)), "inbox"),
        view=view_page(case, person, contested_reading(acting(), case_id)),
        form=form,
        assigning=_assign_form(formdata=None, data={"staff": chosen}),
        answer_action=url_for("staff_inbox.answer", case_id=case_id),
        assign_action=url_for("staff_inbox.assign", case_id=case_id),
        close_action=url_for("staff_inbox.close", case_id=case_id),
        detach_href=url_for("staff_inbox.ask_detach", case_id=case_id),
        contests_href=url_for("staff_contests.contest_list")
        if case.line.kind == "POINTS_CONTESTED" and the_actor().may(Permission.SETTLE_CONTESTS)
        else None,
        list_href=url_for("staff_inbox.case_list"),
    )


def _wanted() -> Wanted:
    """What the address asks for; what it misspells is ignored. At first: what waits."""
    state = request.args.get("etat", "open").upper()
    number = unspaced(request.args.get("q", "")[:40])
    page = request.args.get("page", "")
    return Wanted(
        kind=_SLUGS.get(request.args.get("nature", "")),
        state=state if state in STATES and number is None else None,
        mine=the_actor().account_id if request.args.get("a") == "moi" else None,
        number=number,
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )


def _href(**changes: str | None) -> str:
    kept: dict[str, str | None] = {
        name: request.args[name][:40] for name in ("etat", "nature", "a") if name in request.args
    }
    values = {name: value for name, value in {**kept, **changes}.items() if value is not None}
    return url_for("staff_inbox.case_list", **values)  # type: ignore[arg-type]


def _state_tabs(wanted: Wanted) -> tuple[tuple[str, str, bool, int | None], ...]:
    counts = count_by_state(acting(), wanted.kind)
    return (
        *(
            (str(words), _href(etat=state.lower()), wanted.state == state, counts.get(state, 0))
            for state, words in STATES.items()
        ),
        (_("Tous"), _href(etat="tous"), wanted.state is None, sum(counts.values())),
    )


def _kind_links(wanted: Wanted) -> tuple[tuple[str, str, bool], ...]:
    """Filters by kind: (words, address, whether it is on)."""
    return tuple(
        (str(words), _href(nature=None if wanted.kind == kind else kind.lower().replace("_", "-")),
         wanted.kind == kind)
        for kind, words in KINDS.items()
    )  # fmt: skip
