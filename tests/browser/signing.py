"""Getting in: password, then a second factor set up from the page as a telephone would."""

import pyotp

from tests.browser.screen import Screen


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
