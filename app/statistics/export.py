"""The same figures for a spreadsheet: what the page shows, secret lines said so."""

from io import BytesIO

from flask_babel import gettext as _
from sqlalchemy import Connection

from app.audit.acts import record_act
from app.exports.writing import CsvSheet, Sheet, XlsxSheet
from app.statistics.measures import Dimension
from app.statistics.monthly import Figures
from app.statistics.words import heads, line_name, secret

MIME_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WIDTHS = (32, 12, 32)


def export_figures(tx: Connection, figures: Figures, form: str) -> bytes:
    """The file; `form` is a key of MIME_TYPES. One line in the journal."""
    record_act(tx, "FIGURES_PRINTED", None, "statistics")
    file = BytesIO()
    sheet: Sheet = CsvSheet(file) if form == "csv" else XlsxSheet(file, _("Statistiques"), _WIDTHS)
    line, measure = heads(figures)
    sheet.add([line, _("Code"), measure])
    for one in figures.lines:
        sheet.add([line_name(figures.dimension, one.key), one.key, _cell(one.number)])
    if figures.dimension is not Dimension.TOTAL:
        sheet.add([_("Ensemble"), "", _cell(figures.total)])
    sheet.close()
    return file.getvalue()


def _cell(number: int | None) -> str | int:
    return secret() if number is None else number
