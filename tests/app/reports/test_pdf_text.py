"""The word finder finds: a word planted anywhere in a PDF is seen."""

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, String

from app.reports.pdf import Attachment, render_pdf
from tests.app.reports.documents import file_html, job_of
from tests.pdf_text import everything_in

WORD = "Canariœt"


def _zipped() -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{WORD}</t>")
    return output.getvalue()


def _attach(data: bytes) -> Callable[[Pdf], None]:
    def plant(pdf: Pdf) -> None:
        pdf.attachments["x.bin"] = pikepdf.AttachedFileSpec(pdf, data)

    return plant


def _info(pdf: Pdf) -> None:
    pdf.docinfo["/Keywords"] = String(WORD)


def _xmp(pdf: Pdf) -> None:
    stream = pdf.Root["/Metadata"]
    stream.write(stream.read_bytes().replace(b"</rdf:RDF>", f"<!--{WORD}--></rdf:RDF>".encode()))


def _outline(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(WORD, 0))


def _alt(pdf: Pdf) -> None:
    figures = (o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == "/Figure")
    next(figures)["/Alt"] = String(WORD)


def _unused_object(pdf: Pdf) -> None:
    pdf.Root["/PieceInfo"] = pdf.make_indirect(Dictionary(Private=[[String(WORD)]]))


def _name(pdf: Pdf) -> None:
    pdf.Root["/Lost"] = Name(f"/{WORD}")


def _key(pdf: Pdf) -> None:
    pdf.Root["/Lost"] = pikepdf.Object.parse(b"<< /Ab 1 >>")
    pdf.Root["/Lost"][f"/{WORD}"] = 1


def _file_name(pdf: Pdf) -> None:
    pdf.attachments[f"{WORD}.txt"] = pikepdf.AttachedFileSpec(pdf, b"")


def _link(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Contents=String(WORD), Rect=[0, 0, 1, 1])
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])


PLACES = {
    "information": _info,
    "XMP": _xmp,
    "outline": _outline,
    "alternative text": _alt,
    "an object no page uses": _unused_object,
    "a name": _name,
    "a key": _key,
    "the name of a file": _file_name,
    "a link's words": _link,
    "a text file": _attach(WORD.encode()),
    "a file in UTF-16": _attach(WORD.encode("utf-16-le")),
    "a spreadsheet": _attach(_zipped()),
    "a packed file": _attach(gzip.compress(WORD.encode())),
}


@pytest.fixture(scope="module")
def base() -> bytes:
    return render_pdf(job_of(file_html(sections=1), Attachment("a", "text/plain", "a", b"a"))).pdf


def test_the_word_is_not_there_before_it_is_planted(base: bytes) -> None:
    assert WORD not in everything_in(base)


@pytest.mark.parametrize("place", PLACES)
def test_a_word_is_found_in(place: str, base: bytes) -> None:
    with pikepdf.open(BytesIO(base)) as pdf:
        PLACES[place](pdf)
        output = BytesIO()
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert WORD in everything_in(output.getvalue())


def test_a_word_is_found_in_the_page_even_white_on_white() -> None:
    body = f'<main><p class="white">{WORD}</p><style>.white {{ color: #fff }}</style>'
    html = file_html(sections=1).replace("<main>", body)
    assert WORD in everything_in(render_pdf(job_of(html)).pdf)


def test_a_word_cut_at_the_end_of_a_line_is_found() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff" * 3 + WORD
    assert name in everything_in(render_pdf(job_of(file_html(name=name, sections=1))).pdf)


def test_a_word_is_found_in_a_pdf_inside_the_pdf(base: bytes) -> None:
    inner = render_pdf(job_of(file_html(name=WORD, sections=1))).pdf
    outer = job_of(file_html(sections=1), Attachment("b.pdf", "application/pdf", "b", inner))
    assert WORD in everything_in(render_pdf(outer).pdf)


def test_a_word_removed_by_a_later_edit_is_still_found() -> None:
    first = render_pdf(job_of(file_html(name=WORD, sections=1))).pdf
    with pikepdf.open(BytesIO(first)) as pdf:
        root, size = pdf.Root.objgen[0], int(pdf.trailer["/Size"])
    edit = f"\n{root} 0 obj\n<</Type/Catalog>>\nendobj\n"
    at = len(first) + 1
    start = first.rindex(b"startxref") + 9
    previous = int(first[start:].split()[0])
    table = f"xref\n{root} 1\n{at:010d} 00000 n \n"
    trailer = f"trailer\n<</Size {size}/Root {root} 0 R/Prev {previous}>>\n"
    place = len(first) + len(edit)
    later = first + (edit + table + trailer + f"startxref\n{place}\n%%EOF\n").encode()
    assert WORD in everything_in(later)
