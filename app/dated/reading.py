"""A file of a dated table, as a spreadsheet saves it: every line that can be taken, and why not.

CSV with a line of headings, in UTF-8 or Windows-1252, cut by semicolons, commas or tabulations.
Columns nobody asked for are left aside. Pure.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.dated.kind import Column, Kind, LineRefused, Row

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 60_000
LONGEST_CELL = 1_000
REFUSED_KEPT = 100


class FileRefused(Exception):
    """Nothing of the file can be read; `reason`: EMPTY, TOO_LARGE, NOT_TEXT or HEADINGS.

    `missing` are the names of the columns that were not found.
    """

    def __init__(self, reason: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Refused:
    """A line set aside: its number in the file, from 1, and why."""

    line: int
    reason: LazyString


@dataclass(frozen=True, slots=True)
class ReadTable:
    """`refused` holds the first hundred."""

    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]
    refused_count: int


def read_table(kind: Kind, content: bytes, effective_on: date) -> ReadTable:
    """Every line of the file, checked. Raises FileRefused."""
    lines = _lines(_text(content))
    first = next(lines, None)
    if first is None:
        raise FileRefused("EMPTY")
    places = _places(kind, first[1])
    rows: dict[Row, Row] = {}
    refused: list[Refused] = []
    for number, cells in lines:
        try:
            row = kind.check(_picked(kind, places, cells), effective_on)
            if kind.key_of(row) in rows:
                raise LineRefused(_l("une ligne plus haut dit déjà la même chose"))
            rows[kind.key_of(row)] = row
        except LineRefused as why:
            refused.append(Refused(number, why.reason))
    if not rows and not refused:
        raise FileRefused("EMPTY")
    return ReadTable(tuple(rows.values()), tuple(refused[:REFUSED_KEPT]), len(refused))


def _text(content: bytes) -> str:
    if not content.strip():
        raise FileRefused("EMPTY")
    if len(content) > MOST_BYTES:
        raise FileRefused("TOO_LARGE")
    if b"\0" in content:
        raise FileRefused("NOT_TEXT")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("NOT_TEXT")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the line, cells) of every line that is not blank."""
    heading = text.lstrip().split("\n", 1)[0]
    cut = max(";,\t", key=heading.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=cut)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRefused("NOT_TEXT") from None
        if reader.line_num > MOST_LINES:
            raise FileRefused("TOO_LARGE")
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _places(kind: Kind, headings: list[str]) -> tuple[int | None, ...]:
    """Where each column of the kind stands in the file; None where its default is taken."""
    found = [_plain(heading) for heading in headings]
    places = tuple(_place(column, found) for column in kind.columns)
    missing = tuple(
        column.name for column, place in zip(kind.columns, places, strict=True)
        if place is None and column.default is None
    )  # fmt: skip
    if missing:
        raise FileRefused("HEADINGS", missing)
    return places


def _place(column: Column, headings: list[str]) -> int | None:
    """The first heading that is one of the column's names, or begins like one with a star."""
    for name in (column.name, str(column.label), *column.other_names):
        wanted = _plain(name)
        for place, heading in enumerate(headings):
            if heading == wanted or (name.endswith("*") and heading.startswith(wanted)):
                return place
    return None


def _picked(kind: Kind, places: tuple[int | None, ...], cells: list[str]) -> Row:
    picked = []
    for column, place in zip(kind.columns, places, strict=True):
        cell = cells[place].strip() if place is not None and place < len(cells) else ""
        if len(cell) > LONGEST_CELL or not cell.isprintable():
            raise LineRefused(_l("une case contient trop de texte, ou des signes invisibles"))
        if not cell and column.default is None:
            raise LineRefused(_l("une case obligatoire est vide"))
        picked.append(cell or column.default or "")
    return tuple(picked)


def _plain(heading: str) -> str:
    """Without case, accents, blanks or signs: "Zone en vigueur" is "zoneenvigueur"."""
    bare = unicodedata.normalize("NFKD", heading).casefold()
    return re.sub(r"[^a-z0-9]", "", bare)
