"""One bundled font as the row writer uses it: widths, glyphs, and the program to embed."""

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

UNITS = 1000
_REPLACEMENT = "\ufffd"


class Face:
    """Remembers which glyphs were used, for the widths and the text of the embedded font."""

    def __init__(self, path: Path) -> None:
        """Read the font; its units are thousandths, as PDF's are."""
        self.name = path.stem
        self._font = _font(path)
        self._cmap: dict[int, str] = self._font.getBestCmap()
        self._advances = self._font["hmtx"].metrics
        self.used: dict[int, str] = {}
        self._known: dict[str, tuple[int, int]] = {}

    def width(self, text: str) -> int:
        """The width in thousandths of the size."""
        return sum(self._sign(sign)[1] for sign in text)

    def hex(self, text: str) -> str:
        """The glyphs of `text`, as a PDF string."""
        return "".join(f"{self._sign(sign)[0]:04X}" for sign in text)

    def _sign(self, sign: str) -> tuple[int, int]:
        known = self._known.get(sign)
        if known is None:
            name = self._cmap[ord(sign)]
            glyph = self._font.getGlyphID(name)
            self.used[glyph] = sign
            known = self._known[sign] = (glyph, self._advances[name][0])
        return known

    def drawable(self, text: str) -> tuple[str, bool]:
        """`text` in signs this font has, and whether any had to be replaced."""
        composed = unicodedata.normalize("NFC", text)
        if all(ord(sign) in self._cmap for sign in composed):
            return composed, False
        return "".join(self._nearest(sign) for sign in composed), True

    def _nearest(self, sign: str) -> str:
        if ord(sign) in self._cmap:
            return sign
        if sign.isspace() or unicodedata.category(sign)[0] == "C":
            return " "
        bare = unicodedata.normalize("NFKD", sign)[0]
        if ord(bare) in self._cmap:
            return bare
        return _REPLACEMENT if ord(_REPLACEMENT) in self._cmap else "?"

    def program(self) -> bytes:
        """The whole font as PDF embeds it; the same bytes each time."""
        return _program(self._font)

    def facts(self) -> dict[str, object]:
        """What the font descriptor says."""
        head, hhea, os2 = self._font["head"], self._font["hhea"], self._font["OS/2"]
        return {
            "box": f"{head.xMin} {head.yMin} {head.xMax} {head.yMax}",
            "ascent": hhea.ascent,
            "descent": hhea.descent,
            "capital": getattr(os2, "sCapHeight", 660),
        }

    def widths(self) -> str:
        """The /W array: one width for each glyph used."""
        names = self._font.getGlyphOrder()
        return " ".join(f"{g} [{self._advances[names[g]][0]}]" for g in sorted(self.used))


@cache
def _font(path: Path) -> TTFont:
    font = TTFont(path, recalcTimestamp=False)
    if font["head"].unitsPerEm != UNITS:
        raise ValueError(f"{path.name}: not drawn in thousandths")
    return font


@cache
def _program(font: TTFont) -> bytes:
    font.flavor = None
    written = BytesIO()
    font.save(written)
    return written.getvalue()
