"""The glyph check: what is painted is what the text says.

Text extraction reads a table beside the drawings, so a file can show "Ĳzkgsz" and still
return "Łukasz". WeasyPrint does that when two font files share family, weight and style.
Here the outlines inside the PDF are compared with those of our font files.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pikepdf import Name, Object, Pdf

_RANGE_OR_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
Outline = tuple[object, ...]


def wrong_glyphs(file: bytes, sources: Sequence[Path]) -> list[str]:
    """Return one line per glyph whose outline is not that of the character it stands for.

    `sources` are the font files allowed; a font that is none of them is a fault too.
    """
    with pikepdf.open(BytesIO(file)) as pdf:
        return [fault for font in _fonts(pdf) for fault in _faults_of(font, tuple(sources))]


def _fonts(pdf: Pdf) -> Iterator[Object]:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/Subtype") == Name.Type0:
            yield found


def _faults_of(font: Object, sources: tuple[Path, ...]) -> list[str]:
    """Compare one embedded font with each source and keep the nearest one's faults."""
    descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
    program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    if program is None:
        return ["a font that is not embedded"]
    embedded = TTFont(BytesIO(program.read_bytes()))
    characters = _characters(font["/ToUnicode"].read_bytes())
    painted = {
        glyph: (text, _outline(embedded, embedded.getGlyphName(glyph)))
        for glyph, text in characters.items()
    }
    by_source = [_differences(painted, source) for source in sources]
    return min(by_source, key=len) if by_source else ["no source font given"]


def _differences(painted: dict[int, tuple[str, Outline]], source: Path) -> list[str]:
    return [
        f"glyph {glyph} is not {text!a}"
        for glyph, (text, outline) in painted.items()
        if outline != _source_outline(source, text, glyph)
    ]


@cache
def _source(path: Path) -> TTFont:
    return TTFont(path)


@cache
def _source_outline(path: Path, text: str, glyph: int) -> Outline | None:
    """Return the source's drawing of a character.

    A glyph for several characters is a ligature, found by its number only: the subset
    keeps the numbers of the source.
    """
    font = _source(path)
    if len(text) == 1:
        name = font.getBestCmap().get(ord(text))
    else:
        name = font.getGlyphName(glyph) if glyph < len(font.getGlyphOrder()) else None
    return None if name is None else _outline(font, name)


def _outline(font: TTFont, name: str) -> Outline:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return tuple(pen.value)


def _characters(to_unicode: bytes) -> dict[int, str]:
    """Return glyph number to text, from the `bfchar` blocks WeasyPrint writes."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", to_unicode, re.DOTALL):
        for code, text in _RANGE_OR_CHAR.findall(block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
