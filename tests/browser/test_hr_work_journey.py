"""An HR department's work without a mouse: points, a contest, support, an export with a second
person. One colleague at a desk, the other on a telephone with a keyboard."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.contests import contest_line
from app.points.own import own_lines
from tests.browser.conftest import NewScreen
from tests.browser.hr import come_in_with_keys
from tests.browser.keyboard import choose_radio, enter_on, lands_on, reach, type_into
from tests.browser.screen import Screen
from tests.factories.accounts import Somebody, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company
from tests.factories.offers import an_offer
from tests.factories.points import a_scale

pytestmark = pytest.mark.browser
NOTE = "Salariée depuis dix ans, mutée à Villeurbanne en janvier."


@pytest.mark.timeout(900)
def test_a_day_of_points_support_and_exports_with_keys_alone(
    prepared: Database, new_screen: NewScreen
) -> None:
    company = a_company(prepared, name="Verrerie Montagnac")
    odile = an_owner(prepared, company.id, name="Odile Ferrandeau")
    helene = an_owner(prepared, company.id, name="Hélène Granvallon")
    a_scale(prepared, odile)
    person = an_imported_applicant(
        prepared, company, choice=3, overrides={"applicant.birth_name": "Quenneville"}
    )
    an_imported_applicant(prepared, company, choice=2)
    _apply(prepared, person)
    desk, phone = new_screen(), new_screen(width=390, theme="dark")
    come_in_with_keys(desk, odile)
    _awards(desk)
    _contests(prepared, person)
    come_in_with_keys(phone, helene)
    _answers(phone)
    _supports(desk)
    _sets_a_limit(desk)
    _exports(desk, phone, prepared, odile)


def _apply(database: Database, person: ImportedApplicant) -> None:
    home = an_offer(database, residence="Les Tilleuls")
    with transaction(database, "applicant", person.actor) as tx:
        submit(tx, person.actor, home)


def _contests(database: Database, person: ImportedApplicant) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        contest_line(tx, own_lines(tx)[0].id, "Je n’ai pas été mutée.")


def _awards(screen: Screen) -> None:
    page = screen.page
    enter_on(page, "nav a[href='/employeur/salaries']")
    enter_on(page, "tbody tr:last-child th a")
    expect(page.locator("h1")).to_contain_text("QUENNEVILLE")
    enter_on(page, "main a[href$='/points']")
    screen.look()
    enter_on(page, "main form[action$='/points'] button[type=submit]")
    lands_on(page, ".error-summary")
    screen.look(again=True)
    choose_radio(page, "criterion", 2)
    enter_on(page, "main form[action$='/points'] button[type=submit]")
    expect(page.locator("body")).to_contain_text("20 points attribués")
    screen.look(again=True)


def _answers(screen: Screen) -> None:
    """From the home's to-do to the answer: not one's own award."""
    page = screen.page
    enter_on(page, "main a[href='/employeur/points/contestations']")
    screen.look()
    enter_on(page, "main a[href*='/contestations/']")
    expect(page.locator("main")).to_contain_text("Je n’ai pas été mutée.")
    screen.look()
    choose_radio(page, "verdict", 2)
    type_into(page, "textarea[name=words]", "Vous avez raison, nous les reprenons.")
    enter_on(page, "main form button[type=submit]")
    screen.look(again=True)


def _supports(screen: Screen) -> None:
    page = screen.page
    enter_on(page, "nav a[href='/employeur/candidatures']")
    screen.look()
    enter_on(page, "main a[href$='/soutenir']")
    screen.look()
    type_into(page, "textarea[name=note]", NOTE)
    enter_on(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text(NOTE)
    screen.look(again=True)


def _sets_a_limit(screen: Screen) -> None:
    page = screen.page
    enter_on(page, "nav a[href='/employeur/entreprise']")
    enter_on(page, "a[href='/employeur/accords']")
    screen.look()
    type_into(page, "input[name=exports]", "1")
    enter_on(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("exporter plus de 1 personne")
    screen.look(again=True)


def _exports(desk: Screen, phone: Screen, database: Database, who: Somebody) -> None:
    """The password is asked again, a colleague agrees, the file comes."""
    page = desk.page
    enter_on(page, "nav a[href='/employeur/salaries']")
    _an_hour_later(database, who)
    enter_on(page, "main a[href*='/exporter'], header a[href*='/exporter']")
    desk.look()
    type_into(page, "input[name=confirm_password]", who.password)
    enter_on(page, "main form button[type=submit]")
    desk.look()
    choose_radio(page, "purpose", 2)
    choose_radio(page, "form", 1)
    enter_on(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("doit donner son accord")
    desk.look()
    asked = desk.path
    _agrees(phone, asked)
    page.reload()
    desk.look(again=True)
    enter_on(page, f"form[action='{asked}/faire'] button")
    expect(page.get_by_role("link", name="Télécharger le fichier")).to_be_visible(timeout=60_000)
    desk.look(again=True)
    reach(page, "main a[href$='/fichier']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    sheet = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes())).active
    names = {str(row[0]).casefold() for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert names == {"mirandeuil", "quenneville"}


def _agrees(screen: Screen, asked: str) -> None:
    page = screen.page
    screen.go("/employeur")
    enter_on(page, "main a[href='/employeur/accords']")
    screen.look()
    enter_on(page, f"main a[href='{asked}']")
    screen.look()
    choose_radio(page, "verdict", 1)
    enter_on(page, "main form button[type=submit]")
    expect(page.locator("body")).to_contain_text("Votre réponse est enregistrée")
    screen.look(again=True)


def _an_hour_later(database: Database, who: Somebody) -> None:
    """The password was given longer ago than it holds."""
    with database.owner.begin() as owner:
        owner.execute(
            text(
                "UPDATE web_session SET password_at = app.clock() - interval '1 hour' "
                "WHERE account_id = :a"
            ),
            {"a": who.account_id},
        )
