"""Pictures of figures: SVG of our own, the same in a page and on paper. Direct labels, bars from
zero, dark on white so that they print in black and white; the title says every value in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

BAR, INK, MUTED = "#0f5c6e", "#14213a", "#4f5b70"
SUMMARY, FILE = "#1d4e89", "#5b3a8c"
_BROAD = 700
_LABEL, _ROOM, _ROW = 120, 150, 22
_WIDTH, _TALL = 330, 150


@dataclass(frozen=True, slots=True)
class Bar:
    """A label, and the number its bar stands for."""

    label: str
    number: int


def rows_chart(title: str, bars: Sequence[Bar]) -> Markup:
    """Lying bars, one a line, the number at the end of each."""
    top = max((bar.number for bar in bars), default=0) or 1
    parts = [
        Markup(
            '<text x="{0}" y="{1}" text-anchor="end" font-size="11.5" fill="{5}">{2}</text>'
            '<rect x="{6}" y="{7}" width="{3:.1f}" height="14" rx="2" fill="{8}"/>'
            '<text x="{9:.1f}" y="{1}" font-size="11.5" font-weight="600" fill="{5}">{4}</text>'
        ).format(
            _LABEL - 8,
            n * _ROW + 15,
            _short(bar.label),
            bar.number / top * _ROOM,
            bar.number,
            INK,
            _LABEL,
            n * _ROW + 4,
            BAR,
            _LABEL + bar.number / top * _ROOM + 6,
        )
        for n, bar in enumerate(bars)
    ]
    height = max(len(bars), 1) * _ROW + 4
    axis = Markup('<rect x="{}" y="0" width="1" height="{}" fill="{}"/>').format(
        _LABEL - 1, height, MUTED
    )
    return _picture(title, bars, _WIDTH, height, Markup("").join([axis, *parts]))


def months_chart(title: str, bars: Sequence[Bar]) -> Markup:
    """Standing bars, one a month, the number above each."""
    top = max((bar.number for bar in bars), default=0) or 1
    step = _WIDTH / max(len(bars), 1)
    base, room = _TALL - 22, _TALL - 44
    parts = [
        Markup(
            '<rect x="{0:.1f}" y="{1:.1f}" width="{2:.1f}" height="{3:.1f}" rx="1.5" fill="{4}"/>'
            '<text x="{5:.1f}" y="{6:.1f}" text-anchor="middle" font-size="10.5" '
            'font-weight="600" fill="{9}">{7}</text>'
            '<text x="{5:.1f}" y="{8}" text-anchor="middle" font-size="9.5" '
            'fill="{10}">{11}</text>'
        ).format(
            n * step + step * 0.14,
            base - bar.number / top * room,
            step * 0.72,
            bar.number / top * room,
            BAR,
            (n + 0.5) * step,
            base - bar.number / top * room - 4,
            bar.number,
            _TALL - 6,
            INK,
            MUTED,
            bar.label,
        )
        for n, bar in enumerate(bars)
    ]
    axis = Markup('<rect x="0" y="{}" width="{}" height="1" fill="{}"/>').format(
        base, _WIDTH, MUTED
    )
    return _picture(title, bars, _WIDTH, _TALL, Markup("").join([axis, *parts]))


def split_chart(title: str, numbers: tuple[int, int], words: tuple[str, str]) -> Markup:
    """Two parts of one bar, in the two marks' colours, told apart by a gap and by their words."""
    total = sum(numbers) or 1
    cut = numbers[0] / total * _BROAD
    gap = 3 if all(numbers) else 0
    drawn = Markup(
        '<rect x="0" y="2" width="{0:.1f}" height="16" rx="2" fill="{5}"/>'
        '<rect x="{1:.1f}" y="2" width="{2:.1f}" height="16" rx="2" fill="{6}"/>'
        '<text x="0" y="34" font-size="11.5" font-weight="600" fill="{5}">{3}</text>'
        '<text x="{7}" y="34" font-size="11.5" font-weight="600" text-anchor="end" '
        'fill="{6}">{4}</text>'
    ).format(
        max(cut - gap / 2, 0), cut + gap / 2, max(_BROAD - cut - gap / 2, 0), *words, SUMMARY, FILE,
        _BROAD,
    )  # fmt: skip
    return _frame(f"{title} : {words[0]}, {words[1]}", _BROAD, 40, drawn)


def _picture(title: str, bars: Sequence[Bar], width: int, height: int, drawn: Markup) -> Markup:
    words = f"{title} : " + ", ".join(f"{bar.label} {bar.number}" for bar in bars)
    return _frame(words, width, height, drawn)


def _frame(words: str, width: int, height: int, drawn: Markup) -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" '
        'font-family="Alin Sans"><title>{words}</title>{drawn}</svg>'
    ).format(w=width, h=height, words=words, drawn=drawn)


def _short(label: str) -> str:
    return label if len(label) <= 19 else f"{label[:18].rstrip()}…"
