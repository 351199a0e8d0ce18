"""What all reports share: who prints, how the paper is checked, the data in machine form."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from flask_babel import gettext as _

from app.access.actor import Actor
from app.reports.codes import check_url, qr_svg, qr_words, spaced_code
from app.reports.pdf.context import Imprint, PrintContext
from app.reports.pdf.job import Attachment
from app.reports.state import ReportState
from app.web.formats import PARIS


@dataclass(frozen=True, slots=True)
class Printing:
    """One making of a report: what was asked, by whom, when, and the seal's name if any."""

    asked: ReportState
    actor: Actor
    now: datetime
    public_url: str
    sealed_by: str | None


def imprint_of(printing: Printing) -> Imprint:
    url = check_url(printing.public_url, printing.asked.code)
    if printing.sealed_by:
        seal = _("Sceau électronique : %(name)s", name=printing.sealed_by)
    else:
        seal = _("Sans sceau électronique : vérifiez la référence")
    return Imprint(spaced_code(printing.asked.code), url, qr_svg(url, qr_words()), seal)


def data_attached(printing: Printing, printed: PrintContext, data: object) -> Attachment:
    """The same figures and facts, for machines."""
    body = {
        "reference": spaced_code(printing.asked.code),
        "printed_at": printing.now.astimezone(PARIS).isoformat(timespec="seconds"),
        "reader": printed.reader_name,
        "company": printed.company_name,
        "purpose": printing.asked.purpose.value if printing.asked.purpose else None,
        "level": printed.level_text,
        "data": data,
    }
    return Attachment(
        name="donnees.json",
        mime="application/json",
        description=_("Les mêmes données, lisibles par une machine"),
        data=json.dumps(body, ensure_ascii=False, indent=1).encode(),
    )


def list_attached(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Attachment:
    """The list as spreadsheets of here read it: semicolons, UTF-8 with its mark; no formula."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return Attachment(
        name="liste.csv",
        mime="text/csv",
        description=_("La même liste, pour un tableur"),
        data=sheet.getvalue().encode("utf-8-sig"),
    )


def _plain(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
