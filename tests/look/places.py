"""Every page a reader can come to by links: one of each kind, so that no list has to be kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

_NAMED = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Sorting, paging and the way back change what a page shows, not what it is.
_SAME_PAGE = {"next", "langue", "avant", "apres", "par", "tri", "q"}
# What a link may lead to that is no page, or that ends the visit.
_NO_PAGE = re.compile(r"/(langue/\w+|etat|session)$|[/.](csv|xlsx|pdf|json|zip|svg|png)$")
_LINKS = "[...document.links].map(link => link.href)"


@dataclass(frozen=True)
class Reader:
    """Somebody who looks: `door` is a prefix; without an address a visitor."""

    name: str
    door: str
    email: str | None = None
    starts: tuple[str, ...] = ()


def kind_of(path: str) -> str:
    """The same word for two pages of the same kind: other ids, another order, another value."""
    parts = urlsplit(path)
    keys = {key for key, _value in parse_qsl(parts.query)} - _SAME_PAGE
    tail = f"?{'-'.join(sorted(keys))}" if keys else ""
    return _NAMED.sub("x", parts.path) + tail


def file_name(kind: str) -> str:
    """The kind as a part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "accueil"


def pages_of(page: Page, reader: Reader, starts: tuple[str, ...]) -> Iterator[str]:
    """Paths, each open in `page` when it is given: all `starts`, then one of each kind."""
    waiting = [*starts]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind in seen and path not in starts:
            continue
        seen.add(kind)
        page.goto(path)
        yield path
        waiting += [one for one in _inner_links(page, reader) if kind_of(one) not in seen]


def _inner_links(page: Page, reader: Reader) -> list[str]:
    here = urlsplit(page.url)
    found = []
    for link in page.evaluate(_LINKS):
        parts = urlsplit(link)
        inside = parts.netloc == here.netloc and parts.path.startswith(reader.door)
        if inside and not _NO_PAGE.search(parts.path):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found
