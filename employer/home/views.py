"""The employer's home: what to do, the company's codes, figures of visible people only."""

from flask import Blueprint, render_template, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.companies.day import today
from app.companies.onboarding import OwnCode, codes_in_force
from app.points.queries import figures
from app.points.scale import scale_in_force
from app.points.shown import BudgetView, budget_of
from app.privacy.exits import closed_months
from app.privacy.readers.employer import count_visible
from app.privacy.readers.employer_figures import count_newly_visible, first_wishes
from app.privacy.rule import Choice
from app.reference.communes import commune_label
from app.web.formats import whole_day
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.home.tasks import ask_for_code, tasks_of

blueprint = Blueprint("employer_home", __name__)
NEW_DAYS = 7
MOST_COMMUNES = 6


@route(blueprint, "GET", "/employeur", Permission.SEE_OWN_COMPANY)
def home() -> str:
    actor = the_actor()
    if actor.role == "SUSPENDED":
        return _page("suspended", _("Accueil"))
    if not actor.may(Permission.LIST_APPLICANTS):
        return _page("commission", _("Accueil"), codes=codes_in_force(acting()))
    counts = count_visible(acting(), actor)
    codes = codes_in_force(acting())
    if not sum(counts.values()):
        title = _("Bienvenue, %(name)s", name=actor.name)
        steps = _onboarding(codes)
        done = sum(step[1] for step in steps)
        return _page(
            "first_day",
            title,
            today_text=whole_day(today(acting())),
            codes=codes,
            steps=steps,
            checklist_done=done,
            closed=_closed(),
        )
    fresh = count_newly_visible(acting(), actor, NEW_DAYS)
    return _page(
        "home",
        _("Bonjour, %(name)s", name=actor.name),
        today_text=whole_day(today(acting())),
        visible=sum(counts.values()),
        summaries=counts[Choice.SUMMARY],
        files=counts[Choice.FULL_FILE],
        codes=codes,
        fresh=fresh,
        tasks=tasks_of(fresh, codes),
        points=_points(),
        wishes=tuple(
            (commune_label(wish.insee_code), wish.people)
            for wish in first_wishes(acting(), actor, MOST_COMMUNES)
        ),
        list_href=url_for("employer_applicants.applicant_list"),
        closed=_closed(),
    )


def _page(name: str, title: str, **values: object) -> str:
    return render_template(
        f"employer/home/{name}.html", shell=frame(title, "home"), seen_href=_seen(), **values
    )


def _points() -> BudgetView | None:
    """The year's points by criterion; None for roles that do not read the figures, and before the
    first scale."""
    actor = the_actor()
    if actor.company_id is None or not actor.may(Permission.SEE_POINTS_FIGURES):
        return None
    scale = scale_in_force(acting(), actor.company_id)
    if scale is None:
        return None
    return budget_of(scale, figures(acting()), today(acting()).year)


def _closed() -> tuple[tuple[str, str], ...]:
    """What exits leave: the same words for every reason, and the month."""
    return tuple(
        (
            ngettext("Demande clôturée", "%(num)s demandes clôturées", month.requests),
            str(format_date(month.month, "MMMM y")),
        )
        for month in closed_months(acting(), the_actor())
    )


def _seen() -> str:
    return url_for("employer_help.what_is_seen")


def _onboarding(codes: tuple[OwnCode, ...]) -> tuple[tuple[str, bool, str | None, str | None], ...]:
    """The onboarding checklist: (label, done, action, href)."""
    task = ask_for_code()
    return (
        (_("Entreprise validée"), True, None, None),
        (_("Code Entreprise créé"), bool(codes), task.action, task.href),
        (_("Premier salarié visible"), False, None, None),
    )
