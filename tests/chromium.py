"""Debian's Chromium for the tests that need a real browser.

A browser that is not there skips them with its reason; where CI=true it fails them, since a
journey nobody walked proves nothing.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

# No GPU and no outside world: the browser asks nothing of its maker while we look.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def find_chromium() -> str | None:
    """The path of the machine's browser, None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """A browser of its own. One at a time in a process: Playwright runs a loop in the thread."""
    path = find_chromium()
    if path is None:
        explain = "Chromium is missing: apt-get install chromium"
        pytest.fail(explain) if os.environ.get("CI") == "true" else pytest.skip(explain)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=path, args=list(ARGUMENTS), env={**os.environ, "LANGUAGE": "en_US"}
        )
        yield browser
        browser.close()
