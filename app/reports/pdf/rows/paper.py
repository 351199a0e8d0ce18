"""The paper of report.css in points: the list's pages look like those WeasyPrint draws."""

from typing import Final

MM: Final = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 14 * MM, 196 * MM
TOP, BOTTOM = HEIGHT - 31 * MM, 26 * MM
TEXT, LEADING = 9.5, 9.5 * 1.3
ROW_PAD, CELL_PAD = 1.2 * MM, 2 * MM
HEAD_LINE, ROW_LINE = 0.5 * MM, 0.2 * MM
RULE_Y, RULE = HEIGHT - 24.6 * MM, 0.8 * MM
MARK_Y, MARK = RULE_Y + 3 * MM + RULE / 2 + 4.2, 14.0
CONFIDENTIAL = 9.5
FOOT, FOOT_LEADING = 8.5, 8.5 * 1.35
FOOT_Y = BOTTOM - 5 * MM - 8.6
TITLE, TITLE_ROOM = 14.0, 14 * 1.2 + 1.5 * MM
CAPTION_ROOM = TEXT * 1.3 + 1.5 * MM
# How far under the top of its line a text of that size stands.
ASCENT = 1.0

INK, MUTED, STRONG, SPARK, LINE = "#14213a", "#4f5b70", "#0a4350", "#d9653b", "#e0dcd3"


def paint(colour: str, operator: str) -> str:
    """Set a colour: `rg` for filling, `RG` for lines."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") or "0" for part in parts) + f" {operator}"
