"""Tie the cells of each table to their heads, by IDs found in /IDTree."""

from collections import defaultdict

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from app.reports.pdf.tree import Tag


def link_cells_to_heads(pdf: Pdf, top: Tag) -> None:
    """Give every head an ID and a scope, every cell its /Headers, and index the IDs."""
    index: dict[str, Tag] = {}
    tables = (tag for tag in top.walk() if tag.kind == "Table")
    for number, table in enumerate(tables, start=1):
        _link_table(table, f"t{number}", index)
    root = pdf.Root["/StructTreeRoot"]
    if index:
        # A name tree is sorted by its keys' bytes.
        names = [part for key in sorted(index) for part in (String(key), index[key].element)]
        root["/IDTree"] = pdf.make_indirect(Dictionary(Names=Array(names)))


def _link_table(table: Tag, prefix: str, index: dict[str, Tag]) -> None:
    """Walk the grid from the top: a column's heads are known before its cells."""
    column_heads: dict[int, list[str]] = defaultdict(list)
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_rows(table)):
        row_heads: list[str] = []
        column = 0
        for cell in line.tags():
            while (row, column) in taken:
                column += 1
            width, height = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            columns = range(column, column + width)
            taken.update((row + y, x) for y in range(height) for x in columns)
            if cell.kind == "TH":
                key = f"{prefix}r{row}c{column}"
                index[key] = cell
                is_row = cell.scope == "row"
                _name_head(cell, key, is_row)
                for heads in [row_heads] if is_row else [column_heads[x] for x in columns]:
                    heads.append(key)
            else:
                above = [key for x in columns for key in column_heads[x]]
                _attributes(cell)["/Headers"] = Array([String(k) for k in row_heads + above])
            column += width


def _rows(table: Tag) -> list[Tag]:
    found: list[Tag] = []
    for tag in table.tags():
        if tag.kind == "TR":
            found.append(tag)
        elif tag.kind != "Caption":
            found.extend(_rows(tag))
    return found


def _span(cell: Tag, key: str) -> int:
    attributes = cell.element.get("/A")
    return int(attributes.get(key, 1)) if attributes is not None else 1


def _attributes(cell: Tag) -> Object:
    if "/A" not in cell.element:
        cell.element["/A"] = Dictionary(O=Name.Table)
    return cell.element["/A"]


def _name_head(cell: Tag, key: str, is_row: bool) -> None:
    cell.element["/ID"] = String(key)
    attributes = _attributes(cell)
    attributes["/Scope"] = Name.Row if is_row else Name.Column
