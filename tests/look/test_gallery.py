"""Shells and components in a real browser: axe silent, nothing sideways, no CSP violation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.look.gallery import PAGES

AXE = (Path(__file__).parents[1] / "browser/vendor/axe.min.js").read_text()
pytestmark = pytest.mark.browser
RUN_AXE = "axe.run(document, {resultTypes: ['violations', 'incomplete']})"


def show(found: dict[str, Any]) -> list[str]:
    """One line per violation: rule, then each element."""
    return [
        f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light")])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_the_console_stays_silent(
    chromium: Browser, gallery_address: str, path: str, width: int, theme: str
) -> None:
    page = chromium.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=theme,  # type: ignore[arg-type]
    )
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(gallery_address + path)
    page.evaluate(AXE)
    assert show(page.evaluate(RUN_AXE)) == []
    assert said == []
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways(chromium: Browser, gallery_address: str, path: str) -> None:
    page = chromium.new_page()
    page.goto(gallery_address + path)
    for width in (320, 390, 720, 1000):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.close()


def test_the_phone_menu_opens_and_escape_closes_it_without_our_script(
    chromium: Browser, gallery_address: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(gallery_address + "/employeur")
    menu = page.get_by_role("navigation", name="Menu principal")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    context.close()


def test_slash_goes_to_the_search_and_question_mark_opens_the_shortcuts(
    chromium: Browser, gallery_address: str
) -> None:
    page = chromium.new_page()
    page.goto(gallery_address + "/composants")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "recherche"
    page.keyboard.type("?")
    assert page.locator("#recherche").input_value() == "?"
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Raccourcis du clavier").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Raccourcis du clavier").is_visible()
    page.close()


def test_the_bulk_bar_counts_what_is_ticked(chromium: Browser, gallery_address: str) -> None:
    page = chromium.new_page()
    page.goto(gallery_address + "/composants")
    bar = page.locator("[data-bulk]")
    assert not bar.is_visible()
    page.get_by_label("Cocher BELLERIVE Karim").check()
    assert "1 salarié coché" in bar.inner_text()
    page.get_by_label("Cocher toute la page").check()
    assert "3 salariés cochés" in bar.inner_text()
    page.close()


def test_the_sensitive_question_follows_choice_three_and_stands_there_without_script(
    chromium: Browser, gallery_address: str
) -> None:
    page = chromium.new_page()
    page.goto(gallery_address + "/choix")
    question = page.get_by_role("group", name="Avec le dossier complet")
    assert page.locator("input:checked").count() == 0
    assert not question.is_visible()
    page.get_by_label("Dossier complet").first.check()
    assert question.is_visible()
    page.get_by_label("Anonyme").check()
    assert not question.is_visible()
    plain = chromium.new_context(java_script_enabled=False).new_page()
    plain.goto(gallery_address + "/choix")
    assert plain.get_by_role("group", name="Avec le dossier complet").is_visible()
    plain.close()
    page.close()


def test_a_refused_form_takes_the_focus_and_leads_to_each_field(
    chromium: Browser, gallery_address: str
) -> None:
    page = chromium.new_page()
    page.goto(gallery_address + "/formulaire")
    assert "error-summary" in page.evaluate("document.activeElement.className")
    page.get_by_role("link", name="Choisissez un motif").click()
    assert page.evaluate("document.activeElement.id") == "purpose-0"
    page.close()


def test_the_session_warning_comes_two_minutes_before_and_renews(
    chromium: Browser, gallery_address: str
) -> None:
    page = chromium.new_page()
    page.clock.install()
    page.goto(gallery_address + "/formulaire")
    warning = page.get_by_role("dialog", name="Votre session se termine dans 2 minutes")
    page.get_by_label("Libellé").fill("Affiche 2027")
    page.clock.fast_forward(1679 * 1000)
    assert not warning.is_visible()
    page.clock.fast_forward(2000)
    assert warning.is_visible()
    with page.expect_response("**/session"):
        warning.get_by_role("button", name="Continuer").click()
    warning.wait_for(state="hidden")
    assert page.get_by_label("Libellé").input_value() == "Affiche 2027"
    page.close()


def test_long_work_moves_by_itself_and_leads_to_its_result(
    chromium: Browser, gallery_address: str
) -> None:
    page = chromium.new_page()
    page.goto(gallery_address + "/formulaire?suivre")
    assert not page.get_by_role("link", name="Actualiser").is_visible()
    page.wait_for_url("**/connexion")
    page.close()
