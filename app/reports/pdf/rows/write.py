"""The list as a tagged PDF of its own: one /Table, whose head is painted on each page and read
once; running heads and feet are artifacts. Page numbers are stamped when it is joined."""

from collections.abc import Callable, Sequence

from app.reports.pdf.fetcher import font_paths
from app.reports.pdf.job import Listing
from app.reports.pdf.rows import paper
from app.reports.pdf.rows.face import UNITS, Face
from app.reports.pdf.rows.layout import Box, Cell, Row, Wrapper, pages_of
from app.reports.pdf.rows.objects import Objects, add_font, text_string

Report = Callable[[float], None]
PLAIN, BOLD = "RowPlain", "RowBold"


def faces() -> tuple[Face, Face]:
    """The text's font and that of heads and names."""
    by_name = {path.stem: path for path in font_paths()}
    return Face(by_name["alin-sans-400"]), Face(by_name["alin-sans-600"])


class ListWriter:
    """Writes one list. `report` is told the share of rows done, page by page."""

    def __init__(self, listing: Listing, report: Report) -> None:
        self._list, self._report = listing, report
        self._plain, self._bold = faces()
        self._objects = Objects()
        self._wrapper = Wrapper(listing, self._plain, self._bold)
        self._root, self._page_tree, self._tree, self._fonts = (
            self._objects.reserve() for _ in range(4)
        )
        self._sect, self._table, self._body = (self._objects.reserve() for _ in range(3))
        self._kids: list[int] = []
        self._rows: list[int] = []
        self._parents: list[str] = []

    @property
    def pages(self) -> int:
        """How many pages were written."""
        return len(self._kids)

    def write(self) -> bytes:
        """The finished file, without page numbers, title or claims: the joining adds them."""
        objects, listing = self._objects, self._list
        head = self._wrapper.head([column.label for column in listing.columns], self._bold)
        rows = [self._wrapper.row(row) for row in listing.rows]
        room = paper.TOP - paper.BOTTOM - head.height
        first = room - paper.TITLE_ROOM - paper.CAPTION_ROOM
        done = 0
        for number, page in enumerate(pages_of(rows, first, room)):
            _Page(self, number, head).write(page)
            done += len(page)
            self._report(done / max(len(rows), 1))
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        objects.set(self._page_tree, f"<</Type /Pages /Count {len(self._kids)} /Kids [{kids}]>>")
        objects.set(self._body, _element("TBody", self._table, self._rows))
        numbers = " ".join(f"{n} [{row}]" for n, row in enumerate(self._parents))
        parents = objects.add(f"<</Nums [{numbers}]>>")
        objects.set(
            self._tree,
            f"<</Type /StructTreeRoot /K [{self._sect} 0 R] /ParentTree {parents} 0 R>>",
        )
        objects.set(
            self._root,
            f"<</Type /Catalog /Pages {self._page_tree} 0 R /StructTreeRoot {self._tree} 0 R>>",
        )
        plain, bold = add_font(objects, self._plain), add_font(objects, self._bold)
        objects.set(self._fonts, f"<</{PLAIN} {plain} 0 R /{BOLD} {bold} 0 R>>")
        return objects.file(self._root)


class _Page:
    """One page: what is painted, and which element owns each marked content."""

    def __init__(self, writer: ListWriter, number: int, head: Row) -> None:
        self._w, self._number, self._head = writer, number, head
        self._object = writer._objects.reserve()
        self._out: list[str] = []
        self._owners: list[int] = []
        self._y = paper.TOP

    def write(self, rows: Sequence[Row]) -> None:
        self._running()
        if self._number == 0:
            self._begin()
        else:
            self._paint_head(None)
        lines: list[float] = []
        for row in rows:
            self._row(row)
            lines.append(self._y)
        self._lines(lines)
        self._close()

    def _begin(self) -> None:
        """The list's title, its caption and its head, once."""
        w = self._w
        title = self._tagged_text("H2", w._sect, w._list.title, BOLD, paper.TITLE, paper.INK)
        self._y -= paper.TITLE_ROOM
        caption = self._tagged_text("Caption", w._table, w._list.caption, PLAIN, paper.TEXT,
                                    paper.MUTED)  # fmt: skip
        self._y -= paper.CAPTION_ROOM
        top, line = w._objects.reserve(), w._objects.reserve()
        cells = [w._objects.reserve() for _ in self._head.cells]
        self._paint_head(cells)
        for cell, mark in zip(cells, self._marks_of(cells), strict=True):
            w._objects.set(cell, self._leaf("TH", line, mark, "/A <</O /Table /Scope /Column>>"))
        w._objects.set(line, _element("TR", top, cells))
        w._objects.set(top, _element("THead", w._table, [line]))
        w._objects.set(w._table, _element("Table", w._sect, [caption, top, w._body]))
        w._objects.set(w._sect, f"<</Type /StructElem /S /Sect /K [{title} 0 R {w._table} 0 R]>>")

    def _marks_of(self, cells: Sequence[int]) -> list[int | None]:
        places = {owner: mark for mark, owner in enumerate(self._owners)}
        return [places.get(cell) for cell in cells]

    def _tagged_text(
        self, kind: str, parent: int, text: str, font: str, size: float, colour: str
    ) -> int:
        shown, _ = self._face(font).drawable(text)
        element = self._w._objects.reserve()
        mark = self._open(kind, element, None)
        self._out.append(paper.paint(colour, "rg"))
        self._show(font, size, paper.LEFT, self._y - paper.ASCENT * size, shown)
        self._out.append("EMC")
        self._w._objects.set(element, self._leaf(kind, parent, mark))
        return element

    def _paint_head(self, cells: Sequence[int] | None) -> None:
        """The columns' heads; on later pages an artifact: the same head again."""
        if cells is None:
            self._out.append("/Artifact <</Type /Pagination>> BDC")
        self._out.append(paper.paint(paper.INK, "rg"))
        bottom = self._y - self._head.height
        for number, cell in enumerate(self._head.cells):
            top = bottom + paper.ROW_PAD + len(cell.lines) * paper.LEADING
            if cells is not None and cell.lines:
                self._open("TH", cells[number], cell.actual)
            self._lines_of(cell, number, top, BOLD)
            if cells is not None and cell.lines:
                self._out.append("EMC")
        self._y = bottom
        if cells is not None:
            self._out.append("/Artifact <</Type /Layout>> BDC")
        self._line(self._y, paper.HEAD_LINE, paper.STRONG)
        self._out.append(f"EMC {paper.paint(paper.INK, 'rg')}")

    def _row(self, row: Row) -> None:
        w = self._w
        line = w._objects.reserve()
        cells: list[int] = []
        top = self._y - paper.ROW_PAD
        for number, cell in enumerate(row.cells):
            kind = "TD" if number else "TH"
            element = w._objects.reserve()
            mark = None
            if cell.lines:
                mark = self._open(kind, element, cell.actual)
                self._lines_of(cell, number, top, PLAIN if number else BOLD)
                self._out.append("EMC")
            more = "" if number else "/A <</O /Table /Scope /Row>>"
            w._objects.set(element, self._leaf(kind, line, mark, more))
            cells.append(element)
        w._objects.set(line, _element("TR", w._body, cells))
        w._rows.append(line)
        self._y -= row.height

    def _lines_of(self, cell: Cell, column: int, top: float, font: str) -> None:
        box: Box = self._w._wrapper.boxes[column]
        face = self._face(font)
        for rank, text in enumerate(cell.lines):
            x = box.left
            if self._w._list.columns[column].numeric:
                x = box.right - face.width(text) * paper.TEXT / UNITS
            y = top - rank * paper.LEADING - paper.ASCENT * paper.TEXT
            self._show(font, paper.TEXT, x, y, text)

    def _lines(self, heights: Sequence[float]) -> None:
        drawn = " ".join(f"{paper.LEFT:.2f} {y:.2f} m {paper.RIGHT:.2f} {y:.2f} l" for y in heights)
        self._out.append(
            f"/Artifact <</Type /Layout>> BDC {paper.paint(paper.LINE, 'RG')} "
            f"{paper.ROW_LINE:.2f} w {drawn} S EMC"
        )

    def _line(self, y: float, width: float, colour: str) -> None:
        self._out.append(
            f"{paper.paint(colour, 'RG')} {width:.2f} w "
            f"{paper.LEFT:.2f} {y:.2f} m {paper.RIGHT:.2f} {y:.2f} l S"
        )

    def _running(self) -> None:
        """The page's head and foot, as report.css draws them."""
        listing = self._w._list
        self._out.append("/Artifact <</Type /Pagination>> BDC")
        x = paper.LEFT
        for text, font, colour in (
            ("AL’in", BOLD, paper.INK),
            (" · ", BOLD, paper.SPARK),
            (listing.product, PLAIN, paper.MUTED),
        ):
            self._out.append(paper.paint(colour, "rg"))
            x += self._show(font, paper.MARK, x, paper.MARK_Y, text)
        self._out.append(paper.paint(paper.MUTED, "rg"))
        self._right(paper.CONFIDENTIAL, paper.MARK_Y, listing.confidential)
        self._line(paper.RULE_Y, paper.RULE, paper.STRONG)
        for rank, text in enumerate(listing.foot):
            y = paper.FOOT_Y - rank * paper.FOOT_LEADING
            self._show(PLAIN, paper.FOOT, paper.LEFT, y, self._w._plain.drawable(text)[0])
        self._right(paper.FOOT, paper.FOOT_Y - paper.FOOT_LEADING, listing.reference)
        self._out.append("EMC")

    def _right(self, size: float, y: float, text: str) -> None:
        shown, _ = self._w._plain.drawable(text)
        self._show(PLAIN, size, paper.RIGHT - self._w._plain.width(shown) * size / UNITS, y, shown)

    def _show(self, font: str, size: float, x: float, y: float, text: str) -> float:
        face = self._face(font)
        self._out.append(f"BT /{font} {size:g} Tf {x:.2f} {y:.2f} Td <{face.hex(text)}> Tj ET")
        return face.width(text) * size / UNITS

    def _face(self, font: str) -> Face:
        return self._w._bold if font == BOLD else self._w._plain

    def _open(self, kind: str, element: int, actual: str | None) -> int:
        mark = len(self._owners)
        self._owners.append(element)
        more = f" /ActualText {text_string(actual)}" if actual is not None else ""
        self._out.append(f"/{kind} <</MCID {mark}{more}>> BDC")
        return mark

    def _leaf(self, kind: str, parent: int, mark: int | None, more: str = "") -> str:
        held = "" if mark is None else str(mark)
        return (
            f"<</Type /StructElem /S /{kind} /P {parent} 0 R /Pg {self._object} 0 R "
            f"/K [{held}] {more}>>"
        )

    def _close(self) -> None:
        w = self._w
        content = w._objects.add_stream("\n".join(self._out).encode("ascii"))
        w._objects.set(
            self._object,
            f"<</Type /Page /Parent {w._page_tree} 0 R /MediaBox [0 0 {paper.WIDTH:.3f} "
            f"{paper.HEIGHT:.3f}] /Contents {content} 0 R /Tabs /S "
            f"/StructParents {self._number} /Resources <</Font {w._fonts} 0 R>>>>",
        )
        w._kids.append(self._object)
        w._parents.append(" ".join(f"{owner} 0 R" for owner in self._owners))


def _element(kind: str, parent: int, kids: Sequence[int]) -> str:
    held = " ".join(f"{kid} 0 R" for kid in kids)
    return f"<</Type /StructElem /S /{kind} /P {parent} 0 R /K [{held}]>>"
