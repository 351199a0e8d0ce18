"""HR without a mouse: `/` to find somebody, a purpose, the file, the PDF."""

import pytest
from playwright.sync_api import expect

from app.db.engines import Database
from tests.browser.conftest import NewScreen
from tests.browser.hr import come_in_with_keys
from tests.browser.keyboard import choose_radio, enter_on, lands_on, reach
from tests.browser.screen import Screen
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company
from tests.pdf_text import page_text

pytestmark = pytest.mark.browser
SUBMIT = "main button[type=submit]"


@pytest.mark.timeout(600)
def test_finding_reading_and_printing_with_keys_alone(
    prepared: Database, new_screen: NewScreen
) -> None:
    company = a_company(prepared, name="Imprimerie Castel")
    for surname, choice in (("Quenneville", 3), ("Abadie", 2), ("Tessandier", 1)):
        an_imported_applicant(
            prepared, company, choice=choice, overrides={"applicant.birth_name": surname}
        )
    screen = new_screen(theme="dark")
    come_in_with_keys(screen, an_owner(prepared, company.id))
    _finds(screen, "quenne")
    _reads_for_a_purpose(screen)
    _prints(screen)
    _asks_for_the_shortcuts(screen)


def _finds(screen: Screen, words: str) -> None:
    """The skip link comes first; the list shows who chose to be seen, and nobody else."""
    page = screen.page
    page.keyboard.press("Tab")
    reach(page, "a.skip")
    enter_on(page, "nav a[href='/employeur/salaries']")
    rows = page.locator("tbody th[scope=row]")
    assert [name.split()[0] for name in rows.all_inner_texts()] == ["ABADIE", "QUENNEVILLE"]
    screen.look()
    page.keyboard.press("/")
    reach(page, "#recherche")
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    screen.look(again=True)
    enter_on(page, "tbody th a")
    expect(page.locator("h1")).to_contain_text("QUENNEVILLE")
    screen.look()


def _reads_for_a_purpose(screen: Screen) -> None:
    """Without a purpose the form is refused and takes the focus; with one the file opens."""
    page = screen.page
    enter_on(page, "form[action*='/salaries/'] button[type=submit]")
    lands_on(page, ".error-summary")
    screen.look(again=True)
    choose_radio(page, "purpose", 1)
    enter_on(page, "form[action*='/salaries/'] button[type=submit]")
    expect(page.locator(".banner").first).to_contain_text("Consulté pour")
    screen.look()


def _prints(screen: Screen) -> None:
    page = screen.page
    enter_on(page, "form[action='/employeur/rapports'] button")
    screen.look()
    expect(page.get_by_role("link", name="Ouvrir le PDF")).to_be_visible(timeout=60_000)
    screen.look(again=True)
    reach(page, "main a[href$='/pdf']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "QUENNEVILLE" in page_text(download.value.path().read_bytes())


def _asks_for_the_shortcuts(screen: Screen) -> None:
    page = screen.page
    page.keyboard.press("?")
    help_window = page.get_by_role("dialog", name="Raccourcis du clavier")
    expect(help_window).to_be_visible()
    screen.look(again=True)
    page.keyboard.press("Escape")
    expect(help_window).to_be_hidden()
