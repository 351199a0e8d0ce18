"""Rows onto pages: wrap, measure, cut. Knows no PDF syntax."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reports.pdf.job import Listing
from app.reports.pdf.rows import paper
from app.reports.pdf.rows.face import UNITS, Face

_BREAKS = re.compile(r"(?<=-)(?=[^\W\d])|(?= )")


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell; `actual` is the text itself where a sign had to be replaced."""

    lines: tuple[str, ...]
    actual: str | None


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """The inside of a column, in points from the left of the page."""

    left: float
    right: float


class Wrapper:
    """Wraps cells to their columns; the same text in the same column is wrapped once."""

    def __init__(self, listing: Listing, plain: Face, bold: Face) -> None:
        self.boxes = tuple(_boxes(listing))
        self._faces = (bold, *(plain for _ in listing.columns[1:]))
        self._known: dict[tuple[int, str], Cell] = {}

    def row(self, texts: Sequence[str]) -> Row:
        cells = tuple(self._cell(n, text) for n, text in enumerate(texts))
        tallest = max(len(cell.lines) for cell in cells) or 1
        return Row(cells, max(tallest, 1) * paper.LEADING + 2 * paper.ROW_PAD)

    def head(self, texts: Sequence[str], bold: Face) -> Row:
        cells = tuple(
            _wrapped(bold, text, box) for text, box in zip(texts, self.boxes, strict=True)
        )
        tallest = max(len(cell.lines) for cell in cells)
        return Row(cells, tallest * paper.LEADING + 2 * paper.ROW_PAD)

    def _cell(self, column: int, text: str) -> Cell:
        known = self._known.get((column, text))
        if known is None:
            known = _wrapped(self._faces[column], text, self.boxes[column])
            self._known[(column, text)] = known
        return known


def _boxes(listing: Listing) -> Iterator[Box]:
    room = paper.RIGHT - paper.LEFT
    total = sum(column.width for column in listing.columns)
    left = paper.LEFT
    for number, column in enumerate(listing.columns):
        right = left + room * column.width / total
        first, last = number == 0, number == len(listing.columns) - 1
        yield Box(left + (0 if first else paper.CELL_PAD), right - (0 if last else paper.CELL_PAD))
        left = right


def _wrapped(face: Face, text: str, box: Box) -> Cell:
    shown, replaced = face.drawable(text)
    room = int((box.right - box.left) * UNITS / paper.TEXT)
    return Cell(tuple(_lines(face, shown, room)), text if replaced else None)


def _lines(face: Face, text: str, room: int) -> Iterator[str]:
    """Break at blanks and after hyphens; a longer word is cut where the column ends."""
    line = ""
    for word in _BREAKS.split(text):
        longer = f"{line}{word}"
        if face.width(longer.rstrip()) <= room:
            line = longer
            continue
        if line.strip():
            yield line.strip()
        *full, line = _cut(face, word.lstrip(), room)
        yield from full
    if line.strip():
        yield line.strip()


def _cut(face: Face, word: str, room: int) -> list[str]:
    parts, width = [""], 0
    for sign in word:
        width += face.width(sign)
        if width > room and parts[-1]:
            parts.append("")
            width = face.width(sign)
        parts[-1] += sign
    return parts


def pages_of(rows: Sequence[Row], first: float, other: float) -> Iterator[Sequence[Row]]:
    """Cut into pages with that much room; a row is never cut, the last page never holds one row
    alone when the page before can give it a second."""
    cuts, room, start = [0], first, 0
    for number, row in enumerate(rows):
        if row.height > room and number > start:
            cuts.append(number)
            room, start = other, number
        room -= row.height
    if len(cuts) > 1 and len(rows) - cuts[-1] == 1 and cuts[-1] - cuts[-2] > 2:
        cuts[-1] -= 1
    for begin, end in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        yield rows[begin:end]
