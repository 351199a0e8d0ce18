"""Figures about many, as a document: tables whose small cells are left out, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from app.privacy.rule import Choice
from app.privacy.wording import CHOICE_NAMES
from app.privacy.words.candidatures import OUTCOME_WORDS
from app.privacy.words.readings import EMPLOYER_ROLES
from app.reference.communes import commune_label
from app.reference.departments import department_label
from app.reports.charts import Bar, rows_chart
from app.reports.documents.figures_data import Figures
from app.reports.documents.frame import Printing, data_attached, imprint_of, list_attached
from app.reports.documents.periodic import Column, Figure, shared_chart
from app.reports.pdf.context import PrintContext
from app.reports.pdf.job import RenderJob
from app.statistics.suppression import FEWEST_PEOPLE, Told
from app.web.formats import long_moment
from app.web.offline import in_language, render_offline

MOST_ROWS = 20
MOST_BARS = 6
Rows = list[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart under its title."""

    title: str
    drawn: Markup


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its title, and what is drawn above it."""

    title: str
    columns: list[Column]
    rows: Rows
    drawn: Markup | None


def compose_figures(printing: Printing, read: Figures) -> RenderJob:
    """One template for the three: the works council's, a company's, the network's."""
    locale = printing.asked.locale
    with in_language(locale):
        kind, title, lead = _titles(printing, read, locale)
        printed = _context(printing, read)
        tables = _tables(read)
        html = render_offline(
            "reports/figures.html", locale, printed=printed, language=locale, kind=kind,
            title=title, lead=lead, figures=_figures(read), pictures=_pictures(read),
            tables=tables, network=read.name is None,
            product="Action Logement" if printing.actor.audience == "staff" else _("Entreprises"),
            fewest=FEWEST_PEOPLE,
        )  # fmt: skip
        flat = [(table.title, *row) for table in tables for row in table.rows]
        attachments = (
            data_attached(printing, printed, _data(read)),
            list_attached([_("Tableau"), _("Ligne"), _("Personnes")], flat),
        )
    return RenderJob(
        html=html,
        title=f"{kind} · {title}",
        language="en" if locale == "en" else "fr",
        created_at=printing.now,
        attachments=attachments,
        identifier=printing.asked.id.bytes,
    )


def _titles(printing: Printing, read: Figures, locale: str) -> tuple[str, str, str]:
    day = long_moment(printing.now)
    if read.month is not None:
        month = format_date(read.month, "MMMM y", locale=locale)
        return _("Rapport du réseau"), _("Entreprises du réseau"), month
    if printing.asked.kind == "COMMITTEE":
        return _("Rapport au comité social et économique"), read.name or "", day
    return _("Rapport d’entreprise"), read.name or "", day


def _context(printing: Printing, read: Figures) -> PrintContext:
    actor = printing.actor
    staff = actor.audience == "staff"
    return PrintContext(
        reader_name=actor.name,
        reader_role="Action Logement" if staff else str(EMPLOYER_ROLES[actor.role]),
        company_name=read.name or _("Réseau"),
        printed_at_text=long_moment(printing.now),
        purpose_text=_("Statistiques"),
        level_text=_("Chiffres seuls, aucune personne"),
        imprint=imprint_of(printing),
    )


def _figures(read: Figures) -> list[Figure]:
    level = read.tables.get("level", Told({}, None))
    cells = level.cells
    return [
        Figure(_number(level.total), _("salariés visibles"),
               _("à l’édition") if read.month is None else _("arrêtés ce mois-ci")),
        Figure(_number(cells.get(str(int(Choice.SUMMARY)))), _("montrent un résumé"),
               _("11 informations")),
        Figure(_number(cells.get(str(int(Choice.FULL_FILE)))), _("montrent leur dossier"),
               _("et leurs candidatures")),
    ]  # fmt: skip


def _pictures(read: Figures) -> list[Picture]:
    """Of what may be told alone: a bar left out is in the table, as a dash."""
    titles = {"site": _("Par établissement"), "wish": _("Lieux souhaités en premier")}
    found = []
    for name, title in titles.items():
        bars = [Bar(_label(read, name, key), n) for key, n in _largest(read, name)]
        if bars:
            found.append(Picture(title, rows_chart(title, bars)))
    return found


def _shared(read: Figures) -> Markup | None:
    """Summaries and files, where both may be told."""
    cells = read.tables.get("level", Told({}, None)).cells
    summaries, files = (cells.get(str(int(one))) for one in (Choice.SUMMARY, Choice.FULL_FILE))
    return None if summaries is None or files is None else shared_chart(summaries, files)


def _largest(read: Figures, name: str) -> list[tuple[str, int]]:
    table = read.tables.get(name, Told({}, None))
    told = [(key, n) for key, n in table.cells.items() if n is not None and key]
    return sorted(told, key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]


def _tables(read: Figures) -> list[Table]:
    heads = {
        "level": _("Ce que les salariés montrent"),
        "site": _("Par établissement"),
        "wish": _("Lieu souhaité en premier"),
        "standing": _("Où en sont les candidatures"),
    }
    lines = {
        "level": _("Choix"),
        "site": _("Établissement"),
        "wish": _("Lieu"),
        "standing": _("Dernière étape"),
    }
    return [
        Table(
            title,
            [Column(lines[name], 75), Column(_("Personnes"), 25, True)],
            _rows(read, name),
            _shared(read) if name == "level" else None,
        )
        for name, title in heads.items()
        if name in read.tables
    ]


def _rows(read: Figures, name: str) -> Rows:
    table = read.tables[name]
    told = [key for key, number in table.cells.items() if number is not None]
    told.sort(key=lambda key: (-(table.cells[key] or 0), key))
    rows: Rows = [(_label(read, name, key), str(table.cells[key])) for key in told[:MOST_ROWS]]
    if len(told) < len(table.cells):
        rows.append((_("Autres lignes, trop petites pour être montrées"), _number(None)))
    rows.append((_("Ensemble"), _number(table.total)))
    return rows


def _label(read: Figures, name: str, key: str) -> str:
    if name == "level":
        return str(CHOICE_NAMES[Choice(int(key))])
    if name == "standing":
        return str(OUTCOME_WORDS[key])
    if name == "site":
        return read.sites.get(key, key)
    return _place(read, key)


def _place(read: Figures, key: str) -> str:
    if not key:
        return _("Non renseigné")
    return commune_label(key) if read.month is None else department_label(key)


def _number(told: int | None) -> str:
    """Left out is a dash, never a zero."""
    return "–" if told is None else str(told)


def _data(read: Figures) -> dict[str, object]:
    return {
        "month": read.month.isoformat() if read.month else None,
        "tables": {
            name: {"cells": dict(table.cells), "total": table.total}
            for name, table in read.tables.items()
        },
    }
