"""A plain PDF file of numbered objects, written as bytes; the joining packs it afterwards."""

import zlib

from app.reports.pdf.rows.face import Face


class Objects:
    """Numbers objects in the order they are reserved, and writes them in any order."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        self._bodies.append(b"null")
        return len(self._bodies)

    def set(self, number: int, body: str) -> None:
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        self._bodies.append(body.encode("ascii"))
        return len(self._bodies)

    def add_stream(self, content: bytes, facts: str = "") -> int:
        packed = zlib.compress(content, 6)
        head = f"<</Filter /FlateDecode /Length {len(packed)} {facts}>>\nstream\n"
        self._bodies.append(head.encode("ascii") + packed + b"\nendstream")
        return len(self._bodies)

    def file(self, root: int) -> bytes:
        """The whole file; the objects are let go on the way, for there may be very many."""
        parts, at, offsets = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], 15, []
        for number, body in enumerate(self._bodies, start=1):
            written = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            self._bodies[number - 1] = b""
            offsets.append(at)
            at += len(written)
            parts.append(written)
        count = len(self._bodies) + 1
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        parts.extend(b"%010d 00000 n \n" % offset for offset in offsets)
        parts.append(
            b"trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, root, at)
        )
        return b"".join(parts)


def add_font(objects: Objects, face: Face) -> int:
    """Embed a font whole, with the widths and the text of the glyphs used. Call it last."""
    facts = face.facts()
    program = face.program()
    held = objects.add_stream(program, f"/Length1 {len(program)}")
    descriptor = objects.add(
        f"<</Type /FontDescriptor /FontName /{face.name} /Flags 4 /FontBBox [{facts['box']}] "
        f"/ItalicAngle 0 /Ascent {facts['ascent']} /Descent {facts['descent']} "
        f"/CapHeight {facts['capital']} /StemV 80 /FontFile2 {held} 0 R>>"
    )
    drawn = objects.add(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{face.name} /CIDToGIDMap /Identity "
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
        f"/FontDescriptor {descriptor} 0 R /DW 0 /W [{face.widths()}]>>"
    )
    words = objects.add_stream(_to_unicode(face.used))
    return objects.add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{face.name} /Encoding /Identity-H "
        f"/DescendantFonts [{drawn} 0 R] /ToUnicode {words} 0 R>>"
    )


def _to_unicode(used: dict[int, str]) -> bytes:
    lines = [f"<{glyph:04X}> <{_utf16(text)}>" for glyph, text in sorted(used.items())]
    blocks = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def text_string(text: str) -> str:
    """A text string with its byte-order mark."""
    return f"<FEFF{_utf16(text)}>"
