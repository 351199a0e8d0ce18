"""Statistics without a mouse: a dimension, a measure, what is secret, a file; wide and narrow."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from app.db.engines import Database
from tests.browser.conftest import NewScreen
from tests.browser.keyboard import enter_on, reach
from tests.browser.signing import comes_in_by_keys
from tests.factories.accounts import a_staff

pytestmark = pytest.mark.browser
ROOT = "/action-logement/statistiques"
# A closed month as the worker keeps it.
_MONTH = text(
    "INSERT INTO statistic_cell (month, measure, dimension, key, number)"
    " SELECT date_trunc('month', app.clock() - interval '5 days')::date - interval '1 month',"
    " m, d, k, CASE WHEN k IN ('38', '10') THEN NULL ELSE 4321 END"
    " FROM (VALUES ('COMPANIES'), ('CODES'), ('CHOICE_1'), ('CHOICE_2')) a (m), (VALUES"
    " ('DEPARTMENT', '38'), ('DEPARTMENT', '69'), ('SIZE', '10'), ('SIZE', '50'), ('TOTAL', ''))"
    " b (d, k) ON CONFLICT DO NOTHING"
)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_statistics_with_keys_alone(
    prepared: Database, new_screen: NewScreen, width: int, theme: str
) -> None:
    with prepared.owner.begin() as owner:
        owner.execute(_MONTH)
    screen = new_screen(width=width, theme=theme)
    comes_in_by_keys(screen, "/action-logement", a_staff(prepared, "AUDITOR"))
    page = screen.page
    screen.go(ROOT)
    screen.look()
    enter_on(page, "ul.tabs a[href*='par=departement']")
    reach(page, "#mesure")
    for _press in range(3):
        page.keyboard.press("ArrowDown")
    enter_on(page, "main form button[type=submit]")
    assert "mesure=choice-2" in page.url
    expect(page.locator("main")).to_contain_text("Ce qui est secret n’est pas dessiné")
    expect(page.locator("table.cards tr", has_text="38 · Isère")).to_contain_text("secret")
    expect(page.locator(".bar-number")).to_have_text(["4321"])
    screen.look(again=True)
    with page.expect_download() as file:
        reach(page, "a.button[href*='forme=csv']")
        page.keyboard.press("Enter")
    assert file.value.suggested_filename.startswith("statistiques-choice-2-departement-")
