"""What the employer's users do on the pages of their door."""

from pathlib import Path

import pyotp
from playwright.sync_api import expect

from tests.browser.keyboard import type_into
from tests.browser.mailbox import Mailbox
from tests.browser.people import PASSWORD
from tests.browser.screen import Screen
from tests.browser.signing import secret_on, set_up_second_factor
from tests.factories.accounts import Somebody


def accept_invitation(screen: Screen, email: str, mailbox: Mailbox) -> None:
    """Open the mail's link, accept the terms, set up the second factor."""
    screen.go(mailbox.link(email, "invitation"))
    screen.look()
    screen.fill("Prénom et nom", "Odile Granvallon")
    screen.fill("Mot de passe", PASSWORD)
    screen.tick("J’ai lu et j’accepte ces conditions")
    screen.press("Ouvrir mon compte")
    set_up_second_factor(screen)
    expect(screen.page).to_have_url(f"{screen.address}/employeur")


def find(screen: Screen, words: str, name: str) -> None:
    """Search the list and open the one person found."""
    screen.go("/employeur/salaries")
    screen.look()
    screen.page.get_by_role("searchbox").fill(words)
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator("tbody th[scope=row]")).to_have_count(1)
    screen.look(again=True)
    screen.click(name)
    expect(screen.page.locator("h1")).to_have_text(name)
    screen.look()


def open_file(screen: Screen, purpose: str) -> None:
    """Say why, then read."""
    assert screen.page.locator("input[type=radio]:checked").count() == 0
    screen.tick(purpose)
    screen.press("Ouvrir le dossier")
    expect(screen.page.locator(".banner").first).to_contain_text("Consulté pour")
    screen.look()


def print_to(screen: Screen, folder: Path) -> bytes:
    """Ask for the PDF, wait for it as the page does, download it."""
    screen.press("Éditer en PDF")
    screen.page.wait_for_url("**/rapports/*")
    screen.look()
    ready = screen.page.get_by_role("link", name="Ouvrir le PDF")
    expect(ready).to_be_visible(timeout=60_000)
    screen.look(again=True)
    with screen.page.expect_download() as download:
        ready.click()
    download.value.save_as(folder / "dossier.pdf")
    return (folder / "dossier.pdf").read_bytes()


def come_in_with_keys(screen: Screen, who: Somebody) -> None:
    """Password, second factor set up, home: not once the mouse."""
    page = screen.page
    screen.go("/employeur/connexion")
    screen.look()
    type_into(page, "[name=email]", who.email)
    type_into(page, "[name=password]", who.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    screen.look()
    type_into(page, "[name=code]", pyotp.TOTP(secret_on(screen)).now())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{screen.address}/employeur")
    screen.look()
