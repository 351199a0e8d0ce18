"""Our own rules for a tagged, archival file: what a screen reader and an archive rely on.

No PDF/A or PDF/UA validator can be installed from the registries the project uses, so
these rules cover what went wrong in practice. A file they accept is "tagged, checked by
our own rules", never "certified". They read the file with pikepdf alone and share no
code with what wrote it.
"""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from app.reports.pdf.check_painting import painting_faults
from app.reports.pdf.check_tree import is_seal, tree_faults

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_CLAIMS = {
    "{http://www.aiim.org/pdfa/ns/id/}part": "3",
    "{http://www.aiim.org/pdfa/ns/id/}conformance": "A",
    "{http://www.aiim.org/pdfua/ns/id/}part": "1",
}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def faults_in(file: bytes) -> list[str]:
    """Return what is wrong with the file, in words; an empty list when nothing is."""
    with pikepdf.open(BytesIO(file)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["not tagged"]
        return [
            *_catalogue_faults(pdf),
            *_claim_faults(pdf),
            *painting_faults(pdf),
            *tree_faults(pdf),
            *_font_faults(pdf),
            *_attachment_faults(pdf),
        ]


def _catalogue_faults(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "no title"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "not marked as tagged"
    if "/Outlines" not in root:
        yield "no outline"
    for key in ("/OpenAction", "/AA"):
        if key in root:
            yield f"active content: {key[1:]}"
    for form_field in root.get("/AcroForm", Dictionary()).get("/Fields", []):
        if not is_seal(form_field):
            yield "active content: a form field"
    for number, page in enumerate(pdf.pages, start=1):
        if page.obj.get("/Tabs") != Name.S:
            yield f"page {number}: links are not reached in the order of the tags"


def _claim_faults(pdf: Pdf) -> Iterator[str]:
    """Check the XMP block: one RDF, both claims, the same title as the file."""
    if "/Metadata" not in pdf.Root:
        yield "no XMP"
        return
    # The block is our own output, read back: no entity of a stranger is expanded here.
    xmp = ElementTree.fromstring(pdf.Root["/Metadata"].read_bytes())  # noqa: S314
    if len(xmp.findall(f"{_RDF}RDF")) != 1:
        yield "XMP: not one RDF block"
    for key, wanted in _CLAIMS.items():
        values = {d.get(key) or d.findtext(key) for d in xmp.iter(f"{_RDF}Description")}
        if values - {None} != {wanted}:
            yield f"XMP: no claim {key.rsplit('/', 1)[-1]}={wanted} of {key[1:].split('/')[3]}"
    title = xmp.find(f".//{_TITLE}//{_RDF}li")
    if title is None or title.text != str(pdf.docinfo.get("/Title", "")):
        yield "XMP: the title differs"
    profiles = [intent["/S"] for intent in pdf.Root.get("/OutputIntents", Array())]
    if profiles != [Name.GTS_PDFA1]:
        yield "no colour profile for the archive"


def _font_faults(pdf: Pdf) -> Iterator[str]:
    """Check that every font is in the file and can be read back as text."""
    for font in _objects_of(pdf, Name.Font):
        if "/DescendantFonts" in font:
            if "/ToUnicode" not in font:
                yield "a font without ToUnicode"
            font = font["/DescendantFonts"][0]
        elif font.get("/Subtype") in (Name.CIDFontType0, Name.CIDFontType2):
            continue  # seen through its parent
        descriptor = font.get("/FontDescriptor", Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield "a font that is not embedded"


def _attachment_faults(pdf: Pdf) -> Iterator[str]:
    """Check that each attached file is named, typed, whole and declared to archives."""
    names = pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary())
    entries = list(names.get("/Names", []))
    listed = [entry.objgen for entry in entries[1::2]]
    declared = [spec.objgen for spec in pdf.Root.get("/AF", [])]
    keys = [str(key) for key in entries[::2]]
    if keys != sorted(set(keys)):
        yield "attachments: names not sorted or not unique"
    if sorted(listed) != sorted(declared):
        yield "attachments: /AF differs from the files attached"
    for spec in _objects_of(pdf, Name.Filespec):
        if spec.objgen not in listed:
            yield "an attachment nobody lists"
        if spec.get("/AFRelationship") != Name.Data:
            yield "an attachment without its relationship"
        if not str(spec.get("/Desc", "")) or not str(spec.get("/UF", "")):
            yield "an attachment without name or description"
        yield from _embedded_file_faults(spec["/EF"]["/F"])


def _embedded_file_faults(stream: Object) -> Iterator[str]:
    if "/" not in str(stream.get("/Subtype", ""))[1:]:
        yield "an attachment without its type"
    data, facts = stream.read_bytes(), stream.get("/Params", Dictionary())
    checksum = hashlib.md5(data, usedforsecurity=False).digest()
    if facts.get("/Size") != len(data) or bytes(facts.get("/CheckSum", b"")) != checksum:
        yield "an attachment that differs from its checksum"


def _objects_of(pdf: Pdf, kind: Object) -> Iterator[Object]:
    """Yield the dictionaries of one /Type, wherever they stand in the file."""
    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/Type") == kind:
            yield found
