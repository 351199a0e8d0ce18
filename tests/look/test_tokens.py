"""The colours of `tokens.css`: contrast in both themes, and both dark blocks the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "app/static/css/tokens.css").read_text()
TEXTS = ("ink", "muted", "brand", "todo", "success", "danger", "summary", "full", "anonymous")
SOFT = ("todo", "success", "danger", "summary", "full", "anonymous")


def read_block(selector: str) -> dict[str, str]:
    """Return the custom properties of the block that follows `selector`."""
    body = CSS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


LIGHT = read_block(":root")
DARK = LIGHT | read_block(':root:not([data-theme="light"])')
THEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_dark_blocks_say_the_same() -> None:
    system = read_block(':root:not([data-theme="light"])')
    assert system == read_block(':root[data-theme="dark"]')
    assert set(system) <= set(LIGHT)


@pytest.mark.parametrize("theme", THEMES)
def test_text_reads_on_panel_and_page(theme: str) -> None:
    tokens = THEMES[theme]
    for name in TEXTS:
        assert contrast(tokens[name], tokens["surface"]) >= 4.5, name
        assert contrast(tokens[name], tokens["canvas"]) >= 4.5, name
    for name in ("ink", "muted"):
        assert contrast(tokens[name], tokens["sunken"]) >= 4.5, name
        assert contrast(tokens[name], tokens["selected"]) >= 4.5, name


@pytest.mark.parametrize("theme", THEMES)
def test_each_tone_reads_on_its_own_tint(theme: str) -> None:
    tokens = THEMES[theme]
    for name in SOFT:
        assert contrast(tokens[name], tokens[f"{name}-soft"]) >= 4.5, name
        assert contrast(tokens["ink"], tokens[f"{name}-soft"]) >= 4.5, name
    assert contrast(tokens["brand-strong"], tokens["brand-soft"]) >= 4.5
    assert contrast(tokens["on-brand"], tokens["brand"]) >= 4.5
    assert contrast(tokens["on-bulk"], tokens["bulk"]) >= 4.5
    assert contrast(tokens["on-staff"], tokens["staff"]) >= 4.5
    assert contrast(tokens["staff-muted"], tokens["staff"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_focus_are_seen(theme: str) -> None:
    tokens = THEMES[theme]
    for name in ("control", "focus", "spark"):
        for ground in ("surface", "canvas"):
            assert contrast(tokens[name], tokens[ground]) >= 3, (name, ground)
    assert contrast(tokens["staff-focus"], tokens["staff"]) >= 3
