"""The tag tree says the truth: order of headings, shape of tables and lists, links."""

from collections.abc import Iterator
from itertools import pairwise

from pikepdf import Dictionary, Name, Object, Pdf

_CHILDREN = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "L", "LI"},
    "LI": {"Lbl", "LBody"},
}
_PARENT_OF = {"LI": "L", "TR": "Table THead TBody TFoot", "TH": "TR", "TD": "TR", "Lbl": "LI"}
_BLOCKS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "P", "NonStruct"}
_TITLES = {"H1", "H2", "H3", "H4", "H5", "H6"}
_INSIDE = {"Span", "Link", "Figure", "Caption"}
_KNOWN = _BLOCKS | _TITLES | _INSIDE | {"Table", "L"}.union(*_CHILDREN.values())


def tree_faults(pdf: Pdf) -> Iterator[str]:
    """Yield what is wrong in the tree, in reading order."""
    root = pdf.Root["/StructTreeRoot"]
    if [_kind(top) for top in root["/K"]] != ["Document"]:
        yield "the tree is not one Document"
    elements = elements_of(pdf)
    yield from _shape_faults(elements)
    yield from _heading_faults([_kind(element) for element in elements])
    yield from _id_faults(root, elements)
    yield from _annotation_faults(pdf, elements)
    for table in (element for element in elements if _kind(element) == "Table"):
        yield from _grid_faults(table)


def elements_of(pdf: Pdf) -> list[Object]:
    """Return every element of the tree, in reading order."""
    tops = pdf.Root["/StructTreeRoot"]["/K"]
    return [element for top in tops for element in _walk(top)]


def _walk(element: Object) -> Iterator[Object]:
    yield element
    for kid in _kids(element):
        yield from _walk(kid)


def _kids(element: Object) -> list[Object]:
    """Return the children that are elements."""
    return [kid for kid in element.get("/K", []) if isinstance(kid, Dictionary) and "/S" in kid]


def _kind(element: Object) -> str:
    return str(element["/S"])[1:]


def _shape_faults(elements: list[Object]) -> Iterator[str]:
    """Check each element by itself, with its children and its parent."""
    for element in elements:
        kind = _kind(element)
        if kind not in _KNOWN:
            yield f"unknown tag {kind}"
        strangers = {_kind(kid) for kid in _kids(element)} - _CHILDREN.get(kind, _KNOWN)
        if strangers:
            yield f"{kind} holds {', '.join(sorted(strangers))}"
        if kind in _PARENT_OF and _kind(element["/P"]) not in _PARENT_OF[kind].split():
            yield f"{kind} outside {_PARENT_OF[kind]}"
        if any(kid["/P"].objgen != element.objgen for kid in _kids(element)):
            yield f"{kind}: a child with another parent"
        if kind == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "Figure without alternative text"
        if kind in ("THead", "LI", "L", "Table") and not _kids(element):
            yield f"empty {kind}"


def _heading_faults(kinds: list[str]) -> Iterator[str]:
    """Check that titles start at H1, only once, and never skip a level."""
    levels = [int(kind[1]) for kind in kinds if len(kind) == 2 and kind[0] == "H"]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "headings: not one H1, first"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"headings: H{after} after H{before}"


def _id_faults(root: Object, elements: list[Object]) -> Iterator[str]:
    """Check that IDs are unique, indexed in order, and that cells name real heads."""
    owners: dict[str, Object] = {}
    for element in elements:
        key = str(element.get("/ID", ""))
        if key in owners:
            yield "the same ID twice"
        if key:
            owners[key] = element
    entries = list(root.get("/IDTree", Dictionary()).get("/Names", []))
    indexed = {str(k): v.objgen for k, v in zip(entries[::2], entries[1::2], strict=True)}
    if indexed != {key: owner.objgen for key, owner in owners.items()}:
        yield "IDs that differ from /IDTree"
    if list(indexed) != sorted(indexed):
        yield "/IDTree is not sorted"
    for element in elements:
        heads = [str(key) for key in element.get("/A", Dictionary()).get("/Headers", [])]
        if any(head not in owners or _kind(owners[head]) != "TH" for head in heads):
            yield "a cell that names a head nobody has"


def _annotation_faults(pdf: Pdf, elements: list[Object]) -> Iterator[str]:
    """Check that each link of a page belongs to a Link element and has words."""
    tagged = {
        kid["/Obj"].objgen
        for element in elements
        if _kind(element) == "Link"
        for kid in element.get("/K", [])
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
    }
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            if is_seal(annotation):
                continue
            if annotation.objgen not in tagged or "/StructParent" not in annotation:
                yield f"page {number}: an untagged link or annotation"
            if not str(annotation.get("/Contents", "")).strip():
                yield f"page {number}: a link without words"


def is_seal(annotation: Object) -> bool:
    """Whether it is the electronic seal: a signature without any place on the page, with words."""
    flat = [float(side) for side in annotation.get("/Rect", [])] == [0.0] * 4
    return flat and annotation.get("/FT") == Name.Sig and bool(str(annotation.get("/TU", "")))


def _grid_faults(table: Object) -> Iterator[str]:
    """Check that the table has heads, full rows, and cells tied to their heads."""
    rows = [element for element in _walk(table) if _kind(element) == "TR"]
    widths = {sum(_span(cell) for cell in _kids(row)) for row in rows if not _spans_rows(row)}
    if len(widths) > 1:
        yield "Table: rows of different widths"
    sections = [_kind(kid) for kid in _kids(table)]
    if sections.count("THead") != 1:
        yield "Table: not one THead"
    cells = [cell for row in rows for cell in _kids(row)]
    # In a plain grid whose heads all say their scope, each cell's heads follow from its place.
    plain = not any(_span(cell) > 1 for cell in cells) and not any(map(_spans_rows, rows))
    named = any("/Headers" in _attributes(cell) for cell in cells)
    for cell in cells:
        if _kind(cell) == "TH" and not (
            _attributes(cell).get("/Scope") and ("/ID" in cell or (plain and not named))
        ):
            yield "TH without scope or ID"
        if _kind(cell) == "TD" and not _attributes(cell).get("/Headers") and (named or not plain):
            yield "TD without its heads"


def _attributes(cell: Object) -> Object:
    return cell.get("/A", Dictionary())


def _span(cell: Object) -> int:
    return int(_attributes(cell).get("/ColSpan", 1))


def _spans_rows(row: Object) -> bool:
    return any("/RowSpan" in _attributes(cell) for cell in _kids(row))
