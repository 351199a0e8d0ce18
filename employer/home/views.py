"""The employer's home: what to do, the company's codes, figures of visible people only."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.companies.day import today
from app.companies.onboarding import OwnCode, codes_in_force
from app.points.contests import contests_to_answer
from app.privacy.exits import closed_months
from app.privacy.readers.employer import count_visible
from app.privacy.readers.employer_figures import count_newly_visible, first_wishes
from app.privacy.rule import Choice
from app.reference.communes import commune_label
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame

blueprint = Blueprint("employer_home", __name__)
NEW_DAYS = 7
MOST_COMMUNES = 6


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what there is to do."""

    title: str
    second: str
    icon: str
    action: str
    href: str


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
            today_text=_today(),
            codes=codes,
            steps=steps,
            checklist_done=done,
            closed=_closed(),
        )
    fresh = count_newly_visible(acting(), actor, NEW_DAYS)
    return _page(
        "home",
        _("Bonjour, %(name)s", name=actor.name),
        today_text=_today(),
        visible=sum(counts.values()),
        summaries=counts[Choice.SUMMARY],
        files=counts[Choice.FULL_FILE],
        codes=codes,
        fresh=fresh,
        tasks=_tasks(fresh, codes),
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


def _today() -> str:
    """As "Lundi 23 novembre 2026"."""
    day: date = today(acting())
    text = str(format_date(day, "EEEE d MMMM y"))
    return text[:1].upper() + text[1:]


def _tasks(fresh: int, codes: tuple[OwnCode, ...]) -> tuple[Task, ...]:
    tasks: list[Task] = []
    if fresh:
        tasks.append(
            Task(
                ngettext(
                    "%(num)s salarié se montre depuis cette semaine",
                    "%(num)s salariés se montrent depuis cette semaine",
                    fresh,
                ),
                _("Leur demande de logement vous attend, les plus récents d’abord"),
                "users",
                _("Voir"),
                url_for("employer_applicants.applicant_list", tri="jour"),
            )
        )
    contested = contests_to_answer(acting()) if the_actor().may(Permission.AWARD_POINTS) else ()
    if contested:
        tasks.append(_answer_contests(len(contested)))
    if not codes:
        tasks.append(_ask_for_code())
    return tuple(tasks)


def _answer_contests(many: int) -> Task:
    return Task(
        ngettext("%(num)s ligne de points contestée", "%(num)s lignes de points contestées", many),
        _("Vous ne les avez pas attribuées : c’est à vous de répondre"),
        "message-square-warning",
        _("Répondre"),
        url_for("employer_points.contest_list"),
    )


def _ask_for_code() -> Task:
    """An owner makes one; the others ask an owner."""
    why = _("Vos salariés le saisissent pour rattacher leur demande à votre entreprise")
    if the_actor().may(Permission.MANAGE_CODES):
        new = url_for("employer_company.new_code")
        return Task(_("Créer un Code Entreprise"), why, "key-round", _("Créer"), new)
    codes = url_for("employer_company.codes")
    title = _("Demander un Code Entreprise à une personne titulaire")
    return Task(title, why, "key-round", _("Voir les codes"), codes)


def _onboarding(codes: tuple[OwnCode, ...]) -> tuple[tuple[str, bool, str | None, str | None], ...]:
    """The onboarding checklist: (label, done, action, href)."""
    task = _ask_for_code()
    return (
        (_("Entreprise validée"), True, None, None),
        (_("Code Entreprise créé"), bool(codes), task.action, task.href),
        (_("Premier salarié visible"), False, None, None),
    )
