"""axe-core in the page, under the product's own policy, and what else a page owes its reader."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

_SOURCE = Path(__file__).with_name("vendor") / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
NARROW = (320, 390)


@cache
def _source() -> str:
    return _SOURCE.read_text()


def axe_finds(page: Page) -> list[str]:
    """One line per element axe has something to say about."""
    page.evaluate(_source())
    found: dict[str, Any] = page.evaluate(_RUN, TAGS)
    return [
        f"{rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def widths_scrolled_sideways(page: Page) -> list[int]:
    """The narrow widths at which the page is wider than the screen; the window is put back."""
    before = page.viewport_size
    assert before is not None
    too_wide = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": before["height"]})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(width)
    page.set_viewport_size(before)
    return too_wide


def complaint(message: ConsoleMessage) -> list[str]:
    """What the console says when something is wrong: errors, refusals of the policy, warnings."""
    return [message.text] if message.type in ("error", "warning") else []
