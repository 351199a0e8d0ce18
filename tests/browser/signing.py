"""Getting in: password, then a second factor set up from the page as a telephone would."""

import pyotp
from playwright.sync_api import expect

from tests.browser.keyboard import type_into
from tests.browser.screen import Screen
from tests.factories.accounts import Somebody


def type_password(screen: Screen, email: str, password: str) -> None:
    screen.fill("Adresse e-mail", email)
    screen.fill("Mot de passe", password, exact=True)
    screen.press("Se connecter")


def set_up_second_factor(screen: Screen) -> str:
    """Read the key on the page, type the code it gives; the key, for a later sign-in."""
    assert screen.h1 == "Protéger votre compte"
    screen.look()
    key = secret_on(screen)
    screen.fill("Code à 6 chiffres", pyotp.TOTP(key).now())
    screen.press("Vérifier le code")
    return key


def secret_on(screen: Screen) -> str:
    """The key written under the picture."""
    return "".join(screen.page.locator("samp").inner_text().split())


def comes_in_by_keys(screen: Screen, door: str, who: Somebody) -> None:
    """Password, then the second factor of a first time, with keys alone; ends on the home."""
    page = screen.page
    screen.go(f"{door}/connexion")
    type_into(page, "[name=email]", who.email)
    type_into(page, "[name=password]", who.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    type_into(page, "[name=code]", pyotp.TOTP(secret_on(screen)).now())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{screen.address}{door}")
