"""HTML to PDF bytes, inside the renderer process."""

import logging
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.logger import LOGGER, PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration

from app.reports.pdf.fetcher import SCHEME, AssetFetcher, font_assets, icon_assets
from app.reports.pdf.finish import finish
from app.reports.pdf.job import RenderJob, RenderResult
from app.reports.pdf.origins import origins_noted
from app.reports.pdf.rows.write import ListWriter

_HERE = Path(__file__).parent
STYLESHEET = _HERE / "report.css"
_CLAIM = _HERE / "assets" / "pdfuaid.rdf"
_BASE = f"{SCHEME}document"

# Of a job with a list, as measured at ten thousand rows: designed pages, rows, joining.
FRONT_SHARE, ROWS_END = 0.25, 0.6

Report = Callable[[dict[str, Any]], None]


class Painter:
    """Holds what all jobs share: the fonts and the parsed stylesheet (half of a small job)."""

    def __init__(self, report: Report) -> None:
        """Load fonts and stylesheet; `report` receives progress headers."""
        self._fonts = FontConfiguration()
        self._css = CSS(
            string=STYLESHEET.read_text(encoding="utf-8"),
            base_url=_BASE,
            url_fetcher=AssetFetcher(font_assets()),
            font_config=self._fonts,
        )
        self._steps = _StepListener(report)
        PROGRESS_LOGGER.setLevel(logging.INFO)
        PROGRESS_LOGGER.addHandler(self._steps)
        PROGRESS_LOGGER.propagate = False

    def paint(self, job: RenderJob) -> RenderResult:
        """Return the finished file of one job."""
        # Font subsets carry a date; the job's own makes the same job give the same bytes.
        os.environ["SOURCE_DATE_EPOCH"] = str(int(job.created_at.timestamp()))
        complaints = _Complaints()
        self._steps.share = 1.0 if job.listing is None else FRONT_SHARE
        LOGGER.addHandler(complaints)
        try:
            raw, pages = self._write(job)
        finally:
            LOGGER.removeHandler(complaints)
        self._steps.say(0.92, None)
        if job.listing is None:
            return RenderResult(finish(raw, job), tuple(complaints.patterns), pages)
        written = ListWriter(job.listing, self._steps.say_rows)
        pdf = finish(raw, job, written.write())
        return RenderResult(pdf, tuple(complaints.patterns), pages + written.pages)

    def _write(self, job: RenderJob) -> tuple[bytes, int]:
        """Lay out and paint; returns WeasyPrint's file and its number of pages."""
        document = HTML(
            string=job.html,
            base_url=_BASE,
            # The document itself gets no font, only the icons of the stylesheet.
            url_fetcher=AssetFetcher(icon_assets()),
        ).render(
            font_config=self._fonts,
            stylesheets=[self._css],
            pdf_variant="pdf/a-3a",
            output_intent="srgb",
        )
        _settle_metadata(document.metadata, job)
        with origins_noted():
            raw: bytes = document.write_pdf(
                pdf_variant="pdf/a-3a",
                pdf_identifier=job.identifier or True,
                xmp_metadata=[BytesIO(_CLAIM.read_bytes())],
            )
        return raw, len(document.pages)


def _settle_metadata(metadata: Any, job: RenderJob) -> None:
    """Take the file's metadata from the job alone.

    WeasyPrint reads <meta>, <title> and <link rel=attachment> of the HTML: hostile
    markup could write there, and words there are seen by nobody who reads the pages.
    """
    # Control characters are not allowed in the XML of the metadata.
    metadata.title = "".join(sign for sign in job.title if sign.isprintable())
    metadata.lang = job.language
    metadata.created = metadata.modified = job.created_at.isoformat(timespec="seconds")
    metadata.authors, metadata.keywords, metadata.attachments = [], [], []
    metadata.description = metadata.generator = None
    metadata.custom = {}


class _Complaints(logging.Handler):
    """Collects WeasyPrint's warnings, without the values, which may be personal data."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.patterns: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.patterns.append(str(record.msg) if record.args else _first_words(str(record.msg)))


def _first_words(text: str) -> str:
    """Return what precedes the first quote or colon: a ready-made message may hold values."""
    return text.split(":")[0].split("'")[0].split('"')[0].strip()


class _StepListener(logging.Handler):
    """Turns WeasyPrint's steps into fractions.

    The number of pages is unknown until the end of the layout: each page covers a part
    of the road that remains, so the bar moves and never lies about having arrived.
    """

    _STEPS = (("Step 3", 0.1), ("Step 4", 0.15), ("Step 6", 0.75), ("Step 7", 0.85))

    def __init__(self, report: Report) -> None:
        super().__init__(logging.INFO)
        self._report = report
        # How much of the road WeasyPrint's part is.
        self.share = 1.0

    def emit(self, record: logging.LogRecord) -> None:
        text = str(record.msg)
        if text.startswith("Step 5") and "Page" in text and isinstance(record.args, tuple):
            page = int(str(record.args[0]))
            self.say(0.2 + 0.5 * (1 - 10 / (10 + page)), page)
            return
        for start, fraction in self._STEPS:
            if text.startswith(start):
                self.say(fraction, None)

    def say(self, fraction: float, page: int | None) -> None:
        """Report one fraction of WeasyPrint's part."""
        self._send(fraction * self.share, page)

    def say_rows(self, done: float) -> None:
        """Report how much of the list is written; joining it is what remains."""
        self._send(self.share + (ROWS_END - self.share) * done, None)

    def _send(self, fraction: float, page: int | None) -> None:
        self._report({"kind": "progress", "fraction": round(fraction, 3), "page": page})
