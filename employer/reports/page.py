"""The page of the reports: the set one may print, what each holds, and one's own prints."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.companies.day import today
from app.companies.onboarding import codes_to_print
from app.exports.wanted import SUFFIXES
from app.reports.asking import last_twelve_months
from app.reports.listing import ReportRow, report_rows
from app.reports.words import KIND_HOLDS, KIND_NAMES, STATE_WORDS
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from employer.frame import frame
from employer.reports.forms import PeriodForm, PosterForm


@dataclass(frozen=True, slots=True)
class Line:
    """One of the own prints."""

    row: ReportRow
    title: str
    content: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class Again:
    """How to ask for the same report once more."""

    action: str
    hidden: dict[str, str]


def render_index(period: PeriodForm | None = None) -> str:
    """The page; `period` is a form that was refused, with what was typed."""
    actor = the_actor()
    form = period or _period_form()
    poster = _poster_form() if actor.may(Permission.PRINT_POSTER) else None
    lines = tuple(_line(row) for row in report_rows(acting(), actor))
    return render_template(
        "employer/reports/index.html",
        shell=frame(_("Rapports"), "reports"),
        lines=lines,
        holds=KIND_HOLDS,
        names=KIND_NAMES,
        period=form if actor.may(Permission.PRINT_COMPANY) else None,
        committee=actor.may(Permission.PRINT_COMMITTEE),
        poster=poster,
        lists=actor.may(Permission.LIST_APPLICANTS),
    )


def again_of(row: ReportRow) -> Again | None:
    """The button "make it again"; None where what it stands on is gone."""
    if row.kind in ("SUMMARY", "FILE"):
        if row.gone:
            return None
        return Again(
            url_for("employer_reports.ask"),
            {"public_id": str(row.public_id), "kind": row.kind.lower()},
        )
    if row.kind == "PERIODIC" and row.since and row.until:
        days = {"since": row.since.isoformat(), "until": row.until.isoformat()}
        return Again(url_for("employer_reports.ask_company"), days)
    if row.kind == "POSTER":
        return Again(url_for("employer_reports.ask_code_poster"), {"code_id": str(row.code_id)})
    if row.kind in SUFFIXES:
        return None
    return Again(url_for("employer_reports.ask_council"), {})


def _period_form() -> PeriodForm:
    offered = last_twelve_months(today(acting()))
    return PeriodForm(data={"since": offered.since, "until": offered.until}, formdata=None)


def _poster_form() -> PosterForm | None:
    codes = codes_to_print(acting())
    if not codes:
        return None
    form = PosterForm(formdata=None)
    form.code_id.choices = [(str(code.id), f"{code.shown} · {code.label}") for code in codes]
    return form


def title_of(row: ReportRow) -> str:
    """The person, or what kind of report it is; people who are gone have no name."""
    if row.gone:
        return _("Demande clôturée")
    return row.person or str(KIND_NAMES[row.kind])


def told_of(row: ReportRow) -> str:
    """Who learns of the opening, and what closes the file."""
    if row.about_person:
        return _(
            "La personne voit que vous l’avez imprimé et chaque ouverture du fichier. S’il ne "
            "correspond plus à ce qu’elle partage, il reste fermé : faites-le de nouveau."
        )
    if row.kind == "PERIODIC":
        return _(
            "Chaque salarié du rapport voit que vous l’avez imprimé et chaque ouverture du fichier."
            " Si l’un d’eux se montre moins, le fichier se ferme : faites-le de nouveau."
        )
    if row.kind in SUFFIXES:
        return _(
            "Chaque salarié du fichier voit l’export, votre nom et votre motif, puis chaque "
            "ouverture. Si l’un d’eux se montre moins, le fichier se ferme : exportez de nouveau."
        )
    if row.kind == "POSTER":
        return _("L’affiche ne contient aucune donnée personnelle : affichez-la librement.")
    return _(
        "Ce rapport ne nomme personne. Si un salarié compté se montre moins, le fichier se ferme :"
        " faites-le de nouveau."
    )


def _line(row: ReportRow) -> Line:
    state = STATE_WORDS["CLOSED" if row.gone else row.state]
    href = url_for("employer_reports.show", report_id=row.id)
    return Line(row, title_of(row), _content(row), str(state), href)


def _content(row: ReportRow) -> str:
    """What is in it, in a few words beside its title."""
    if row.about_person:
        return str(KIND_NAMES[row.kind])
    if row.since and row.until:
        days = long_date(row.since), long_date(row.until)
        return _("Du %(since)s au %(until)s", since=days[0], until=days[1])
    if row.kind in SUFFIXES:
        return _("Liste des salariés")
    return _("Affiche publique") if row.kind == "POSTER" else _("Chiffres, aucune personne")
