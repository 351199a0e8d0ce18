"""The company's periodic report as a document: first page, outcomes, establishments, people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.privacy.readers.employer_report import ReportedPerson
from app.privacy.rule import Choice
from app.privacy.words.candidatures import OUTCOME_WORDS
from app.privacy.words.readings import EMPLOYER_ROLES
from app.reference.communes import commune_label
from app.reference.names import display_name
from app.reports.charts import Bar, months_chart, rows_chart, split_chart
from app.reports.documents.frame import Printing, data_attached, imprint_of, list_attached
from app.reports.documents.periodic_data import Periodic
from app.reports.pdf.context import PrintContext
from app.reports.pdf.job import ListColumn, Listing, RenderJob
from app.web.formats import long_date, long_moment
from app.web.formats import siret as spaced_siret
from app.web.offline import in_language, render_offline

MOST_WISHES = 6
# Told with the period before beside it, in this order.
TOLD = ("VALIDATED", "TRANSMITTED", "VISIT_PLANNED", "AWARDED", "NOT_AWARDED", "LEASE_SIGNED")


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    width: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    number: str
    name: str
    context: str


def compose_periodic(printing: Printing, read: Periodic) -> RenderJob:
    locale = printing.asked.locale
    with in_language(locale):
        printed = company_context(printing, _level(read))
        span = _("Du %(since)s au %(until)s", since=long_date(read.span.since),
                 until=long_date(read.span.until))  # fmt: skip
        names = {site.siret: site.label for site in read.sites}
        rows = tuple(_row(person, names) for person in read.people)
        columns = _columns()
        html = render_offline(
            "reports/periodic.html", locale, printed=printed, language=locale, span=span,
            where=_where(printing, read), figures=_figures(read), wishes=_wishes(read),
            months=_by_month(read, locale), shows=_shows(read), outcome_columns=_outcome_columns(),
            outcomes=_outcomes(read), site_columns=_site_columns(), sites=_sites(read),
            point_columns=_point_columns(), points=_points(read),
        )  # fmt: skip
        listing = Listing(
            title=_("Salariés visibles"),
            caption=_("Par nom, tels que chacun se montre au moment de l’édition"),
            columns=columns,
            rows=rows,
            product=_("Entreprises"),
            confidential=_("Document confidentiel, service logement"),
            foot=foot_of(printed),
            reference=printed.imprint.code if printed.imprint else "",
            page_word=_("Page"),
        )
        attachments = (
            data_attached(printing, printed, _data(read)),
            list_attached([column.label for column in columns], rows),
        )
        title = _("Rapport périodique de %(company)s", company=printed.company_name)
    return RenderJob(
        html=html,
        title=title,
        language="en" if locale == "en" else "fr",
        created_at=printing.now,
        attachments=attachments,
        identifier=printing.asked.id.bytes,
        listing=listing,
    )


def company_context(printing: Printing, level: str) -> PrintContext:
    """Who prints a report about no single person."""
    actor = printing.actor
    return PrintContext(
        reader_name=actor.name,
        reader_role=str(EMPLOYER_ROLES[actor.role]),
        company_name=actor.company_name or "",
        printed_at_text=long_moment(printing.now),
        purpose_text=_("Suivi du logement des salariés"),
        level_text=level,
        imprint=imprint_of(printing),
    )


def foot_of(printed: PrintContext) -> tuple[str, str]:
    """The two lines of the running foot, as the templates write them."""
    who = _("Édité par %(name)s, %(role)s, %(company)s", name=printed.reader_name,
            role=printed.reader_role, company=printed.company_name)  # fmt: skip
    level = _("Niveau à l’édition : %(level)s", level=printed.level_text)
    purpose = _("Motif : %(purpose)s", purpose=printed.purpose_text or "")
    return (f"{who} · {printed.printed_at_text}", f"{purpose} · {level}")


def _level(read: Periodic) -> str:
    summaries = len(read.people) - read.files
    shown = (
        ngettext("%(num)s résumé", "%(num)s résumés", summaries),
        ngettext("%(num)s dossier complet", "%(num)s dossiers complets", read.files),
    )
    return " · ".join(shown)


def _where(printing: Printing, read: Periodic) -> str:
    if printing.actor.sites is None:
        return _("tous les établissements")
    return ", ".join(site.label for site in read.sites)


def _figures(read: Periodic) -> list[Figure]:
    """The four numbers of the first page, each with what it is part of or made of."""
    people, new = len(read.people), read.newly_visible(read.span)
    awarded = read.now.outcomes.get("AWARDED", 0)
    files = ngettext("dont %(num)s dossier complet", "dont %(num)s dossiers complets", read.files)
    submitted = ngettext(
        "%(num)s nouvelle",
        "%(num)s nouvelles",
        read.now.submitted,
    )
    leases = read.now.outcomes.get("LEASE_SIGNED", 0)
    signed = ngettext("%(num)s bail signé", "%(num)s baux signés", leases)
    return [
        Figure(str(people), ngettext("salarié visible", "salariés visibles", people), files),
        Figure(str(new), ngettext("devenu visible", "devenus visibles", new), _("dans la période")),
        Figure(
            str(read.running),
            ngettext("candidature en cours", "candidatures en cours", read.running),
            submitted,
        ),
        Figure(str(awarded), ngettext("logement attribué", "logements attribués", awarded), signed),
    ]


def _wishes(read: Periodic) -> object:
    bars = [Bar(commune_label(code), number) for code, number in read.wishes(MOST_WISHES)]
    return rows_chart(_("Communes souhaitées en premier"), bars) if bars else None


def _by_month(read: Periodic, locale: str) -> object:
    months = read.by_month()
    bars = [Bar(format_date(month, "MMM", locale=locale), number) for month, number in months]
    return months_chart(_("Salariés devenus visibles, par mois"), bars)


def _shows(read: Periodic) -> Markup:
    return shared_chart(len(read.people) - read.files, read.files)


def shared_chart(summaries: int, files: int) -> Markup:
    """How many show a summary, how many a full file."""
    words = (
        ngettext("%(num)s résumé", "%(num)s résumés", summaries),
        ngettext("%(num)s dossier complet", "%(num)s dossiers complets", files),
    )
    return split_chart(_("Ce que les salariés montrent"), (summaries, files), words)


def _outcome_columns() -> list[Column]:
    return [
        Column(_("Événement"), 50),
        Column(_("Dans la période"), 25, True),
        Column(_("Période précédente"), 25, True),
    ]


def _outcomes(read: Periodic) -> list[Sequence[str]]:
    first = (_("Salariés devenus visibles"), str(read.newly_visible(read.span)),
             str(read.newly_visible(read.span.before)))  # fmt: skip
    second = (str(OUTCOME_WORDS["SUBMITTED"]), str(read.now.submitted), str(read.before.submitted))
    told = [
        (str(OUTCOME_WORDS[word]), str(read.now.outcomes.get(word, 0)),
         str(read.before.outcomes.get(word, 0)))
        for word in TOLD
    ]  # fmt: skip
    return [first, second, *told]


def _site_columns() -> list[Column]:
    return [
        Column(_("Établissement"), 45),
        Column("SIRET", 25),
        Column(_("Résumés"), 15, True),
        Column(_("Dossiers"), 15, True),
    ]


def _sites(read: Periodic) -> list[Sequence[str]]:
    return [
        (site.label, spaced_siret(site.siret), str(_of(read, site.siret, Choice.SUMMARY)),
         str(_of(read, site.siret, Choice.FULL_FILE)))
        for site in read.sites
    ]  # fmt: skip


def _of(read: Periodic, siret: str, level: Choice) -> int:
    return sum(p.siret == siret and p.level is level for p in read.people)


def _point_columns() -> list[Column]:
    return [
        Column(_("Critère"), 50),
        Column(_("Année"), 15, True),
        Column(_("Attribués"), 15, True),
        Column(_("Maintenus"), 20, True),
    ]


def _points(read: Periodic) -> list[Sequence[str]]:
    """The company's own ledger by criterion; it names nobody."""
    years = range(read.span.since.year, read.span.until.year + 1)
    return [
        (one.label or _("Ensemble"), str(one.year), str(one.spent), str(one.standing))
        for one in read.points or ()
        if one.year in years
    ]


def _columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("Nom"), 22),
        ListColumn(_("Établissement"), 16),
        ListColumn(_("Habite à"), 14),
        ListColumn(_("Souhaite"), 14),
        ListColumn(_("Montre"), 9),
        ListColumn(_("Visible depuis"), 12),
        ListColumn(_("Dernière étape"), 16),
    )


def _row(person: ReportedPerson, sites: dict[str, str]) -> tuple[str, ...]:
    full = person.level is Choice.FULL_FILE
    return (
        display_name(person.surname, person.first_names),
        sites.get(person.siret, ""),
        commune_label(person.current_commune) if person.current_commune else "",
        commune_label(person.wished_commune) if person.wished_commune else "",
        _("Dossier") if full else _("Résumé"),
        _short(person.visible_since),
        _standing(person),
    )


def _standing(person: ReportedPerson) -> str:
    """A summary says the same whether there is a candidature or not."""
    if person.level is not Choice.FULL_FILE:
        return _("Non partagée")
    return str(OUTCOME_WORDS[person.last_outcome]) if person.last_outcome else _("Aucune")


def _short(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _data(read: Periodic) -> dict[str, object]:
    return {
        "since": read.span.since.isoformat(),
        "until": read.span.until.isoformat(),
        "establishments": [site.siret for site in read.sites],
        "visible": len(read.people),
        "full_files": read.files,
        "running": read.running,
        "submitted": read.now.submitted,
        "outcomes": read.now.outcomes,
        "before": {"submitted": read.before.submitted, "outcomes": read.before.outcomes},
    }
