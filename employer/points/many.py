"""One criterion to several people at once: choose, look at who is included and who is not and why,
confirm. All who are included get it, or nobody."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.approvals.services import Kind, ask_approval, needs_second
from app.companies.day import today
from app.points.policy import PointsRefused
from app.points.queries import figures
from app.points.scale import Scale, scale_in_force
from app.points.services import Award, answers_to, award_points
from app.points.shown import budget_of
from app.privacy.readers.employer import ApplicantQuery, list_applicants, still_visible
from app.privacy.rule import NotShared
from app.reference.names import display_name
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.applicants.asking import read_query
from employer.frame import frame
from employer.points.awards import flash_undo, scale_of_company
from employer.points.blueprint import ROOT, blueprint
from employer.points.forms import AwardForm
from employer.points.shown import criterion_hints
from employer.points.words import SHORT, refusal_words

_MANY = f"{ROOT}/plusieurs"
_SIZE, _MOST = 50, 100
_NOBODY = _l("Cochez au moins une personne.")
_NO_SCALE = _l("Publiez d’abord un barème : il dit ce que vaut chaque critère.")
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", _MANY, Permission.AWARD_POINTS)
def choose_people() -> str:
    scale = scale_of_company()
    return _choosing(scale, AwardForm(scale.criteria, scale.number))


@route(blueprint, "POST", f"{_MANY}/personnes", Permission.AWARD_POINTS)
def choose_criterion() -> Page:
    """For people ticked in the list of employees."""
    actor, people = the_actor(), _named_people()
    scale = scale_in_force(acting(), actor.company_id) if actor.company_id else None
    if scale is None or not people:
        flash(_NO_SCALE if scale is None else _NOBODY, "warning")
        return redirect(url_for(".overview"), 303)
    form = AwardForm(scale.criteria, scale.number, formdata=None)
    form.start_again(scale.number)
    return _named(scale, form, people)


@route(blueprint, "POST", _MANY, Permission.AWARD_POINTS)
def preview() -> Page:
    scale = scale_of_company()
    form, people = AwardForm(scale.criteria, scale.number), _named_people()
    valid = form.validate_on_submit()
    if not people:
        form.form_errors = [str(_NOBODY)]
        return _choosing(scale, form)
    return _preview(scale, form, people) if valid else _named(scale, form, people)


@route(blueprint, "POST", f"{_MANY}/attribuer", Permission.AWARD_POINTS)
def award_many() -> Page:
    scale = scale_of_company()
    form, people = AwardForm(scale.criteria, scale.number), _named_people()
    if not people:
        return _choosing(scale, form)
    if not form.validate_on_submit():
        return _named(scale, form, people)
    asked = form.award()
    if needs_second(acting(), Kind.AWARD, len(people)):
        wanted = {"people": [str(who) for who in sorted(people)], "version": asked.version,
                  "ordinal": asked.ordinal}  # fmt: skip
        which = ask_approval(acting(), Kind.AWARD, wanted)
        return redirect(url_for("employer_approvals.show", approval_id=which), 303)
    try:
        award_points(acting(), people, asked)
    except (NotShared, PointsRefused) as refused:
        form.form_errors = [_changed(refused)]
        form.start_again(scale.number)
        return _preview(scale, form, people), 409
    worth = next(c.points for c in scale.criteria if c.ordinal == asked.ordinal)
    said = ngettext(
        "%(points)s points attribués à %(num)s personne.",
        "%(points)s points attribués à %(num)s personnes, à chacune.",
        len(people),
        points=worth,
    )
    flash_undo(said, asked.key)
    return redirect(url_for(".overview"), 303)


def _changed(refused: NotShared | PointsRefused) -> str:
    if isinstance(refused, PointsRefused) and refused.reason in ("BUDGET", "SCALE", "STALE"):
        return refusal_words(refused.reason)
    return _(
        "La situation de ces personnes a changé entre-temps : rien n’a été enregistré. Vérifiez "
        "la liste, puis confirmez."
    )


def _named_people() -> tuple[UUID, ...]:
    """The ticked people's ids; what is no id, and what is over the page's size, is left out."""
    found: dict[UUID, None] = {}
    for word in request.form.getlist("person")[:_MOST]:
        try:
            found[UUID(word)] = None
        except ValueError:
            continue
    return tuple(found)


def _choosing(scale: Scale, form: AwardForm) -> str:
    asked = read_query(request.args)
    query = ApplicantQuery(asked.search, size=_SIZE, after=asked.after, before=asked.before)
    page = list_applicants(acting(), the_actor(), query)
    return render_template(
        "employer/points/many.html",
        shell=frame(_("Attribuer à plusieurs personnes"), "points"),
        form=form,
        hints=criterion_hints(scale.criteria),
        rows=tuple(
            (row.public_id, display_name(row.surname, row.first_names), int(row.level))
            for row in page.rows
        ),
        search=query.search,
        search_href=url_for(".choose_people"),
        action=url_for(".preview"),
        previous_href=_other(query, avant=page.previous_before),
        next_href=_other(query, apres=page.next_after),
        points_href=url_for(".overview"),
    )


def _named(scale: Scale, form: AwardForm, people: tuple[UUID, ...]) -> str:
    """The criterion, for people already chosen, as far as they still show something."""
    names = still_visible(acting(), the_actor(), people)
    return render_template(
        "employer/points/named.html",
        shell=frame(_("Attribuer à plusieurs personnes"), "points"),
        form=form,
        hints=criterion_hints(scale.criteria),
        people=sorted(names.items(), key=lambda pair: pair[1]),
        action=url_for(".preview"),
        back_href=url_for("employer_applicants.applicant_list"),
        points_href=url_for(".overview"),
    )


def _other(query: ApplicantQuery, **cursor: UUID | None) -> str | None:
    if not any(cursor.values()):
        return None
    named = {name: str(value) for name, value in cursor.items()}
    return url_for("employer_points.choose_people", q=query.search or None, **named)  # type: ignore[arg-type]


def _preview(scale: Scale, form: AwardForm, people: tuple[UUID, ...]) -> str:
    asked = form.award()
    one = next(c for c in scale.criteria if c.ordinal == asked.ordinal)
    answers = answers_to(acting(), people, Award(scale.number, asked.ordinal, asked.key))
    names = still_visible(acting(), the_actor(), tuple(answers))
    included = tuple((who, names[who]) for who, said in _by_name(answers, names) if said == "OK")
    total, left = one.points * len(included), _left(scale)
    return render_template(
        "employer/points/preview.html",
        shell=frame(_("Attribuer à plusieurs personnes"), "points"),
        form=form,
        criterion=one,
        included=included,
        excluded=tuple(
            (names[who], str(SHORT[said])) for who, said in _by_name(answers, names) if said != "OK"
        ),
        total=total,
        left=left,
        too_much=left is not None and total > left,
        action=url_for(".award_many"),
        back_href=url_for(".choose_people"),
        points_href=url_for(".overview"),
    )


def _by_name(answers: Mapping[UUID, str], names: Mapping[UUID, str]) -> list[tuple[UUID, str]]:
    return sorted(
        ((who, said) for who, said in answers.items() if who in names),
        key=lambda pair: names[pair[0]],
    )


def _left(scale: Scale) -> int | None:
    """What the year's budget still has; None for who may not read it."""
    if not the_actor().may(Permission.SEE_POINTS_FIGURES):
        return None
    return budget_of(scale, figures(acting()), today(acting()).year).left
