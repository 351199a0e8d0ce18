"""The poster of a Company Code: one page to hang up, so that nobody has to ask for the code."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Connection, select

from app.access.actor import Actor
from app.companies.codes import display_code
from app.companies.models import company_code
from app.privacy.rule import NotShared
from app.reports.codes import qr_svg
from app.reports.documents.frame import Printing, data_attached
from app.reports.documents.periodic import company_context
from app.reports.pdf.job import RenderJob
from app.reports.state import ReportState
from app.web.offline import in_language, render_offline


@dataclass(frozen=True, slots=True)
class Poster:
    """A code as it is printed."""

    code: str
    label: str
    valid_until: date | None


def read_poster(tx: Connection, actor: Actor, asked: ReportState) -> Poster:
    """One of the company's own codes. NotShared for any other."""
    row = tx.execute(
        select(company_code.c.code, company_code.c.label, company_code.c.valid_until).where(
            company_code.c.id == asked.code_id, company_code.c.company_id == actor.company_id
        )
    ).first()
    if row is None:
        raise NotShared
    return Poster(display_code(row.code), row.label, row.valid_until)


def compose_poster(printing: Printing, read: Poster) -> RenderJob:
    locale = printing.asked.locale
    with in_language(locale):
        printed = company_context(printing, _("Affiche publique"))
        address = f"{printing.public_url}/demandeur"
        qr: Markup = qr_svg(address, _("Code QR : adresse du portail"))
        html = render_offline(
            "reports/poster.html", locale, printed=printed, language=locale, poster=read,
            address=address, qr=qr,
        )  # fmt: skip
        data = {
            "code": read.code,
            "label": read.label,
            "valid_until": read.valid_until.isoformat() if read.valid_until else None,
        }
        attachment = data_attached(printing, printed, data)
        title = _("Code Entreprise de %(company)s", company=printed.company_name)
    return RenderJob(
        html=html,
        title=title,
        language="en" if locale == "en" else "fr",
        created_at=printing.now,
        attachments=(attachment,),
        identifier=printing.asked.id.bytes,
    )
