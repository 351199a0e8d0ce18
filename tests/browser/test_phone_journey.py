"""An applicant in English, on a telephone's width, with keys alone."""

import pytest
from playwright.sync_api import expect

from app.db.engines import Database
from tests.browser.conftest import NewScreen
from tests.browser.installation import Installation
from tests.browser.keyboard import (
    choose_radio,
    enter_on,
    reach,
    tick_box,
    type_date,
    type_into,
)
from tests.browser.mailbox import Mailbox
from tests.browser.people import PASSWORD, Employee, an_employee, registry_has
from tests.browser.screen import Screen
from tests.factories.companies import a_company

pytestmark = pytest.mark.browser
SUBMIT = "main button[type=submit]"


@pytest.mark.timeout(600)
def test_an_applicant_signs_up_chooses_and_takes_back_with_keys_alone(
    installation: Installation, prepared: Database, new_screen: NewScreen, mailbox: Mailbox
) -> None:
    company = a_company(prepared, name="Fonderies Delmas")
    who = an_employee(company.siret, "Okonjo")
    registry_has(installation, who)
    screen = new_screen(width=390, locale="en-GB")
    _signs_up(screen, who, mailbox)
    _signs_in(screen, who)
    _imports(screen, who, mailbox, company.name)
    _chooses_the_full_file(screen)
    _takes_it_back(screen)


def _signs_up(screen: Screen, who: Employee, mailbox: Mailbox) -> None:
    page = screen.page
    screen.go("/demandeur/inscription")
    assert page.locator("html").get_attribute("lang") == "en"
    assert screen.h1 == "Create an account"
    screen.look()
    choose_radio(page, "civility", 1)
    type_into(page, "[name=surname]", who.surname)
    type_into(page, "[name=first_names]", who.first_names)
    type_date(page, "[name=birth_date]", who.birth_date)
    type_into(page, "[name=email]", who.email)
    type_into(page, "[name=password]", PASSWORD)
    tick_box(page, "[name=consent]")
    enter_on(page, SUBMIT)
    expect(page.locator("h1")).to_have_text("Check your mailbox")
    screen.look()
    screen.go(mailbox.link(who.email, "Confirm your e-mail address"))
    screen.look()
    enter_on(page, SUBMIT)


def _signs_in(screen: Screen, who: Employee) -> None:
    page = screen.page
    expect(page.locator("body")).to_contain_text("Your address is confirmed")
    screen.look()
    type_into(page, "[name=email]", who.email)
    type_into(page, "[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    screen.look()


def _imports(screen: Screen, who: Employee, mailbox: Mailbox, company: str) -> None:
    page = screen.page
    enter_on(page, "main a.button-primary")
    assert screen.h1 == "Import my request"
    screen.look()
    type_into(page, "[name=number]", who.unique_number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    screen.look()
    # The registry knows no language of its own: the code's mail is in the account's.
    type_into(page, "[name=code]", mailbox.code(who.registry_email, "code to import"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Your request is imported")
    expect(page.locator("main")).to_contain_text(company)
    screen.look()
    enter_on(page, SUBMIT)


def _chooses_the_full_file(screen: Screen) -> None:
    page = screen.page
    assert screen.h1 == "What my employer can see"
    screen.look()
    choose_radio(page, "choice", 3)
    choose_radio(page, "sensitive", 2)
    choose_radio(page, "duration", 1)
    enter_on(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("Your choice is saved")
    screen.look(again=True)


def _takes_it_back(screen: Screen) -> None:
    """The menu opens by its button; withdrawing is two more presses of Enter."""
    page = screen.page
    reach(page, ".menu-button")
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    enter_on(page, "#menu a[href$='/consultations']")
    assert screen.h1 == "Who saw my file"
    screen.look()
    enter_on(page, ".wordmark")
    enter_on(page, "main a[href$='/choix/retirer']")
    screen.look()
    enter_on(page, SUBMIT)
    expect(page.locator("main")).to_contain_text("your employer")
    assert page.locator("main a[href$='/choix/retirer']").count() == 0
    screen.look(again=True)
