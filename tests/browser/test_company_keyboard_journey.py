"""Running a company without a mouse: the code replaced and its poster printed, the policy looked
at before it is saved, a colleague added for one establishment, the journal read."""

import pytest
from playwright.sync_api import expect

from app.companies.rules import issue_code
from app.db.engines import Database
from app.db.transaction import transaction
from tests.browser.conftest import NewScreen
from tests.browser.keyboard import choose_radio, enter_on, tick_box, type_into
from tests.browser.screen import Screen
from tests.browser.signing import comes_in_by_keys
from tests.factories.accounts import an_owner
from tests.factories.companies import a_company, the_company_manager

pytestmark = pytest.mark.browser
ROOT = "/employeur/entreprise"
SUBMIT = "main form.form button[type=submit]"


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_running_a_company_with_keys_alone(
    prepared: Database, new_screen: NewScreen, width: int, theme: str
) -> None:
    company = a_company(prepared, name="Fonderie Aubrac", establishments=2)
    with transaction(prepared, "staff", the_company_manager(prepared)) as tx:
        issue_code(tx, company.id, "Affiche 2026")
    screen = new_screen(width=width, theme=theme)
    comes_in_by_keys(screen, "/employeur", an_owner(prepared, company.id))
    _replaces_the_code(screen)
    _narrows_the_policy(screen)
    _adds_a_colleague(screen)
    _reads_what_was_done(screen)


def _replaces_the_code(screen: Screen) -> None:
    page = screen.page
    screen.go(f"{ROOT}/codes")
    screen.look()
    before = page.locator(".code-box .code-large").inner_text()
    enter_on(page, "main a.button[href$='/remplacer']")
    screen.look()
    enter_on(page, SUBMIT)
    expect(page.locator("h2", has_text="Remplacement en cours")).to_be_visible()
    assert page.locator(".code-box .code-large").inner_text() != before
    screen.look(again=True)
    enter_on(page, "main a.button[href$='/texte']")
    screen.look()
    screen.go(f"{ROOT}/codes")
    enter_on(page, "main form[action$='/affiche'] button")
    expect(page.locator("h1")).to_contain_text("ffiche")


def _narrows_the_policy(screen: Screen) -> None:
    page = screen.page
    screen.go(f"{ROOT}/politique")
    screen.look()
    enter_on(page, "main a.button[href$='/nouvelle']")
    tick_box(page, "input[name=choices][value='3']")
    screen.look()
    enter_on(page, "button[name=step][value=preview]")
    expect(page.locator("#apercu-panneau")).to_contain_text("ne sera plus proposé")
    screen.look(again=True)
    enter_on(page, "button[name=step][value=save]")
    expect(page.locator(".flash")).to_contain_text("Version 2 enregistrée")


def _adds_a_colleague(screen: Screen) -> None:
    page = screen.page
    screen.go(f"{ROOT}/equipe")
    screen.look()
    enter_on(page, "main a.button[href$='/inviter']")
    screen.look()
    type_into(page, "[name=email]", "marius@fonderie.example")
    choose_radio(page, "role", 2)
    tick_box(page, "#sites-1")
    enter_on(page, SUBMIT)
    expect(page.locator("main")).to_contain_text("marius@fonderie.example")
    screen.look(again=True)


def _reads_what_was_done(screen: Screen) -> None:
    page = screen.page
    screen.go(f"{ROOT}/journal")
    screen.look()
    for words in ("Code Entreprise remplacé", "Version de la politique", "Personne invitée"):
        assert words in screen.text
    type_into(page, "#par", "Personne de ce nom")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Aucun acte" in screen.text
    screen.look(again=True)
    screen.go("/employeur/notifications")
    assert "Un Code Entreprise a été remplacé" in screen.text
    screen.look()
