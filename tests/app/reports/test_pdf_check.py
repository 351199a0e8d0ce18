"""The checks are checked: each planted fault is found, and by name."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from app.reports.pdf.check import faults_in
from app.reports.pdf.fetcher import font_paths
from app.reports.pdf.glyphs import wrong_glyphs
from tests.app.reports.documents import list_html, people

Plant = Callable[[Pdf], object]


def _element(pdf: Pdf, kind: str, rank: int = 0) -> Object:
    """Return an element of the tree by its kind, in the order of the file."""
    found = [
        o for o in pdf.objects
        if isinstance(o, Dictionary) and o.get("/S") == kind and "/P" in o
    ]  # fmt: skip
    return found[rank]


def _paint(pdf: Pdf, operators: bytes) -> None:
    page = pdf.pages[0].obj
    page["/Contents"].write(page["/Contents"].read_bytes() + operators)


def _replace_in_page(pdf: Pdf, old: bytes, new: bytes) -> None:
    contents = pdf.pages[0].obj["/Contents"]
    data = contents.read_bytes()
    assert old in data
    contents.write(data.replace(old, new, 1))


def _xmp(pdf: Pdf, old: bytes, new: bytes) -> None:
    stream = pdf.Root["/Metadata"]
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new))


def _font(pdf: Pdf) -> Object:
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and "/ToUnicode" in o)


def _drop(holder: Object, key: str) -> None:
    del holder[key]


def _put(holder: Object, key: str, value: object) -> None:
    holder[key] = value


def _unembed(pdf: Pdf) -> None:
    _drop(_font(pdf)["/DescendantFonts"][0]["/FontDescriptor"], "/FontFile2")


def _relate_otherwise(pdf: Pdf) -> None:
    _put(pdf.Root["/AF"][0], "/AFRelationship", Name.Source)


def _damage(pdf: Pdf) -> None:
    pdf.Root["/AF"][0]["/EF"]["/F"].write(b"changed")


def _add_link(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(link)])


def _reorder_ids(pdf: Pdf) -> None:
    names = pdf.Root["/StructTreeRoot"]["/IDTree"]["/Names"]
    names[0], names[2] = names[2], names[0]
    names[1], names[3] = names[3], names[1]


def _lower_titles(pdf: Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/S") == "/H2":
            found["/S"] = Name.H3


IN_A_FILE: dict[str, Plant] = {
    "no language": lambda pdf: _drop(pdf.Root, "/Lang"),
    "the title is not shown": lambda pdf: _drop(pdf.Root, "/ViewerPreferences"),
    "not marked as tagged": lambda pdf: _drop(pdf.Root, "/MarkInfo"),
    "no outline": lambda pdf: _drop(pdf.Root, "/Outlines"),
    "active content": lambda pdf: _put(pdf.Root, "/OpenAction", Dictionary(S=Name.JavaScript)),
    "links are not reached": lambda pdf: _drop(pdf.pages[0].obj, "/Tabs"),
    "no XMP": lambda pdf: _drop(pdf.Root, "/Metadata"),
    "not one RDF": lambda pdf: _xmp(pdf, b"</rdf:RDF>", b"</rdf:RDF><rdf:RDF xmlns:rdf="
                                    b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'),
    "part=1 of pdfua": lambda pdf: _xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b""),
    "part=3 of pdfa": lambda pdf: _xmp(pdf, b'pdfaid:part="3"', b'pdfaid:part="2"'),
    "conformance=A": lambda pdf: _xmp(pdf, b'conformance="A"', b'conformance="B"'),
    "the title differs": lambda pdf: _xmp(pdf, b">Dossier de", b">Autre"),
    "no colour profile": lambda pdf: _drop(pdf.Root, "/OutputIntents"),
    "untagged paint f": lambda pdf: _paint(pdf, b"\n0 0 9 9 re f"),
    "untagged paint Do": lambda pdf: _paint(pdf, b"\n/x1 Do"),
    "the same mark twice": lambda pdf: _paint(pdf, b"\n/P <</MCID 1>> BDC EMC"),
    "no element owns": lambda pdf: _paint(pdf, b"\n/P <</MCID 9999>> BDC EMC"),
    "left open": lambda pdf: _paint(pdf, b"\n/Artifact BMC"),
    "an artifact inside": lambda pdf: _paint(
        pdf, b"\n/P <</MCID 9999>> BDC /Artifact BMC EMC EMC"),
    "inside an artifact": lambda pdf: _paint(
        pdf, b"\n/Artifact BMC /P <</MCID 9999>> BDC EMC EMC"),
    "not in /ParentTree": lambda pdf: _put(pdf.pages[0].obj, "/StructParents", 999),
    "an owner that does not list": lambda pdf: _put(_element(pdf, "/Span"), "/K", Array([])),
    "whose owner is not in": lambda pdf: _put(_element(pdf, "/H1"), "/K", Array([])),
    "not one H1": lambda pdf: _put(_element(pdf, "/H1"), "/S", Name.P),
    "H3 after H1": _lower_titles,
    "unknown tag": lambda pdf: _put(_element(pdf, "/H1"), "/S", Name.Titre),
    "Figure without": lambda pdf: _drop(_element(pdf, "/Figure"), "/Alt"),
    "LI holds": lambda pdf: _put(_element(pdf, "/Lbl"), "/S", Name.P),
    "LI outside": lambda pdf: _put(_element(pdf, "/L"), "/S", Name.Div),
    "another parent": lambda pdf: _put(_element(pdf, "/H1"), "/P", _element(pdf, "/Figure")),
    "an untagged link": _add_link,
    "a link without words": lambda pdf: _drop(
        next(p for p in pdf.pages if "/Annots" in p.obj).obj["/Annots"][0], "/Contents"),
    "without ToUnicode": lambda pdf: _drop(_font(pdf), "/ToUnicode"),
    "a font that is not embedded": _unembed,
    "/AF differs": lambda pdf: _drop(pdf.Root, "/AF"),
    "without its relationship": _relate_otherwise,
    "without its type": lambda pdf: _drop(pdf.Root["/AF"][0]["/EF"]["/F"], "/Subtype"),
    "without name or description": lambda pdf: _drop(pdf.Root["/AF"][0], "/Desc"),
    "differs from its checksum": _damage,
}  # fmt: skip
IN_A_LIST: dict[str, Plant] = {
    "TH without scope": lambda pdf: _drop(_element(pdf, "/TH")["/A"], "/Scope"),
    "TD without its heads": lambda pdf: _drop(_element(pdf, "/TD")["/A"], "/Headers"),
    "a head nobody has": lambda pdf: _put(
        _element(pdf, "/TD")["/A"], "/Headers", Array([String("t9")])),
    "IDs that differ": lambda pdf: _drop(pdf.Root["/StructTreeRoot"], "/IDTree"),
    "/IDTree is not sorted": _reorder_ids,
    "the same ID twice": lambda pdf: _put(_element(pdf, "/TH", 5), "/ID",
                                          _element(pdf, "/TH", 6)["/ID"]),
    "rows of different widths": lambda pdf: _element(pdf, "/TR", 5)["/K"].__delitem__(2),
    "not one THead": lambda pdf: _put(_element(pdf, "/THead"), "/S", Name.TBody),
    "Table holds": lambda pdf: _put(_element(pdf, "/TBody"), "/S", Name.Div),
    "empty Table": lambda pdf: _put(_element(pdf, "/Table"), "/K", Array([])),
}  # fmt: skip


def _with(file: bytes, plant: Plant) -> bytes:
    with pikepdf.open(BytesIO(file)) as pdf:
        plant(pdf)
        output = BytesIO()
        pdf.save(output)
        return output.getvalue()


def test_saving_alone_plants_nothing(file_pdf: bytes, list_pdf: bytes) -> None:
    assert faults_in(_with(file_pdf, lambda pdf: None)) == []
    assert faults_in(_with(list_pdf, lambda pdf: None)) == []


@pytest.mark.parametrize("fault", IN_A_FILE)
def test_a_fault_planted_in_a_file_is_found(fault: str, file_pdf: bytes) -> None:
    found = faults_in(_with(file_pdf, IN_A_FILE[fault]))
    assert any(fault in text for text in found), found


@pytest.mark.parametrize("fault", IN_A_LIST)
def test_a_fault_planted_in_a_list_is_found(fault: str, list_pdf: bytes) -> None:
    found = faults_in(_with(list_pdf, IN_A_LIST[fault]))
    assert any(fault in text for text in found), found


def test_what_weasyprint_writes_by_itself_is_found_wanting() -> None:
    """If this fails, WeasyPrint has mended its tags: part of `repair.py` may go."""
    alone = "import sys; from weasyprint import HTML; HTML(string=sys.stdin.read()).write_pdf("
    raw = subprocess.run(
        [sys.executable, "-c", f"{alone}sys.stdout.buffer, pdf_variant='pdf/a-3a')"],
        input=list_html(people(60)).encode(),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    found = faults_in(raw)
    assert any("/IDTree" in fault for fault in found)
    with pikepdf.open(BytesIO(raw)) as pdf:
        _element(pdf, "/Table", 1)  # a second table for one list: IndexError if there is none
    assert any("part=1 of pdfua" in fault for fault in found)
    assert faults_in(HTML(string="<p>x").write_pdf()) == ["not tagged"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_two_font_files_under_one_family_are_found_to_paint_wrong_glyphs(tmp_path: Path) -> None:
    """The fault is real and silent: this renders it, reads the right text, sees wrong ink."""
    regular, semibold = font_paths()[0], font_paths()[3]
    fonts = FontConfiguration()
    style = CSS(
        string=f"""
        @font-face {{ font-family: F; src: url({regular.as_uri()}); unicode-range: U+0-7F }}
        @font-face {{ font-family: F; src: url({semibold.as_uri()}); unicode-range: U+80-1FFF }}
        p {{ font-family: F }}""",
        font_config=fonts,
    )
    pdf = HTML(string="<p>Łukasz Nguyễn Ğ").write_pdf(stylesheets=[style], font_config=fonts)
    assert wrong_glyphs(pdf, font_paths()) != []


def test_a_font_from_elsewhere_is_found(file_pdf: bytes) -> None:
    italic_only = font_paths()[1:2]
    assert wrong_glyphs(file_pdf, italic_only) != []
