"""One person on paper: the same view as on screen, with who printed it, when, why and how much
was shared. The data goes along in machine form, exactly what the pages show."""

import json
from datetime import datetime

from flask_babel import gettext as _

from app.access.actor import Actor
from app.privacy.codec import encode
from app.privacy.readers.employer import ShownFile, ShownSummary
from app.privacy.rule import Choice
from app.privacy.view import FileView, SummaryView, view_file, view_summary
from app.privacy.wording import CHOICE_NAMES
from app.privacy.words.readings import EMPLOYER_ROLES, PURPOSES
from app.reference.names import display_name
from app.reports.pdf.context import PrintContext
from app.reports.pdf.job import Attachment, RenderJob
from app.reports.services import ReportState
from app.web.formats import long_moment
from app.web.offline import in_language, render_offline


def compose(
    asked: ReportState, shown: ShownSummary | ShownFile, actor: Actor, now: datetime
) -> RenderJob:
    """The document of one report, in the language it was asked in."""
    with in_language(asked.locale):
        printed = _context(shown, actor, now)
        if isinstance(shown, ShownFile):
            view: FileView | SummaryView = view_file(shown.file)
            template, summary, data = "reports/file.html", shown.file.summary, encode(shown.file)
        else:
            view = view_summary(shown.summary)
            template, summary, data = "reports/summary.html", shown.summary, encode(shown.summary)
        name = display_name(summary.surname, summary.first_names)
        html = render_offline(
            template, asked.locale, printed=printed, language=asked.locale, view=view
        )
        title = _("%(level)s de %(name)s", level=printed.level_text, name=name)
        attachment = _machine_form(printed, data)
    return RenderJob(
        html=html,
        title=title,
        language="en" if asked.locale == "en" else "fr",
        created_at=now,
        attachments=(attachment,),
        identifier=asked.id.bytes,
    )


def _context(shown: ShownSummary | ShownFile, actor: Actor, now: datetime) -> PrintContext:
    full = isinstance(shown, ShownFile)
    level = str(CHOICE_NAMES[Choice.FULL_FILE if full else Choice.SUMMARY])
    if isinstance(shown, ShownFile) and not shown.file.sensitive_shared:
        level = _("Dossier complet, hors éléments sensibles")
    return PrintContext(
        reader_name=actor.name,
        reader_role=str(EMPLOYER_ROLES[actor.role]),
        company_name=actor.company_name or "",
        printed_at_text=long_moment(now),
        purpose_text=str(PURPOSES[shown.purpose.value]) if isinstance(shown, ShownFile) else None,
        level_text=level,
        level_mark="file" if full else "summary",
    )


def _machine_form(printed: PrintContext, data: object) -> Attachment:
    body = {
        "printed_at": printed.printed_at_text,
        "reader": printed.reader_name,
        "company": printed.company_name,
        "level": printed.level_text,
        "data": data,
    }
    return Attachment(
        name="donnees.json",
        mime="application/json",
        description=_("Les mêmes données, lisibles par une machine"),
        data=json.dumps(body, ensure_ascii=False, indent=1).encode(),
    )
