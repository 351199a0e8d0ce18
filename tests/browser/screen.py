"""One person's browser: notes what the console says, and looks closely at each new page."""

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.browser.axe import axe_finds, complaint, widths_scrolled_sideways

PATIENCE = 20_000  # milliseconds: the machine may be busy
_NAMED = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{40,}")


class Screen:
    """A window of its own, with its own cookies. `page` is Playwright's."""

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1280, theme: str = "light",
        locale: str = "fr-FR",
    ) -> None:  # fmt: skip
        self.address = address
        self._context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900}, locale=locale,
            color_scheme=theme,  # type: ignore[arg-type]
        )  # fmt: skip
        self._context.set_default_timeout(PATIENCE)
        self._said: list[str] = []
        self._looked_at: set[str] = set()
        self.page = self._new_page()

    def another_tab(self) -> "Screen":
        """The same person, with the same cookies, in one more tab."""
        tab = copy.copy(self)
        tab.page = tab._new_page()
        return tab

    def _new_page(self) -> Page:
        page = self._context.new_page()
        page.on("console", lambda message: self._said.extend(complaint(message)))
        page.on("pageerror", lambda error: self._said.append(str(error)))
        return page

    def go(self, path: str) -> None:
        self.page.goto(path)

    def click(self, name: str, *, role: str = "link", exact: bool = True) -> None:
        """Press a link or button by its name, and read the page it leads to."""
        self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]

    def press(self, name: str) -> None:
        self.click(name, role="button")

    def fill(self, label: str, value: str, *, exact: bool = False) -> None:
        """Type into the field that bears this label (a section may bear the same words)."""
        labelled = self.page.get_by_label(label, exact=exact)
        self.page.locator("input, textarea").and_(labelled).fill(value)

    def tick(self, label: str, *, exact: bool = False) -> None:
        """Tick the box or the radio button that bears this label."""
        labelled = self.page.get_by_label(label, exact=exact)
        self.page.locator("input").and_(labelled).check()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def h1(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def text(self) -> str:
        """What the main part says."""
        return " ".join(self.page.locator("main").inner_text().split())

    def look(self, *, again: bool = False) -> None:
        """axe, sideways and console, once a page; `again` for another state of a seen page."""
        kind = _NAMED.sub("…", self.path)
        if kind not in self._looked_at or again:
            self._looked_at.add(kind)
            finds = axe_finds(self.page)
            assert finds == [], (self.path, finds)
            assert widths_scrolled_sideways(self.page) == [], self.path
        assert self._said == [], self.path

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """The browser's console tells of a refused page: here that is what is wanted."""
        with self.page.expect_response(
            lambda answer: answer.request.is_navigation_request()
        ) as found:
            yield
        assert found.value.status == status
        self.page.wait_for_load_state()
        self._said[:] = [line for line in self._said if f"status of {status}" not in line]

    def close(self) -> None:
        assert self._said == []
        self._context.close()
