"""One person on paper: the same view as on screen, with who printed it, when, why and how much
was shared. The data goes along in machine form, exactly what the pages show."""

from flask_babel import gettext as _
from sqlalchemy import Connection

from app.access.actor import Actor
from app.privacy.codec import encode
from app.privacy.readers.employer import ShownFile, ShownSummary, open_file, read_summary
from app.privacy.rule import Choice, NotShared
from app.privacy.view import FileView, SummaryView, view_file, view_summary
from app.privacy.wording import CHOICE_NAMES
from app.privacy.words.readings import EMPLOYER_ROLES, PURPOSES
from app.reference.names import display_name
from app.reports.documents.frame import Printing, data_attached, imprint_of
from app.reports.pdf.context import PrintContext
from app.reports.pdf.job import RenderJob
from app.reports.state import ReportState
from app.web.formats import long_moment
from app.web.offline import in_language, render_offline

Shown = ShownSummary | ShownFile


def read_person(tx: Connection, actor: Actor, asked: ReportState) -> Shown:
    """What the report is about, as far as it is open now, with its journal line. NotShared."""
    if asked.public_id is None:
        raise NotShared
    if asked.kind == "FILE":
        if asked.purpose is None:
            raise NotShared
        return open_file(tx, actor, asked.public_id, asked.purpose, "FILE_PRINTED")
    return read_summary(tx, actor, asked.public_id, "SUMMARY_PRINTED")


def compose_person(printing: Printing, shown: Shown) -> RenderJob:
    """The document of one report, in the language it was asked in."""
    locale = printing.asked.locale
    with in_language(locale):
        printed = _context(shown, printing)
        if isinstance(shown, ShownFile):
            view: FileView | SummaryView = view_file(shown.file)
            template, summary, data = "reports/file.html", shown.file.summary, encode(shown.file)
        else:
            view = view_summary(shown.summary)
            template, summary, data = "reports/summary.html", shown.summary, encode(shown.summary)
        name = display_name(summary.surname, summary.first_names)
        html = render_offline(template, locale, printed=printed, language=locale, view=view)
        title = _("%(level)s de %(name)s", level=printed.level_text, name=name)
        attachment = data_attached(printing, printed, data)
    return RenderJob(
        html=html,
        title=title,
        language="en" if locale == "en" else "fr",
        created_at=printing.now,
        attachments=(attachment,),
        identifier=printing.asked.id.bytes,
    )


def _context(shown: Shown, printing: Printing) -> PrintContext:
    full = isinstance(shown, ShownFile)
    level = str(CHOICE_NAMES[Choice.FULL_FILE if full else Choice.SUMMARY])
    if isinstance(shown, ShownFile) and not shown.file.sensitive_shared:
        level = _("Dossier complet, hors éléments sensibles")
    actor = printing.actor
    return PrintContext(
        reader_name=actor.name,
        reader_role=str(EMPLOYER_ROLES[actor.role]),
        company_name=actor.company_name or "",
        printed_at_text=long_moment(printing.now),
        purpose_text=str(PURPOSES[shown.purpose.value]) if isinstance(shown, ShownFile) else None,
        level_text=level,
        imprint=imprint_of(printing),
        level_mark="file" if full else "summary",
    )
