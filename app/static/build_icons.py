"""Gather the Lucide icons in use (ISC) into one sprite, `icons.svg`.

Source: the `icons/` folder of the npm package `lucide-static` 1.62.0.
Use: `python app/static/build_icons.py path/to/package/icons`. A name missing there stops the run.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

NAMES = """
arrow-down arrow-left arrow-right arrow-up arrow-up-down award badge-check ban bed-double bell
book-open bookmark briefcase building building-2 calendar chart-column check chevron-down
chevron-right chevrons-up-down circle circle-alert circle-check circle-help circle-x clock
columns-3 copy download euro external-link eye eye-off file-check file-spreadsheet file-text
fingerprint-pattern flag folder folder-open globe heart-handshake history hourglass house id-card
info key key-round keyboard languages life-buoy link list-checks lock log-in log-out mail map-pin
menu message-square-warning minus pencil percent phone plus printer qr-code receipt receipt-text
refresh-cw scale scroll-text search send settings shield-check sliders-horizontal smartphone
table-2 thumbs-up trash-2 triangle-alert trophy undo-2 upload user user-plus users wallet x
"""
HEAD = "<!-- Lucide (https://lucide.dev), ISC licence: vendor/lucide-LICENSE.txt -->\n"
SHAPES = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>")


def make_symbol(name: str, source: str) -> str:
    """Return one `<symbol>`: strokes only; colour and line width come from the page."""
    shapes = "".join(SHAPES.findall(source))
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>\n'


def main() -> None:
    """Write the sprite beside this script."""
    folder = Path(sys.argv[1])
    symbols = [make_symbol(name, (folder / f"{name}.svg").read_text()) for name in NAMES.split()]
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{HEAD}{"".join(symbols)}</svg>\n'
    (Path(__file__).parent / "icons.svg").write_text(sprite)


if __name__ == "__main__":
    main()
