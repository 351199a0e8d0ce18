"""The journals searched: by address for acts, in the body for a person; exported."""

from tempfile import TemporaryFile
from typing import BinaryIO, cast

from flask import Response, abort, request, url_for
from flask_babel import gettext as _

from admin.journals import checking  # noqa: F401
from admin.journals.asked import about_person, edges, href, typed, wanted_by
from admin.journals.blueprint import ROOT, blueprint, page
from admin.journals.forms import PersonForm
from admin.journals.shown import WIDTHS, act_choices, cells, heads, kept_views, view_line
from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.audit.search import (
    MOST_EXPORTED,
    Found,
    TooMany,
    Wanted,
    export_journal,
    search_journal,
)
from app.exports.wanted import MIME_TYPES
from app.exports.writing import CsvSheet, Sheet, XlsxSheet, rows_in
from app.web.request_context import acting
from app.web.route import route

_NOTHING = Found((), more_newer=False, more_older=False)


@route(blueprint, "GET", ROOT, Permission.READ_JOURNALS)
def search() -> str:
    wanted = wanted_by(request.args.to_dict())
    found, too_many = _NOTHING, None
    try:
        found = search_journal(acting(), wanted)
    except TooMany as refused:
        too_many = refused.field
    newer, older = edges(found)
    return page(
        "search",
        _("Journaux"),
        "search",
        lines=tuple(view_line(one) for one in found.lines),
        typed=typed(wanted),
        families=tuple(act_choices()),
        too_many=too_many,
        action=url_for(".search"),
        clear_href=url_for(".search"),
        export_action=url_for(".export"),
        most=MOST_EXPORTED,
        newer_href=href(wanted, newer),
        older_href=href(wanted, older),
    )


@route(blueprint, "GET", f"{ROOT}/personne", Permission.READ_JOURNALS)
def person() -> str:
    return _person(PersonForm(formdata=None), None, _NOTHING)


@route(blueprint, "POST", f"{ROOT}/personne", Permission.READ_JOURNALS)
def find_person() -> str:
    """The number travels in the body: addresses stand in logs and histories."""
    form, given = PersonForm(), request.form.to_dict()
    wanted = about_person(given, wanted_by(given)) if form.validate_on_submit() else None
    return _person(form, wanted, search_journal(acting(), wanted) if wanted else _NOTHING)


@route(blueprint, "POST", f"{ROOT}/export", Permission.EXPORT_JOURNALS)
@confirmed_recently()
def export() -> Response:
    """What the search finds, the newest first, written as it is read."""
    given = request.form.to_dict()
    kind = {"csv": "LIST_CSV", "xlsx": "LIST_XLSX"}.get(given.get("format", ""))
    wanted = wanted_by(given)
    asked = about_person(given, wanted) if "number" in given else wanted
    if kind is None or asked is None:
        abort(400)
    with TemporaryFile() as temporary:
        file = cast(BinaryIO, temporary)
        try:
            _write(
                CsvSheet(file) if kind == "LIST_CSV" else XlsxSheet(file, _("Journaux"), WIDTHS),
                asked,
            )
        except TooMany:
            abort(400)
        file.seek(0)
        content = file.read()
    headers = {"Content-Disposition": f'attachment; filename="journaux.{given["format"]}"'}
    return Response(content, content_type=MIME_TYPES[kind], headers=headers)


@route(blueprint, "GET", f"{ROOT}/durees", Permission.READ_JOURNALS)
def kept() -> str:
    return page("kept", _("Durées de conservation"), "kept", families=kept_views())


def _write(sheet: Sheet, wanted: Wanted) -> None:
    try:
        lines = export_journal(acting(), wanted)
        sheet.add(heads())
        for _written in rows_in(([cells(one)] for one in lines), sheet):
            pass
    except BaseException:
        sheet.drop()
        raise
    sheet.close()


def _person(form: PersonForm, wanted: Wanted | None, found: Found) -> str:
    newer, older = edges(found)
    return page(
        "person",
        _("Autour d’une personne"),
        "person",
        form=form,
        asked=wanted is not None,
        lines=tuple(view_line(one) for one in found.lines),
        kept={"number": wanted.number, "purpose": wanted.purpose.value}
        if wanted and wanted.purpose
        else {},
        action=url_for(".find_person"),
        export_action=url_for(".export"),
        most=MOST_EXPORTED,
        newer=newer,
        older=older,
    )
