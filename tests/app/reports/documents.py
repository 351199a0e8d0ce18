"""Documents to render in tests, through the product's own templates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.reports.codes import qr_svg
from app.reports.pdf import Attachment, PrintContext, RenderJob
from app.reports.pdf.context import Imprint
from app.reports.pdf.job import ListColumn, Listing

TEMPLATES = Path(__file__).parents[3] / "templates"
AT = datetime(2026, 11, 23, 9, 4, tzinfo=UTC)
DATA = Attachment("donnees.json", "application/json", "Données", b'{"nom": "\xc5\x81"}\n')
CSV = Attachment("annexe.csv", "text/csv", "Annexe", b"a;b\r\n1;2\r\n\x00\xff")
NAMES = ("Łukasz Wiśniewski", "Nguyễn Thị Hồng", "Ğülşen Şahin", "Cœuret Zoé", "Straße Ø’Brien")


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    withheld: bool = False


@dataclass(frozen=True)
class Column:
    label: str
    width: int
    numeric: bool = False


@dataclass(frozen=True)
class Step:
    name: str
    when: str
    state: str


@dataclass(frozen=True)
class Figure:
    number: str
    name: str
    context: str


PRINTED = PrintContext(
    reader_name="Hélène Granvallon",
    reader_role="gestionnaire",
    company_name="Ateliers Vauquelin",
    printed_at_text="23 novembre 2026 à 10 h 04",
    purpose_text="soutenir une candidature",
    level_text="Dossier complet, hors éléments sensibles",
    imprint=Imprint(
        "7F3K-9QXW-2MTD",
        "https://portail.example/verifier/7F3K-9QXW-2MTD",
        qr_svg("https://portail.example/v/7F3K", "Code QR de vérification"),
        "Sans sceau électronique",
    ),
    level_mark="file",
)
STEPS = (
    Step("Déposée", "12 nov.", "done"),
    Step("Validée", "17 nov.", "done"),
    Step("Transmise au bailleur", "En cours", "now"),
    *(Step(name, "À venir", "ahead") for name in ("Visite", "Commission", "Résultat", "Bail")),
)
FIGURES = (
    Figure("42", "salariés visibles", "au 23 novembre"),
    Figure("9", "candidatures", "en cours"),
)
ROWS = (
    Row("Nom de naissance", "VERDELOT"),
    Row("E-mail", "nadia.boisclair@courriel.example"),
    Row("Naissance attendue", "Non communiqué", withheld=True),
    Row("Loyer", "735 €"),
)
COLUMNS = (Column("Nom", 40), Column("Commune", 40), Column("Points", 20, numeric=True))

FILE_PAGE = """{% extends "reports/base.html" %}
{% import "components/report_blocks.html" as blocks with context %}
{% block title %}{{ title }}{% endblock %}
{% block body %}
{{ blocks.title_block("Dossier du salarié", name, "Ateliers Vauquelin, Villeurbanne", printed) }}
{{ blocks.print_facts(printed) }}
{{ blocks.figures(figures) }}
{% call blocks.section_block("Candidature en cours") %}{{ blocks.timeline(steps) }}{% endcall %}
{% for number in range(sections) %}
{% call blocks.section_block("Section " ~ number, "Mis à jour le 2 novembre") %}
{{ blocks.data_list(rows) }}{% endcall %}
{% endfor %}
<p><a href="https://portail.example/verifier">Vérifier ce document</a></p>
{% endblock %}"""

LIST_PAGE = """{% extends "reports/base.html" %}
{% import "components/report_blocks.html" as blocks with context %}
{% block title %}Liste{% endblock %}
{% block body %}
{{ blocks.title_block("Rapport périodique", "Ateliers Vauquelin", none, printed) }}
{% call blocks.section_block("Salariés visibles") %}
{{ blocks.table("Salariés visibles, par nom", columns, people) }}{% endcall %}
{% endblock %}"""


def _environment() -> Environment:
    """Return the templates' environment, set as the product sets it."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment


def file_html(name: str = "BOISCLAIR Nadia", sections: int = 9) -> str:
    """Return the HTML of one person's file; nine sections make three pages."""
    return _environment().from_string(FILE_PAGE).render(
        language="fr", title="Dossier", name=name, printed=PRINTED, figures=FIGURES,
        steps=STEPS, sections=sections, rows=ROWS,
    )  # fmt: skip


def people(count: int) -> list[tuple[str, str, str]]:
    """Return table rows with names from several alphabets' corners, all different."""
    return [(f"{NAMES[n % 5]} {n}", "Villeurbanne", str(n * 10)) for n in range(count)]


def list_html(rows: Sequence[Sequence[str]]) -> str:
    """Return the HTML of a list."""
    return (
        _environment()
        .from_string(LIST_PAGE)
        .render(language="fr", printed=PRINTED, columns=COLUMNS, people=rows)
    )


def job_of(html: str, *attachments: Attachment, created_at: datetime = AT) -> RenderJob:
    """Return a job for that HTML."""
    return RenderJob(
        html=html,
        title="Dossier de BOISCLAIR Nadia",
        language="fr",
        created_at=created_at,
        attachments=attachments,
    )


def a_listing(rows: Sequence[tuple[str, ...]]) -> Listing:
    """The long list of a report, for the row writer."""
    return Listing(
        title="Salariés visibles",
        caption="Salariés visibles, par nom",
        columns=(ListColumn("Nom", 40), ListColumn("Commune", 40), ListColumn("Points", 20, True)),
        rows=tuple(rows),
        product="Entreprises",
        confidential="Document confidentiel, service logement",
        foot=("Édité par Hélène Granvallon, gestionnaire", "Niveau à l’édition : résumés"),
        reference="7F3K-9QXW-2MTD",
        page_word="Page",
    )


def long_job(rows: Sequence[tuple[str, ...]], *attachments: Attachment) -> RenderJob:
    """A designed page, then a long list."""
    return replace(job_of(file_html(sections=1), *attachments), listing=a_listing(rows))
