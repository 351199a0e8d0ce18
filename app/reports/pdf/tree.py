"""The tag tree of a PDF as plain objects: read once, change freely, write back once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from app.reports.pdf.origins import LABEL, ORIGIN

Address = tuple[int, int]
"""Object number and generation of a page or an element."""


@dataclass(eq=False)
class Mark:
    """A piece of painted content: the `number`-th marked content of a page."""

    page: Address
    number: int


@dataclass(eq=False)
class Reference:
    """A link or other annotation that belongs to an element."""

    target: Object
    page: Object | None


@dataclass(eq=False)
class Tag:
    """One element of the tree; `origin` is the number of its HTML element, "" if unknown."""

    element: Object
    kind: str
    page: Address | None
    origin: str = ""
    name: str = ""
    scope: str = ""
    label: str = ""
    kids: list[Tag | Mark | Reference] = field(default_factory=list)

    def tags(self) -> list[Tag]:
        """Return the children that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def walk(self) -> Iterator[Tag]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.tags():
            yield from kid.walk()


def read_tree(pdf: Pdf) -> Tag:
    """Return the document's top element. Raises KeyError for an untagged file."""
    return _read(pdf.Root["/StructTreeRoot"]["/K"][0])


def _read(element: Object) -> Tag:
    tag = Tag(element, str(element["/S"])[1:], _address(element.get("/Pg")))
    origin = element.get(f"/{ORIGIN}")
    if origin is not None:
        tag.origin, tag.name, tag.scope = str(origin).split(" ", 2)
    tag.label = str(element.get(f"/{LABEL}", ""))
    for kid in element.get("/K", []):
        tag.kids.append(_kid(kid, tag.page))
    return tag


def _kid(kid: Object | int, page: Address | None) -> Tag | Mark | Reference:
    if isinstance(kid, int):
        assert page is not None, "a marked content needs its page"
        return Mark(page, kid)
    kind = kid.get("/Type")
    if kind == Name.OBJR:
        return Reference(kid["/Obj"], kid.get("/Pg"))
    if kind == Name.MCR:
        address = _address(kid.get("/Pg")) or page
        assert address is not None
        return Mark(address, int(kid["/MCID"]))
    return _read(kid)


def _address(page: Object | None) -> Address | None:
    return None if page is None else address_of(page)


def address_of(page: Object | Page) -> Address:
    """Return the object number and generation of a page."""
    number, generation = (page.obj if isinstance(page, Page) else page).objgen
    return number, generation


def write_tree(pdf: Pdf, top: Tag) -> None:
    """Write the tree and the index from painted content to elements (/ParentTree)."""
    pages: dict[Address, Object] = {address_of(page): page.obj for page in pdf.pages}
    owners: dict[Address, dict[int, Object]] = {address: {} for address in pages}
    annotated: list[tuple[Object, Object]] = []
    for tag in top.walk():
        element = tag.element
        for key in (f"/{ORIGIN}", f"/{LABEL}"):
            if key in element:
                del element[key]
        element["/S"] = Name(f"/{tag.kind}")
        element["/K"] = Array([_written(kid, tag, pages) for kid in tag.kids])
        for kid in tag.kids:
            if isinstance(kid, Tag):
                kid.element["/P"] = element
            elif isinstance(kid, Mark):
                owners[kid.page][kid.number] = element
            else:
                annotated.append((kid.target, element))
    _write_parent_tree(pdf, owners, annotated)


def _written(kid: Tag | Mark | Reference, tag: Tag, pages: dict[Address, Object]) -> Object | int:
    if isinstance(kid, Tag):
        return kid.element
    if isinstance(kid, Mark):
        if kid.page == tag.page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=pages[kid.page], MCID=kid.number)
    reference = Dictionary(Type=Name.OBJR, Obj=kid.target)
    if kid.page is not None:
        reference["/Pg"] = kid.page
    return reference


def _write_parent_tree(
    pdf: Pdf,
    owners: dict[Address, dict[int, Object]],
    annotated: list[tuple[Object, Object]],
) -> None:
    numbers = Array()
    for key, page in enumerate(pdf.pages):
        page.obj["/StructParents"] = key
        owned = owners[address_of(page)]
        last = max(owned, default=-1)
        row = [owned.get(number) for number in range(last + 1)]
        numbers.append(key)
        numbers.append(pdf.make_indirect(Array(row)))
    for key, (annotation, element) in enumerate(annotated, start=len(pdf.pages)):
        annotation["/StructParent"] = key
        numbers.append(key)
        numbers.append(element)
    root = pdf.Root["/StructTreeRoot"]
    root["/ParentTree"] = pdf.make_indirect(Dictionary(Nums=numbers))
    root["/ParentTreeNextKey"] = len(pdf.pages) + len(annotated)


def marks_in_use(top: Tag) -> dict[Address, set[int]]:
    """Return, per page, the marked contents that some element of the tree owns."""
    used: dict[Address, set[int]] = {}
    for tag in top.walk():
        for kid in tag.kids:
            if isinstance(kid, Mark):
                used.setdefault(kid.page, set()).add(kid.number)
    return used
