"""The worker's side of an export: rows as the asker sees them now, straight into the file."""

from collections.abc import Mapping
from typing import BinaryIO
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Connection

from app.access.actor import Actor
from app.access.permissions import Permission
from app.db.engines import Database
from app.db.transaction import transaction
from app.exports.writing import Cell, CsvSheet, Sheet, XlsxSheet, rows_in
from app.points.queries import sums_of
from app.privacy.readers.employer_export import ExportedPerson, exported_people
from app.privacy.rule import Choice
from app.privacy.wording import CHOICE_NAMES, NOT_GIVEN, NOT_SHARED_ROW
from app.privacy.words.candidatures import OUTCOME_WORDS
from app.reference.communes import commune_label
from app.reports.pdf.job import Progress, RenderCancelled
from app.reports.state import ReportState
from app.reports.watch import Watch
from app.web.offline import in_language

_WIDTHS = (24, 24, 18, 14, 18, 22, 22, 22, 26, 8)


def write_export(
    file: BinaryIO, database: Database, actor: Actor, asked: ReportState, people: int
) -> None:
    """Write everybody noted in the export and still as open. Raises RenderCancelled."""
    watch = Watch(database, actor, asked.id)
    with in_language(asked.locale), transaction(database, actor.audience, actor) as tx:
        sheet = _sheet(file, asked.kind)
        try:
            _write(sheet, tx, actor, asked, people, watch)
        except BaseException:
            sheet.drop()
            raise
        sheet.close()


def _write(
    sheet: Sheet, tx: Connection, actor: Actor, asked: ReportState, people: int, watch: Watch
) -> None:
    sort = str((asked.wanted or {}).get("sort", "name"))
    sees_files = actor.may(Permission.OPEN_FILE)
    sheet.add([str(head) for head in heads(actor)])
    parts = (
        [_cells(one, points, sees_files) for one in rows]
        for rows in exported_people(tx, actor, asked.id, sort)
        for points in (_points(tx, actor, rows),)
    )
    for written in rows_in(parts, sheet):
        watch.progress(Progress(min(1.0, written / max(1, people))))
        if watch.cancelled():
            raise RenderCancelled


def heads(actor: Actor) -> tuple[str, ...]:
    """The columns, as the page that asks announces them."""
    shown = (
        _("Nom"), _("Prénoms"), _("Visible"), _("Depuis le"), _("SIRET"), _("Lieu de travail"),
        _("Logement actuel"), _("Souhait"), _("Candidature"),
    )  # fmt: skip
    return (*shown, _("Points")) if actor.may(Permission.AWARD_POINTS) else shown


def _sheet(file: BinaryIO, kind: str) -> Sheet:
    if kind == "LIST_CSV":
        return CsvSheet(file)
    return XlsxSheet(file, _("Salariés"), _WIDTHS)


def _points(tx: Connection, actor: Actor, rows: list[ExportedPerson]) -> Mapping[UUID, int] | None:
    if actor.company_id is None or not actor.may(Permission.AWARD_POINTS):
        return None
    return sums_of(tx, actor.company_id, [one.public_id for one in rows])


def _cells(one: ExportedPerson, points: Mapping[UUID, int] | None, sees_files: bool) -> list[Cell]:
    cells: list[Cell] = [
        one.surname,
        one.first_names,
        str(CHOICE_NAMES[one.level]),
        one.visible_since,
        one.siret,
        _commune(one.workplace),
        _commune(one.current_commune),
        _commune(one.wished_commune),
        _candidature(one, sees_files),
    ]
    return cells if points is None else [*cells, points.get(one.public_id, 0)]


def _commune(insee_code: str | None) -> str:
    return commune_label(insee_code) if insee_code else str(NOT_GIVEN)


def _candidature(one: ExportedPerson, sees_files: bool) -> str:
    """Under choice 2 the same words for everybody, as on the list."""
    if one.level is not Choice.FULL_FILE:
        return str(NOT_SHARED_ROW)
    if not sees_files:
        return _("Hors de votre rôle")
    return str(OUTCOME_WORDS[one.last_outcome]) if one.last_outcome else _("Aucune")
