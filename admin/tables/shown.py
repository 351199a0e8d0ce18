"""Dated tables as templates receive them."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.dated.changes import Change, Changed, Comparison
from app.dated.kind import Column, Kind, Row
from app.dated.versions import SHIPPED, Told, Version, governing, lines_of, lines_on, versions_of
from app.web.formats import long_date, long_moment, whole
from app.web.request_context import acting

# How long before a table ends it is said: a yearly order is published some weeks before its year.
AHEAD = timedelta(days=60)
MOST_SHOWN = 300
CHANGE_TONES = {
    Change.ADDED: ("success", "plus"),
    Change.REMOVED: ("danger", "minus"),
    Change.CHANGED: ("todo", "pencil"),
}


@dataclass(frozen=True, slots=True)
class TableView:
    """One table of the index; `ending` says from when it lacks lines, None where it does not."""

    href: str
    title: str
    about: str
    since: str
    coming: str | None
    ending: str | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version; `state` is CURRENT, COMING or PAST."""

    href: str
    number: int
    since: str
    state: str
    reason: str
    made: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One line that changes: its name, what the main column says before and after."""

    name: str
    word: str
    tone: str
    icon: str
    before: str
    after: str
    gap: str
    others: str


def view_table(kind: Kind, day: date) -> TableView:
    versions = versions_of(acting(), kind)
    coming = [v for v in versions if v.effective_on is not None and v.effective_on > day]
    return TableView(
        href=url_for("staff_tables.show", slug=kind.slug),
        title=str(kind.title),
        about=str(kind.about),
        since=_since(governing(versions, day)),
        coming=_since(min(coming, key=lambda v: v.effective_on or day)) if coming else None,
        ending=_ending(kind, versions, day),
    )


def view_version(
    kind: Kind, one: Version, told: Told | None, current: Version, day: date
) -> VersionView:
    coming = one.effective_on is not None and one.effective_on > day
    state = "CURRENT" if one.number == current.number else "COMING" if coming else "PAST"
    return VersionView(
        href=url_for("staff_tables.version", slug=kind.slug, version=one.number),
        number=one.number,
        since=_since(one),
        state=state,
        reason=told.reason if told else _("Livrée avec le portail"),
        made=long_moment(told.made_at) if told else "",
    )


def view_lines(kind: Kind, rows: tuple[Row, ...]) -> tuple[tuple[str, ...], ...]:
    """The first lines in words, cell by cell."""
    return tuple(
        tuple(in_words(column, cell) for column, cell in zip(kind.columns, row, strict=True))
        for row in rows[:MOST_SHOWN]
    )


def view_changes(kind: Kind, found: Comparison) -> tuple[ChangeView, ...]:
    return tuple(_change(kind, one) for one in found.changed[:MOST_SHOWN])


def before_of(kind: Kind, number: int) -> tuple[Row, ...]:
    """The lines that governed on the day a version began, had it not been made."""
    versions = versions_of(acting(), kind)
    this = next(v for v in versions if v.number == number)
    older = tuple(v for v in versions if v.number < number)
    found = lines_of(acting(), kind, governing(older, this.effective_on or date.min).number)
    return found.rows if found is not None else ()


def in_words(column: Column, cell: str) -> str:
    if column.number and cell:
        return whole(int(cell))
    return str(column.words.get(cell, _day(cell)))


def _change(kind: Kind, one: Changed) -> ChangeView:
    words = {Change.ADDED: _("Ajoutée"), Change.REMOVED: _("Retirée"), Change.CHANGED: _("Changée")}
    names = zip(kind.columns, one.key, strict=False)
    columns = kind.columns[kind.keys :]
    old, new = one.before or ("",) * len(columns), one.after or ("",) * len(columns)
    return ChangeView(
        " · ".join(text for column, cell in names if (text := in_words(column, cell))),
        words[one.change], *CHANGE_TONES[one.change],
        in_words(columns[0], old[0]), in_words(columns[0], new[0]), _gap(old[0], new[0]),
        _others(columns[1:], old[1:], new[1:]) if one.change is Change.CHANGED else "",
    )  # fmt: skip


def _gap(old: str, new: str) -> str:
    """ "+2,1 %" between two whole numbers."""
    if not (old.isdigit() and new.isdigit() and int(old)) or old == new:
        return ""
    return format_decimal((int(new) - int(old)) / int(old) * 100, "+0.0;-0.0") + "\u00a0%"


def _others(columns: tuple[Column, ...], old: Row, new: Row) -> str:
    return " · ".join(
        f"{column.label} {in_words(column, a)} → {in_words(column, b)}".replace("  ", " ")
        for column, a, b in zip(columns, old, new, strict=True)
        if a != b
    )


def _ending(kind: Kind, versions: tuple[Version, ...], day: date) -> str | None:
    """The day from which lines are missing that are there today, if it is near."""
    later = day + AHEAD
    now, then = lines_on(acting(), kind, day).rows, lines_on(acting(), kind, later).rows
    today_lacks = len(kind.lacking(now, day))
    first = max(day, governing(versions, later).effective_on or day)
    for n in range((later - first).days + 1):
        if len(kind.lacking(then, first + timedelta(days=n))) > today_lacks:
            return long_date(first + timedelta(days=n))
    return None


def _since(one: Version) -> str:
    if one.number == SHIPPED or one.effective_on is None:
        return _("depuis l’ouverture")
    return _("à partir du %(day)s", day=long_date(one.effective_on))


def _day(cell: str) -> str:
    try:
        return long_date(date.fromisoformat(cell)) if len(cell) == 10 else cell
    except ValueError:
        return cell
