"""The preview's pages: the employers' own templates, read-only, without any person's data.

What is read is the company: name, establishments, codes, policy, scale. Every person is invented.
"""

from datetime import date
from uuid import UUID

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from admin.preview.frame import READER, ROOT, at, blueprint, preview_frame, the_face
from admin.preview.shown import (
    acts_of,
    board_of,
    figures_of,
    list_of,
    points_of,
    support_of,
)
from app.access.permissions import Permission
from app.companies.day import today
from app.companies.face import Face
from app.points.scale import in_force, scale_in_force, scale_versions
from app.points.shown import budget_of, scale_view
from app.preview.files import full_file
from app.preview.invented import Invented, people
from app.privacy.purpose_form import PurposeForm
from app.privacy.purposes import Purpose
from app.privacy.rule import Choice
from app.privacy.view import view_file, view_summary
from app.privacy.words.readings import PURPOSE_HINTS, PURPOSES
from app.reference.communes import commune_label
from app.web.formats import long_date, whole_day
from app.web.request_context import acting
from app.web.route import route

_PERSON = f"{ROOT}/salaries/<uuid:public_id>"
_FRESH = 7


@route(blueprint, "GET", ROOT, Permission.SEE_AS_COMPANY)
def home(company_id: UUID) -> str:
    face, day = the_face(company_id), today(acting())
    if not face.active:
        return render_template(
            "admin/preview/suspended.html", shell=preview_frame(face, _("Accueil"), "home")
        )
    cast = people(face, day)
    scale = scale_in_force(acting(), face.id)
    if not cast:
        return _elsewhere(face, _("La politique de l’entreprise ne lui montre personne."))
    return render_template(
        "admin/preview/home.html",
        shell=preview_frame(face, _("Bonjour, %(name)s", name=READER), "home"),
        seen_href=at(face, "elsewhere"),
        today_text=whole_day(day),
        visible=len(cast),
        summaries=_count(cast, Choice.SUMMARY),
        files=_count(cast, Choice.FULL_FILE),
        codes=face.codes,
        fresh=sum((day - one.since).days <= _FRESH for one in cast),
        tasks=(),
        points=budget_of(scale, figures_of(cast, scale, day.year), day.year) if scale else None,
        wishes=_wishes(cast),
        list_href=at(face, "people_list"),
        closed=(),
    )


@route(blueprint, "GET", f"{ROOT}/salaries", Permission.SEE_AS_COMPANY)
def people_list(company_id: UUID) -> str:
    face, day = _open_face(company_id), today(acting())
    cast = people(face, day)
    scale = scale_in_force(acting(), face.id)
    by_day = request.args.get("tri") == "jour"
    return render_template(
        "admin/preview/list.html",
        shell=preview_frame(face, _("Salariés"), "applicants"),
        list_href=at(face, "people_list"),
        housed_href=at(face, "elsewhere"),
        page=list_of(face, cast, scale, request.args.get("visible", ""), by_day=by_day),
        award_href=at(face, "elsewhere"),
        export_href=at(face, "elsewhere"),
        unknown_places=(),
        seen_href=at(face, "elsewhere"),
    )


@route(blueprint, "GET", _PERSON, Permission.SEE_AS_COMPANY)
def person(company_id: UUID, public_id: UUID) -> str:
    face, day = _open_face(company_id), today(acting())
    one = _one(face, day, public_id)
    view = view_summary(one.summary)
    full = one.level is Choice.FULL_FILE
    return render_template(
        "admin/preview/person.html",
        shell=preview_frame(face, view.name, "applicants"),
        view=view,
        level=int(one.level),
        since_text=long_date(one.since),
        public_id=public_id,
        form=PurposeForm() if full else None,
        hints=PURPOSE_HINTS,
        purpose_action=at(face, "person", public_id=public_id),
        file_href=at(face, "file", public_id=public_id) if full else None,
        list_href=at(face, "people_list"),
        beside=_beside(face, day, public_id),
        leaving_href=at(face, "elsewhere"),
        print_button=None,
        points=points_of(face, one, scale_in_force(acting(), face.id)),
        acts=acts_of(face, one),
    )


@route(blueprint, "GET", f"{_PERSON}/dossier", Permission.SEE_AS_COMPANY)
def file(company_id: UUID, public_id: UUID) -> str:
    face, day = _open_face(company_id), today(acting())
    one = _one(face, day, public_id)
    if one.level is not Choice.FULL_FILE:
        raise NotFound
    view = view_file(full_file(one, day))
    return render_template(
        "admin/preview/file.html",
        shell=preview_frame(face, view.summary.name, "applicants"),
        view=view,
        purpose_text=PURPOSES[Purpose.SUPPORT.value],
        since_text=long_date(one.since),
        public_id=public_id,
        person_href=at(face, "person", public_id=public_id),
        list_href=at(face, "people_list"),
        end_action=at(face, "people_list"),
        print_button=None,
        points=points_of(face, one, scale_in_force(acting(), face.id)),
        support=support_of(face, one),
        acts=acts_of(face, one),
    )


@route(blueprint, "GET", f"{ROOT}/candidatures", Permission.SEE_AS_COMPANY)
def board(company_id: UUID) -> str:
    face, day = _open_face(company_id), today(acting())
    done = request.args.get("onglet") == "soutenues"
    return render_template(
        "admin/preview/board.html",
        shell=preview_frame(face, _("Candidatures"), "candidatures"),
        rows=board_of(face, people(face, day), done=done),
        done=done,
        tabs=(
            (_("À soutenir"), at(face, "board"), not done, None),
            (_("Soutenues"), at(face, "board", onglet="soutenues"), done, None),
        ),
        next_href=None,
        first_href=None,
        list_href=at(face, "people_list"),
    )


@route(blueprint, "GET", f"{ROOT}/points", Permission.SEE_AS_COMPANY)
def points(company_id: UUID) -> str:
    face, day = _open_face(company_id), today(acting())
    versions = scale_versions(acting(), face.id)
    present = in_force(versions, day)
    told = figures_of(people(face, day), present, day.year)
    elsewhere = at(face, "elsewhere")
    return render_template(
        "admin/preview/points.html",
        shell=preview_frame(face, _("Points"), "points"),
        scale=scale_view(present) if present else None,
        coming=tuple(scale_view(s) for s in versions if s.effective_on > day),
        budget=budget_of(present, told, day.year),
        contests=0,
        contests_href=elsewhere,
        list_href=at(face, "people_list"),
        ledger_href=elsewhere,
        many_href=elsewhere if present else None,
        set_href=elsewhere,
    )


@route(blueprint, "GET", f"{ROOT}/ailleurs", Permission.SEE_AS_COMPANY)
def elsewhere(company_id: UUID) -> str:
    """Where every other link of the employers' pages leads: nothing is done, nothing is read."""
    words = _("L’aperçu montre les pages qui nomment des personnes. Celle-ci n’en fait pas partie.")
    return _elsewhere(_open_face(company_id), words)


def _elsewhere(face: Face, words: str) -> str:
    return render_template(
        "admin/preview/elsewhere.html",
        shell=preview_frame(face, _("Pas dans l’aperçu"), ""),
        words=words,
        back_href=at(face, "people_list"),
    )


def _open_face(company_id: UUID) -> Face:
    """A company that is not active sees nobody, and so does its preview."""
    face = the_face(company_id)
    if not face.active:
        raise NotFound
    return face


def _one(face: Face, day: date, public_id: UUID) -> Invented:
    for one in people(face, day):
        if one.id == public_id:
            return one
    raise NotFound


def _beside(face: Face, day: date, public_id: UUID) -> tuple[str | None, str | None]:
    """The cast stands in the order of names."""
    ids = [one.id for one in people(face, day)]
    place = ids.index(public_id)
    before = ids[place - 1] if place else None
    after = ids[place + 1] if place + 1 < len(ids) else None
    return (
        at(face, "person", public_id=before) if before else None,
        at(face, "person", public_id=after) if after else None,
    )


def _count(cast: tuple[Invented, ...], level: Choice) -> int:
    return sum(one.level is level for one in cast)


def _wishes(cast: tuple[Invented, ...]) -> tuple[tuple[str, int], ...]:
    """By first wish, the most wanted first."""
    found: dict[str, int] = {}
    for one in cast:
        code = one.summary.wanted_location.communes[0].insee_code
        found[code] = found.get(code, 0) + 1
    most = sorted(found.items(), key=lambda pair: -pair[1])
    return tuple((commune_label(code), people) for code, people in most)
