"""A new version: a file, what it would change, then the last word."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.frame import frame
from admin.tables.blueprint import ONE, blueprint, wanted
from admin.tables.forms import KeepForm, LoadForm, version_words
from admin.tables.shown import MOST_SHOWN, view_changes
from app.access.permissions import Permission
from app.audit.acts import record_act
from app.companies.day import today
from app.dated.changes import Change, compare
from app.dated.drafts import Draft, drop_draft, keep_draft, own_draft
from app.dated.kind import Kind
from app.dated.reading import MOST_BYTES
from app.dated.versions import VersionRefused, add_version, lines_on, versions_of
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from app.web.route import route
from app.web.uploads import LARGEST

NEW, PREVIEW = f"{ONE}/nouvelle-version", f"{ONE}/apercu"
# The file, and the few fields beside it.
LARGEST["staff_tables.load"] = MOST_BYTES + 64 * 1024


@route(blueprint, "GET", NEW, Permission.SET_TABLES)
def ask_new(slug: str) -> str:
    kind = wanted(slug)
    form = LoadForm()
    form.seen.data = str(versions_of(acting(), kind)[0].number)
    return _form_page(kind, form)


@route(blueprint, "POST", NEW, Permission.SET_TABLES)
def load(slug: str) -> str | Response:
    """The file is read and looked at: nothing changes yet."""
    kind, form = wanted(slug), LoadForm()
    if not form.validate_on_submit() or not form.read(kind, today(acting())):
        return _form_page(kind, form)
    keep_draft(
        acting(), the_actor(), kind, form.table, form.day(), form.reason.data or "",
        form.seen_number(),
    )  # fmt: skip
    return redirect(url_for(".preview", slug=slug), 303)


@route(blueprint, "GET", PREVIEW, Permission.SET_TABLES)
def preview(slug: str) -> str | Response:
    kind = wanted(slug)
    draft = own_draft(acting(), the_actor(), kind)
    if draft is None:
        return redirect(url_for(".ask_new", slug=slug), 303)
    return _preview_page(kind, draft, KeepForm())


@route(blueprint, "POST", PREVIEW, Permission.SET_TABLES)
def keep(slug: str) -> str | Response | tuple[str, int]:
    """The draft becomes a version that never changes."""
    kind, form = wanted(slug), KeepForm()
    draft = own_draft(acting(), the_actor(), kind)
    if draft is None:
        return redirect(url_for(".ask_new", slug=slug), 303)
    try:
        if draft.rows and draft.refused_count and not form.without.data:
            raise VersionRefused("REFUSED_LINES")
        number = add_version(
            acting(), the_actor(), kind, draft.rows, draft.effective_on, draft.reason, draft.seen
        )
    except VersionRefused as refused:
        form.form_errors.append(version_words(refused.reason))
        page = _preview_page(kind, draft, form)
        return (page, 409) if refused.reason == "STALE" else page
    drop_draft(acting(), the_actor(), kind)
    record_act(acting(), "DATED_TABLE_SET", None, f"{kind.code} {number}")
    day = long_date(draft.effective_on)
    flash(_("Version enregistrée. Elle vaut à partir du %(day)s.", day=day), "success")
    return redirect(url_for(".show", slug=slug), 303)


@route(blueprint, "POST", f"{PREVIEW}/abandon", Permission.SET_TABLES)
def give_up(slug: str) -> Response:
    drop_draft(acting(), the_actor(), wanted(slug))
    flash(_("Rien n’a été enregistré."), "success")
    return redirect(url_for(".show", slug=slug), 303)


def _form_page(kind: Kind, form: LoadForm) -> str:
    newest = versions_of(acting(), kind)[0].number
    return render_template(
        "admin/tables/new.html",
        shell=frame(_("Nouvelle version"), "tables"),
        form=form,
        columns=tuple((str(column.label), column.default is None) for column in kind.columns),
        model_href=url_for(".version_file", slug=kind.slug, version=newest),
        action=url_for(".load", slug=kind.slug),
        table_title=str(kind.title),
        table_href=url_for(".show", slug=kind.slug),
        list_href=url_for(".index"),
    )


def _preview_page(kind: Kind, draft: Draft, form: KeepForm) -> str:
    before = lines_on(acting(), kind, draft.effective_on).rows
    found = compare(kind, before, draft.rows)
    lacking = kind.lacking(draft.rows, draft.effective_on)
    return render_template(
        "admin/tables/preview.html",
        shell=frame(_("Aperçu avant d’enregistrer"), "tables"),
        form=form,
        day=long_date(draft.effective_on),
        reason=draft.reason,
        total=len(draft.rows),
        refused=draft.refused,
        refused_count=draft.refused_count,
        lacking=lacking,
        blocked=_blocked(kind, draft, whole=not lacking),
        changes=view_changes(kind, found),
        changes_count=len(found.changed),
        most=MOST_SHOWN,
        counts={change.value: found.count(change) for change in Change},
        unchanged=found.unchanged,
        keep_action=url_for(".keep", slug=kind.slug),
        give_up_action=url_for(".give_up", slug=kind.slug),
        again_href=url_for(".ask_new", slug=kind.slug),
        table_title=str(kind.title),
        table_href=url_for(".show", slug=kind.slug),
        list_href=url_for(".index"),
    )


def _blocked(kind: Kind, draft: Draft, *, whole: bool) -> str | None:
    """Why the draft cannot be kept as it is, in words; None when it can."""
    if not draft.rows:
        return version_words("NO_LINE")
    return version_words("NOT_WHOLE") if kind.must_be_whole and not whole else None
