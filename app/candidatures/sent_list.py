"""The ranked list that goes to a landlord with the files: order, number, name, the company's
points as they counted, and the supports that may leave. Nothing of the reasons, incomes or
priorities: those stand in the national request, which the landlord reads itself."""

import csv
from io import StringIO
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Connection, text

from app.support.queries import notes_to_send

_LIST = text(
    "SELECT candidature_id, unique_number, surname, first_names, company_points "
    "FROM app.landlord_list(:home)"
)


def sent_list(tx: Connection, offer_id: UUID) -> str | None:
    """CSV with `;`, for spreadsheets; None when nothing was sent or all is over. Each person in
    it reads in the own journal that the list was drawn up."""
    rows = tx.execute(_LIST, {"home": offer_id}).all()
    if not rows:
        return None
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow((_("Ordre"), _("Numéro Unique"), _("Nom"), _("Prénoms"),
                     _("Points entreprise"), _("Soutiens")))  # fmt: skip
    for place, row in enumerate(rows, 1):
        notes = " / ".join(
            f"{note.company_name}: {note.note}" for note in notes_to_send(tx, row.candidature_id)
        )
        words = (row.unique_number, row.surname, row.first_names)
        writer.writerow(
            (place, *(_plain(word) for word in words), row.company_points, _plain(notes))
        )
    return sheet.getvalue()


def _plain(word: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula; one line."""
    flat = " ".join(word.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat
