"""The list's pages behind WeasyPrint's: one tree, one outline, one numbering."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, OutlineItem, Pdf

from app.reports.pdf.job import Listing
from app.reports.pdf.rows import paper
from app.reports.pdf.rows.face import UNITS, Face
from app.reports.pdf.rows.objects import Objects, add_font
from app.reports.pdf.rows.write import faces

STAMP = "RowStamp"


def join_list(pdf: Pdf, written: bytes, listing: Listing) -> None:
    """Append the list to `pdf`, whose tags are mended already, and number all its pages."""
    front = len(pdf.pages)
    with pikepdf.open(BytesIO(written)) as rows:
        pdf.pages.extend(rows.pages)
        # After the pages: the tree then names the copies, not other pages.
        tree = pdf.copy_foreign(rows.Root["/StructTreeRoot"])
    _join_trees(pdf, tree, front)
    with pdf.open_outline() as outline:
        entry = OutlineItem(listing.title, front)
        (outline.root[0].children if outline.root else outline.root).append(entry)
    number_pages(pdf, listing.page_word)


def _join_trees(pdf: Pdf, tree: pikepdf.Object, front: int) -> None:
    root = pdf.Root["/StructTreeRoot"]
    document, section = root["/K"][0], tree["/K"][0]
    section["/P"] = document
    document["/K"] = Array([*document["/K"], section])
    nums, key = root["/ParentTree"]["/Nums"], int(root["/ParentTreeNextKey"])
    added = list(tree["/ParentTree"]["/Nums"])[1::2]
    for page, owners in zip(list(pdf.pages)[front:], added, strict=True):
        page.obj["/StructParents"] = key
        nums.append(key)
        nums.append(pdf.make_indirect(owners))
        key += 1
    root["/ParentTreeNextKey"] = key


def number_pages(pdf: Pdf, word: str) -> None:
    """Stamp "Page n / total" at the right of each foot, as an artifact."""
    plain, _ = faces()
    total = len(pdf.pages)
    texts = [f"{word} {n} / {total}" for n in range(1, total + 1)]
    stamps = [_stamp(plain.hex(t), plain.width(t) * paper.FOOT / UNITS) for t in texts]
    stamped = _embedded(pdf, plain)
    for page, stamp in zip(pdf.pages, stamps, strict=True):
        resources = page.obj["/Resources"]
        fonts = resources.get("/Font", Dictionary())
        # Pages may share their fonts: a copy of the table takes one more.
        resources["/Font"] = Dictionary({**dict(fonts.items()), f"/{STAMP}": stamped})
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(stamp)
        page.contents_coalesce()


def _embedded(pdf: Pdf, face: Face) -> pikepdf.Object:
    """The font in this file, with the glyphs used so far."""
    objects = Objects()
    font = add_font(objects, face)
    pages = objects.add("<</Type /Pages /Kids [] /Count 0>>")
    root = objects.add(f"<</Type /Catalog /Pages {pages} 0 R /Font {font} 0 R>>")
    with pikepdf.open(BytesIO(objects.file(root))) as held:
        return pdf.copy_foreign(held.Root["/Font"])


def _stamp(glyphs: str, width: float) -> bytes:
    return (
        f"Q\n/Artifact <</Type /Pagination>> BDC\nq {paper.paint(paper.MUTED, 'rg')} "
        f"BT /{STAMP} {paper.FOOT:g} Tf {paper.RIGHT - width:.2f} {paper.FOOT_Y:.2f} Td "
        f"<{glyphs}> Tj ET Q\nEMC\n"
    ).encode("ascii")
