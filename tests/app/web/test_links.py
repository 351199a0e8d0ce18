"""Whoever is not signed in may follow every link; each page has its other language."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask

from app.web.cookies import COOKIE_NAMES
from app.web.portal import DOOR_PREFIXES, door_of
from tests.client import Client, Page

STARTS = ("/", *DOOR_PREFIXES.values())
PUBLIC = (
    "/",
    "/ce-que-voit-l-entreprise",
    "/conditions",
    "/donnees-personnelles",
    "/accessibilite",
    "/cookies",
    "/mentions-legales",
)


def links(page: Page, address: str) -> Iterator[str]:
    """Internal addresses a page names: links, and what its head and pictures load."""
    for tag, attribute in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
        for found in page.dom.find_all(tag):
            target, _fragment = urldefrag(str(found.get(attribute) or ""))
            if target and not urlsplit(target).scheme and not urlsplit(target).netloc:
                yield urljoin(address, target)


def onward(page: Page, address: str) -> list[str]:
    if page.location:
        return [urljoin(address, page.location)]
    return list(links(page, address)) if page.response.mimetype == "text/html" else []


def crawl(app: Flask) -> Iterator[tuple[str, Page]]:
    """Every page reached from the ways in, each in a browser that keeps its cookies."""
    client, seen, waiting = Client(app), set(STARTS), list(STARTS)
    while waiting:
        address = waiting.pop()
        page = client.get(address)
        yield address, page
        for target in onward(page, address):
            if target.startswith("/static/"):
                assert (Path(str(app.static_folder)) / target.removeprefix("/static/")).is_file()
            elif target not in seen:
                seen.add(target)
                waiting.append(target)


def test_no_public_or_signed_out_page_has_a_dead_link(app: Flask) -> None:
    read = {address: page.status for address, page in crawl(app)}
    assert {a for a, status in read.items() if status not in (200, 303)} == set()
    paths = {urlsplit(address).path for address in read}
    assert set(PUBLIC) <= paths
    assert {f"{prefix}/connexion" for prefix in DOOR_PREFIXES.values()} <= paths


def test_every_page_names_itself_in_the_other_language(app: Flask) -> None:
    for address, page in crawl(app):
        if page.status != 200 or page.response.mimetype != "text/html":
            continue
        switch = page.dom.find("a", hreflang=True)
        assert switch is not None, address
        assert {switch["hreflang"], page.dom.html["lang"]} == {"fr", "en"}, address


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sets_no_cookie_and_speaks_the_language_of_its_address(
    client: Client, path: str
) -> None:
    english = {"Accept-Language": "en"}
    for asked, headers, spoken in (
        ("", {}, "fr"),
        ("", english, "en"),
        ("?langue=fr", english, "fr"),
        ("?langue=en", {}, "en"),
        ("?langue=de", {}, "fr"),
    ):
        page = client.get(path + asked, headers=headers)
        assert page.status == 200
        assert page.dom.html["lang"] == spoken
        assert "Set-Cookie" not in page.response.headers


def test_a_language_asked_for_outside_is_kept_on_entering_a_door(client: Client) -> None:
    home = client.get("/?langue=en")
    inside = [str(a["href"]) for a in home.dom.select("main a") if door_of(str(a["href"]))]
    assert len(inside) == len(COOKIE_NAMES)
    for address in inside:
        assert client.get(address, follow=True).dom.html["lang"] == "en"


def test_what_a_door_asks_in_its_address_changes_no_language(client: Client) -> None:
    assert client.get("/demandeur/connexion?langue=en").dom.html["lang"] == "fr"


def test_the_cookie_page_names_every_cookie(client: Client) -> None:
    shown = client.get("/cookies").text
    assert all(name in shown for name in COOKIE_NAMES.values())


def test_what_a_company_sees_is_drawn_from_the_rule(app: Flask, client: Client) -> None:
    from app.privacy.view import rule_table

    page = client.get("/ce-que-voit-l-entreprise?langue=fr")
    with app.test_request_context("/?langue=fr"):
        table = rule_table()
    drawn = {
        row.find("th").get_text(strip=True): [
            cell.get_text(strip=True) for cell in row.find_all("td")
        ]
        for row in page.dom.select("tbody tr")
    }
    assert drawn == {
        line.label: ["Visible" if shown else "Non" for shown in line.shown]
        for group in table.groups
        for line in group.lines
    }
    assert all(" ".join(line.split()) in page.text for line in table.never)
