"""Passkeys in a real browser, with Chromium's own virtual authenticator, under the exact policy."""

from collections.abc import Callable
from typing import Any

import pytest

from app.db.engines import Database
from tests.browser.screen import Screen
from tests.browser.signing import type_password
from tests.factories.accounts import PASSWORD, Somebody, a_staff, an_applicant, an_owner
from tests.factories.companies import a_company

pytestmark = pytest.mark.browser
NewScreen = Callable[..., Screen]
_TELEPHONE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def give_telephone(screen: Screen) -> None:
    """Put an authenticator into the window: it says yes when asked."""
    console: Any = screen.page.context.new_cdp_session(screen.page)
    console.send("WebAuthn.enable")
    console.send("WebAuthn.addVirtualAuthenticator", {"options": _TELEPHONE})


def press_and_wait(screen: Screen, button: str) -> None:
    """The page sends its form once the authenticator has answered."""
    with screen.page.expect_navigation():
        screen.press(button)


def _owner(database: Database) -> Somebody:
    return an_owner(database, a_company(database, name="Ateliers des Clés").id)


@pytest.mark.parametrize(
    ("prefix", "make", "asked_first"),
    [("/employeur", _owner, True), ("/action-logement", a_staff, True),
     ("/demandeur", an_applicant, False)],
    ids=["employer", "staff", "applicant"],
)  # fmt: skip
def test_a_key_protects_an_account_and_opens_it_again(
    prepared: Database, new_screen: NewScreen, prefix: str,
    make: Callable[[Database], Somebody], asked_first: bool,
) -> None:  # fmt: skip
    person = make(prepared)
    screen = new_screen()
    give_telephone(screen)
    screen.go(f"{prefix}/connexion")
    type_password(screen, person.email, PASSWORD)
    if asked_first:
        assert screen.h1 == "Protéger votre compte"
        press_and_wait(screen, "Plutôt enregistrer une clé d’accès")
    else:
        screen.go(f"{prefix}/compte/cles")
        screen.look()
        press_and_wait(screen, "Enregistrer une clé")
    screen.go(f"{prefix}/compte/cles")
    assert "Mes clés" in screen.page.locator("main").inner_text()
    screen.look()
    screen.go(f"{prefix}/compte")
    screen.look()
    screen.press("Me déconnecter partout")
    type_password(screen, person.email, PASSWORD)
    assert screen.h1 == "Vérification en deux étapes"
    screen.look()
    press_and_wait(screen, "Utiliser une clé d’accès")
    assert screen.path == prefix
