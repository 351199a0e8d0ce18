"""Mend the tags WeasyPrint writes, without touching what is painted.

- fragments of one HTML element, one per page, become one element again;
- table heads repeated at the top of each page, and page margins, become artifacts:
  a screen reader hears them once, or not at all;
- a `<dl>` becomes a list of label and body;
- every table cell names its heads by unique IDs that are in /IDTree;
- links say where they lead.
"""

import re

from pikepdf import Dictionary, Name, Pdf, String

from app.reports.pdf.headers import link_cells_to_heads
from app.reports.pdf.tree import (
    Mark,
    Reference,
    Tag,
    address_of,
    marks_in_use,
    read_tree,
    write_tree,
)

_MARKED = re.compile(rb"/\w+\s+<<\s*/MCID (\d+)\s*>>\s*BDC")
_WRAPPERS = frozenset({"Div", "NonStruct", "P", "Sect", "Span"})
_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


def repair_tags(pdf: Pdf) -> None:
    """Mend the whole file in place."""
    top = read_tree(pdf)
    _join_fragments(top)
    for tag in list(top.walk()):
        if tag.kind == "L" and tag.name == "dl":
            _pair_terms(tag)
    _drop_empty(top)
    link_cells_to_heads(pdf, top)
    _describe_links(top)
    _turn_orphans_into_artifacts(pdf, top)
    write_tree(pdf, top)


def _join_fragments(parent: Tag) -> None:
    """Join the children that come from one HTML element and stand on different pages."""
    first: dict[tuple[str, str], Tag] = {}
    last_page: dict[tuple[str, str], object] = {}
    kept: list[Tag | Mark | Reference] = []
    for kid in parent.kids:
        if not isinstance(kid, Tag) or not kid.origin:
            kept.append(kid)
            continue
        key = (kid.origin, kid.kind)
        whole = first.get(key)
        if whole is None or last_page[key] == kid.page:
            first[key] = kid
            kept.append(kid)
        elif kid.kind != "THead":  # a head on a later page is the same head again
            whole.kids.extend(kid.kids)
        last_page[key] = kid.page
    parent.kids = kept
    for tag in parent.tags():
        _join_fragments(tag)


def _pair_terms(group: Tag) -> None:
    """Make each `<dt>` and the `<dd>` after it one list item: label and body."""
    items: list[Tag | Mark | Reference] = []
    for item in _items_of(group):
        body = item.tags()[0] if item.tags() else None
        if body is not None and body.name == "dt":
            body.kind = "Lbl"
            items.append(item)
        elif items and isinstance(items[-1], Tag):
            items[-1].kids.extend(item.kids)
        else:
            items.append(item)
    group.kids = items


def _items_of(group: Tag) -> list[Tag]:
    """Return the list items of a `<dl>`, also those inside its `<div>` groups."""
    found: list[Tag] = []
    for tag in group.tags():
        found.extend([tag] if tag.kind == "LI" else _items_of(tag))
    return found


def _drop_empty(parent: Tag) -> None:
    """Drop wrappers that hold nothing (empty table cells stay: they keep their column)."""
    for tag in parent.tags():
        _drop_empty(tag)
    parent.kids = [
        kid
        for kid in parent.kids
        if not (isinstance(kid, Tag) and kid.kind in _WRAPPERS and not kid.kids)
    ]


def _describe_links(top: Tag) -> None:
    """Give each link annotation the text of its link (/Contents)."""
    for tag in top.walk():
        for kid in tag.kids:
            if isinstance(kid, Reference) and "/Contents" not in kid.target:
                kid.target["/Contents"] = String(tag.label or "lien")


def _turn_orphans_into_artifacts(pdf: Pdf, top: Tag) -> None:
    """Mark as artifact whatever is painted but belongs to no element of the tree."""
    used = marks_in_use(top)
    for page in pdf.pages:
        alive = used.get(address_of(page), set())

        def rewritten(match: re.Match[bytes], alive: set[int] = alive) -> bytes:
            return match.group() if int(match.group(1)) in alive else _ARTIFACT

        contents = page.obj["/Contents"]
        painted = contents.read_bytes()
        mended = _MARKED.sub(rewritten, painted)
        if mended != painted:
            contents.write(mended)


def complete_catalogue(pdf: Pdf) -> None:
    """Set the entries PDF/UA wants beside the tags."""
    root = pdf.Root
    root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    root["/MarkInfo"] = Dictionary(Marked=True)
    root["/PageMode"] = Name.UseOutlines if "/Outlines" in root else Name.UseNone
