"""Two minutes before a session ends the page says so, and keeps what was typed."""

import pytest
from playwright.sync_api import expect

from app.db.engines import Database
from tests.browser.conftest import NewScreen
from tests.browser.signing import type_password
from tests.factories.accounts import PASSWORD, an_employer_user
from tests.factories.companies import a_company

pytestmark = pytest.mark.browser


def test_the_end_is_told_in_time_and_put_off(prepared: Database, new_screen: NewScreen) -> None:
    company = a_company(prepared, name="Verrerie Lune")
    reader = an_employer_user(prepared, company.id, role="READER")
    screen = new_screen()
    screen.page.clock.install()
    screen.go("/employeur/connexion")
    type_password(screen, reader.email, PASSWORD)
    screen.go("/employeur/salaries")
    typed = screen.page.get_by_role("searchbox")
    typed.fill("à moitié tapé")
    dialog = screen.page.locator("#fin-de-session")
    screen.page.clock.fast_forward("26:00")
    expect(dialog).to_be_hidden()
    screen.page.clock.fast_forward("01:30")
    expect(dialog).to_be_visible()
    screen.look()
    screen.press("Continuer")
    expect(dialog).to_be_hidden()
    expect(typed).to_have_value("à moitié tapé")
    screen.page.clock.fast_forward("26:00")
    expect(dialog).to_be_hidden()
    screen.page.clock.fast_forward("01:30")
    expect(dialog).to_be_visible()
