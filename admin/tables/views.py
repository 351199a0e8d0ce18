"""Dated tables: every version with its lines, and what a new one would change before it is kept."""

import io
from typing import cast

from flask import make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.frame import frame
from admin.tables import loading  # noqa: F401
from admin.tables.blueprint import ONE, ROOT, blueprint, wanted
from admin.tables.kinds import KINDS
from admin.tables.shown import (
    MOST_SHOWN,
    before_of,
    view_changes,
    view_lines,
    view_table,
    view_version,
)
from app.access.permissions import Permission
from app.companies.day import today
from app.dated.changes import Change, compare
from app.dated.drafts import own_draft
from app.dated.versions import SHIPPED, governing, lines_of, told_of, versions_of
from app.exports.writing import CsvSheet
from app.web.request_context import acting, the_actor
from app.web.route import route


@route(blueprint, "GET", ROOT, Permission.SEE_TABLES)
def index() -> str:
    day = today(acting())
    return render_template(
        "admin/tables/index.html",
        shell=frame(_("Tables datées"), "tables"),
        tables=tuple(view_table(kind, day) for kind in KINDS),
        ranking_href=url_for("staff_ranking.versions"),
    )


@route(blueprint, "GET", ONE, Permission.SEE_TABLES)
def show(slug: str) -> str:
    kind, day = wanted(slug), today(acting())
    versions = versions_of(acting(), kind)
    current, told = governing(versions, day), told_of(acting(), kind)
    sets = the_actor().may(Permission.SET_TABLES)
    return render_template(
        "admin/tables/table.html",
        shell=frame(str(kind.title), "tables"),
        about=str(kind.about),
        versions=tuple(
            view_version(kind, one, told.get(one.number), current, day) for one in versions
        ),
        new_href=url_for("staff_tables.ask_new", slug=slug) if sets else None,
        draft_href=url_for("staff_tables.preview", slug=slug)
        if sets and own_draft(acting(), the_actor(), kind)
        else None,
        list_href=url_for(".index"),
    )


@route(blueprint, "GET", f"{ONE}/versions/<int:version>", Permission.SEE_TABLES)
def version(slug: str, version: int) -> str:
    kind, day = wanted(slug), today(acting())
    versions = versions_of(acting(), kind)
    one = next((v for v in versions if v.number == version), None)
    content = lines_of(acting(), kind, version)
    if one is None or content is None:
        raise NotFound
    changes = None
    if version != SHIPPED:
        changes = compare(kind, before_of(kind, version), content.rows)
    return render_template(
        "admin/tables/version.html",
        shell=frame(_("Version %(number)s", number=version), "tables"),
        one=view_version(
            kind, one, told_of(acting(), kind).get(version), governing(versions, day), day
        ),
        headings=tuple(str(column.label) for column in kind.columns),
        numbers=tuple(column.number for column in kind.columns),
        lines=view_lines(kind, content.rows),
        total=len(content.rows),
        most=MOST_SHOWN,
        lacking=kind.lacking(content.rows, one.effective_on or day),
        changes=view_changes(kind, changes) if changes else (),
        counts={change.value: changes.count(change) for change in Change} if changes else {},
        file_href=url_for(".version_file", slug=slug, version=version),
        table_href=url_for(".show", slug=slug),
        table_title=str(kind.title),
        list_href=url_for(".index"),
    )


@route(blueprint, "GET", f"{ONE}/versions/<int:version>/fichier.csv", Permission.SEE_TABLES)
def version_file(slug: str, version: int) -> Response:
    """The whole table as a file of the shape that can be loaded again."""
    kind = wanted(slug)
    content = lines_of(acting(), kind, version)
    if content is None:
        raise NotFound
    out = io.BytesIO()
    sheet = CsvSheet(out)
    sheet.add([column.name for column in kind.columns])
    for row in content.rows:
        sheet.add(row)
    sheet.close()
    answer = cast(Response, make_response(out.getvalue()))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind.slug}-{version}.csv"'
    return answer
