"""Finding a company, and the staff's home."""

import pytest

from app.companies.rules import issue_code
from app.db.engines import Database
from app.db.transaction import transaction
from tests.client import Client, Page
from tests.factories.accounts import an_owner
from tests.factories.companies import a_company, the_company_manager

ROOT = "/action-logement/entreprises"


def names(page: Page) -> list[str]:
    return [th.get_text(strip=True) for th in page.dom.select("main tbody th")]


@pytest.mark.parametrize("typed", ["egee", "ÉGÉE", "fonderie  égée", "Fonderie-Egee"])
def test_a_name_is_found_without_accents_nor_case(
    manager: Client, database: Database, typed: str
) -> None:
    a_company(database, name="Fonderie Égée")
    a_company(database, name="Zinc & Cie")
    assert names(manager.get(f"{ROOT}?q={typed}")) == ["Fonderie Égée"]


def test_siren_siret_and_code_each_name_one_company(manager: Client, database: Database) -> None:
    made = a_company(database, name="Fonderie Égée", establishments=2)
    a_company(database, name="Zinc & Cie")
    with transaction(database, "staff", the_company_manager(database)) as tx:
        code = issue_code(tx, made.id, "Affiche")
    spaced = f"SIRET : {made.sirets[1][:3]} {made.sirets[1][3:6]} {made.sirets[1][6:]}"
    for typed in (made.siren, made.sirets[1], spaced, code, f"{code[:4]}-{code[4:]}".lower()):
        page = manager.get(ROOT, query_string={"q": typed})
        assert names(page) == ["Fonderie Égée"], typed
        shown = page.dom.find("input", attrs={"name": "q"})
        assert shown is not None
        assert shown["value"] == typed


def test_wildcards_are_letters_like_any_other(manager: Client, database: Database) -> None:
    a_company(database, name="Zinc & Cie")
    page = manager.get(ROOT, query_string={"q": "%"})
    assert names(page) == []
    assert "Aucune entreprise ne correspond" in page.text


def test_states_filter_and_the_search_keeps_them(manager: Client, database: Database) -> None:
    a_company(database, name="Alu SA", status="PENDING")
    a_company(database, name="Alu Plus")
    page = manager.get(f"{ROOT}?etat=pending")
    assert names(page) == ["Alu SA"]
    found = manager.submit(page, {"q": "alu"})
    assert names(found) == ["Alu SA"]


def test_pages_follow_each_other_without_a_gap_both_ways(
    manager: Client, database: Database
) -> None:
    wanted = sorted(f"Établissements {n:02}" for n in range(27))
    for name in reversed(wanted):
        a_company(database, name=name)
    first = manager.get(ROOT)
    following = first.dom.find("a", rel="next")
    assert first.dom.find("a", rel="prev") is None
    second = manager.get(str(following["href"]))
    assert names(first) + names(second) == wanted
    assert second.dom.find("a", rel="next") is None
    back = manager.get(str(second.dom.find("a", rel="prev")["href"]))
    assert names(back) == names(first)
    assert names(manager.get(f"{ROOT}?par=50")) == wanted


def test_an_empty_list_says_what_will_appear(manager: Client) -> None:
    page = manager.get(ROOT)
    assert "Les entreprises apparaîtront ici" in page.text


def test_the_home_says_what_there_is_to_do(manager: Client, database: Database) -> None:
    assert "Rien n’attend pour l’instant" in manager.get("/action-logement").text
    waiting = a_company(database, name="Alu SA", status="PENDING")
    empty = a_company(database, name="Zinc & Cie")
    held = a_company(database, name="Or et Fils")
    an_owner(database, held.id)
    page = manager.get("/action-logement")
    links = {a.get("href") for a in page.dom.select("main .row-item a")}
    assert f"{ROOT}/{waiting.id}/etat/verifier" in links
    assert f"{ROOT}/{empty.id}/utilisateurs/inviter" in links
    assert f"{ROOT}/{held.id}" not in links
