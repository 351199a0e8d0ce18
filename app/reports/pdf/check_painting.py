"""Every stroke of ink is either tagged or declared an artifact, never both."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Name, Object, Page, Pdf

from app.reports.pdf.check_tree import elements_of

_STROKES = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh")
_TEXTS = ("Tj", "TJ", "'", '"')
_PICTURES = ("Do", "INLINE IMAGE")
_PAINT = frozenset((*_STROKES, *_TEXTS, *_PICTURES))
_ARTIFACT = "artifact"
_PLAIN = "plain"


def painting_faults(pdf: Pdf) -> Iterator[str]:
    """Yield what is painted outside the tags, and tags that do not match the painting."""
    rows = _parent_rows(pdf)
    tree = {element.objgen for element in elements_of(pdf)}
    for number, page in enumerate(pdf.pages, start=1):
        faults: Counter[str] = Counter()
        painted = _painted_marks(page, faults)
        row = rows.get(int(page.obj.get("/StructParents", -1)))
        if row is None:
            faults["not in /ParentTree"] += 1
        else:
            _compare(painted, row, page, tree, faults)
        for fault, count in faults.items():
            yield f"page {number}: {fault}" + (f" ({count} times)" if count > 1 else "")


def _painted_marks(page: Page, faults: Counter[str]) -> list[int]:
    """Return the numbers of the page's marked contents; note paint outside any of them."""
    stack: list[str | int] = []
    marks: list[int] = []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BMC", "BDC"):
            entered = _entered(list(instruction.operands))
            _note_nesting(entered, stack, faults)
            stack.append(entered)
            if isinstance(entered, int):
                marks.append(entered)
        elif name == "EMC":
            stack.pop()
        elif name in _PAINT and all(entry == _PLAIN for entry in stack):
            faults[f"untagged paint {name}"] += 1
    if stack:
        faults["marked content left open"] += 1
    if len(set(marks)) != len(marks):
        faults["the same mark twice"] += 1
    return marks


def _entered(operands: Sequence[Object]) -> str | int:
    """Return what a BMC or BDC opens: a mark's number, an artifact, or nothing known."""
    if operands[0] == Name.Artifact:
        return _ARTIFACT
    if len(operands) > 1 and "/MCID" in operands[1]:
        return int(operands[1]["/MCID"])
    return _PLAIN


def _note_nesting(entered: str | int, stack: list[str | int], faults: Counter[str]) -> None:
    if entered == _ARTIFACT and any(isinstance(entry, int) for entry in stack):
        faults["an artifact inside tagged content"] += 1
    if isinstance(entered, int) and _ARTIFACT in stack:
        faults["tagged content inside an artifact"] += 1


def _compare(
    painted: list[int],
    row: Object,
    page: Page,
    tree: set[tuple[int, int]],
    faults: Counter[str],
) -> None:
    """Compare the marks of a page with the elements that own them, both ways."""
    for mark in painted:
        owner = row[mark] if mark < len(row) else None
        if owner is None:
            faults["painted content that no element owns"] += 1
        elif owner.objgen not in tree:
            faults["painted content whose owner is not in the tree"] += 1
        elif not _owns(owner, mark, page):
            faults["an owner that does not list its content"] += 1


def _owns(element: Object, mark: int, page: Page) -> bool:
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            if kid == mark and element["/Pg"].objgen == page.obj.objgen:
                return True
        elif kid.get("/Type") == Name.MCR and int(kid["/MCID"]) == mark:
            holder = kid["/Pg"] if "/Pg" in kid else element["/Pg"]
            return bool(holder.objgen == page.obj.objgen)
    return False


def _parent_rows(pdf: Pdf) -> dict[int, Object]:
    numbers = list(pdf.Root["/StructTreeRoot"]["/ParentTree"].get("/Nums", []))
    return {int(key): row for key, row in zip(numbers[::2], numbers[1::2], strict=True)}
