"""Cut "Alin Sans" out of Source Sans 3 (OFL 1.1): one complete woff2 file per weight.

Source: the `TTF/` folder of the npm package `source-sans` 3.52.0 (`npm pack source-sans@3.52.0`).
Use: `python app/static/fonts/build.py path/to/package/TTF`; needs fontTools and brotli.

Why a cut of our own:

- "Source" is a reserved font name: a modified file has to carry another one;
- the narrow no-break space U+202F of French numbers is 0.2 em in the source and absent from the
  usual web subsets; 0.15 em is what reads best in amounts and before ; ? and !;
- WeasyPrint mixes up glyphs when several subset files share one family, so each weight is whole.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Alin Sans"
FILES = {
    "SourceSans3-Regular.ttf": ("alin-sans-400.woff2", "Regular", 400),
    "SourceSans3-It.ttf": ("alin-sans-400-italic.woff2", "Italic", 400),
    "SourceSans3-Medium.ttf": ("alin-sans-500.woff2", "Medium", 500),
    "SourceSans3-Semibold.ttf": ("alin-sans-600.woff2", "SemiBold", 600),
    "SourceSans3-Bold.ttf": ("alin-sans-700.woff2", "Bold", 700),
}
# Basic Latin to Latin Extended-B, phonetic modifiers, marks, Greek, Cyrillic, Latin Extended
# Additional (Vietnamese), punctuation, superscripts, currencies, letterlike, fractions, arrows,
# operators and the few signs of screens: people's names in any European spelling.
RANGES = (
    (0x0020, 0x024F), (0x02B0, 0x02FF), (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F),
    (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x2199), (0x2200, 0x22FF), (0x2713, 0x2717),
    (0xFB00, 0xFB04), (0xFFFD, 0xFFFD),
)  # fmt: skip
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
NARROW_SPACE = 0x202F
NO_BREAK_HYPHEN = 0x2011
HYPHEN = 0x002D
FIXED_TIME = 3_800_000_000  # seconds since 1904: the same input gives the same bytes


def cut(source: Path, style: str, weight: int) -> TTFont:
    """Return the renamed subset of one face, with our two signs set."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]
    options.flavor = "woff2"
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    subsetter.subset(font)
    set_signs(font)
    rename(font, style, weight)
    font["head"].created = font["head"].modified = FIXED_TIME
    font.flavor = "woff2"
    return font


def set_signs(font: TTFont) -> None:
    """Give U+202F a width of 0.15 em and U+2011 the hyphen's glyph."""
    glyph = font.getBestCmap()[NARROW_SPACE]
    _, bearing = font["hmtx"][glyph]
    font["hmtx"][glyph] = (round(font["head"].unitsPerEm * 0.15), bearing)
    for table in font["cmap"].tables:
        if table.isUnicode() and HYPHEN in table.cmap:
            table.cmap[NO_BREAK_HYPHEN] = table.cmap[HYPHEN]


def rename(font: TTFont, style: str, weight: int) -> None:
    """Write the family's new name everywhere the reserved one stood."""
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    bold_or_plain = style if style in {"Regular", "Italic", "Bold"} else "Regular"
    family = FAMILY if bold_or_plain == style else f"{FAMILY} {style}"
    names = {
        1: family,
        2: bold_or_plain,
        3: f"{postscript};1.0",
        4: f"{FAMILY} {style}",
        6: postscript,
        16: FAMILY,
        17: style,
    }
    for name_id in (7, *names):
        font["name"].removeNames(nameID=name_id)
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def main() -> None:
    """Write the five files beside this script."""
    source, target = Path(sys.argv[1]), Path(__file__).parent
    for name, (file, style, weight) in FILES.items():
        cut(source / name, style, weight).save(target / file)


if __name__ == "__main__":
    main()
