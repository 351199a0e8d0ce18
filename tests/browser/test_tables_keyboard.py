"""The ceilings of next year without a mouse: a file, its preview, one refused line, the version."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.db.engines import Database
from app.reference.csv_tables import read_rows
from tests.browser.conftest import NewScreen
from tests.browser.keyboard import enter_on, reach, tick_box, type_date, type_into
from tests.browser.signing import comes_in_by_keys
from tests.factories.accounts import a_staff

pytestmark = pytest.mark.browser
ROOT = "/action-logement/tables"
SUBMIT = "main form button[type=submit]"


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_next_years_ceilings_with_keys_alone(
    prepared: Database, new_screen: NewScreen, tmp_path: Path, width: int, theme: str
) -> None:
    screen = new_screen(width=width, theme=theme)
    comes_in_by_keys(screen, "/action-logement", a_staff(prepared, "ADMINISTRATOR"))
    page = screen.page
    screen.go(ROOT)
    screen.look()
    enter_on(page, "a[href$='/plafonds']")
    screen.look()
    enter_on(page, "a[href$='/nouvelle-version']")
    screen.look()
    reach(page, "input[name=file]")
    # Space opens the system's own dialog, which is not the page's.
    page.set_input_files("input[name=file]", _a_file(tmp_path, width))
    type_date(page, "input[name=effective_on]", "2027-01-01")
    type_into(page, "textarea[name=reason]", "Arrêté annuel")
    enter_on(page, SUBMIT)
    expect(page.locator("main")).to_contain_text("1 ligne refusée")
    expect(page.locator("main")).to_contain_text("91 lignes changées")
    screen.look()
    tick_box(page, "input[name=without]")
    enter_on(page, SUBMIT)
    expect(page.locator("tbody tr").first).to_contain_text("à partir du 1er janvier 2027")
    enter_on(page, "tbody tr:first-child th a")
    screen.look()


def _a_file(folder: Path, more: int) -> Path:
    """The shipped table some euros higher, and a line of no zone."""
    rows = ([*row[:3], str(int(row[3]) + more)] for row in read_rows("income_ceilings.csv"))
    heading = "Financement;Zone;Catégorie;Euros par an"
    lines = (heading, *(";".join(row) for row in rows), "PLUS;AILLEURS;1;10000")
    made = folder / "plafonds-2027.csv"
    made.write_text("\n".join(lines), encoding="utf-8")
    return made
