"""Companies created from SIRENE by choosing, and brought up to date, through the door."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.db.engines import Database
from app.sirene.loading import load_file
from tests.client import Client
from tests.factories.companies import a_company
from tests.factories.sirene import (
    SITE_HEADER,
    UNIT_HEADER,
    siren_number,
    siret_number,
    site_line,
    unit_line,
)

ROOT = "/action-logement/entreprises"
ONE, SMALL, FARM, CLOSING = (siren_number(n) for n in (81_000_001, 81_000_002, 81_000_003, 4))


@pytest.fixture
def reference(database: Database, tmp_path: Path) -> Database:
    """Four units and the establishments of the first, loaded by the product's own loader."""
    units = tmp_path / "units.csv"
    units.write_text(
        "\n".join(
            (
                UNIT_HEADER,
                unit_line(ONE, "FONDERIE ÉGÉE DU RHÔNE", nicSiegeUniteLegale=siret_number(ONE)[9:]),
                unit_line(SMALL, "FONDERIE DU COIN", trancheEffectifsUniteLegale="03"),
                unit_line(
                    FARM,
                    "FONDERIE VERTE",
                    activitePrincipaleUniteLegale="01.11Z",
                    trancheEffectifsUniteLegale="12",
                ),
            )
        ),
        encoding="utf-8",
    )
    sites = tmp_path / "sites.csv"
    sites.write_text(
        "\n".join(
            (
                SITE_HEADER,
                site_line(siret_number(ONE)),
                site_line(
                    siret_number(ONE, 2),
                    etablissementSiege="false",
                    enseigne1Etablissement="L'ATELIER <b>",
                ),
                site_line(siret_number(ONE, 3), etablissementSiege="false",
                          etatAdministratifEtablissement="F"),
            )
        ),
        encoding="utf-8",
    )  # fmt: skip
    load_file(units, database)
    load_file(sites, database)
    return database


def stored(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.owner.connect() as owner:
        return [tuple(row) for row in owner.execute(text(query))]


@pytest.mark.parametrize(
    "typed", ["fond egee", "RHONE  fonderie", ONE, siret_number(ONE, 2), f" {ONE[:3]} {ONE[3:]}"]
)
def test_a_unit_is_found_by_words_in_any_order_or_by_its_numbers(
    manager: Client, reference: Database, typed: str
) -> None:
    page = manager.get(f"{ROOT}/sirene?q={typed}")
    rows = page.dom.select("tbody tr")
    assert len(rows) == 1
    assert "FONDERIE ÉGÉE DU RHÔNE" in rows[0].get_text()
    assert "Villeurbanne" in rows[0].get_text()
    assert "Éligible" in rows[0].get_text()


def test_eligibility_is_said_with_what_it_stands_on(manager: Client, reference: Database) -> None:
    page = manager.get(f"{ROOT}/sirene?q=fonderie")
    said = {r.th.a.get_text(): r.select_one(".badge").get_text(strip=True)
            for r in page.dom.select("tbody tr")}  # fmt: skip
    assert said == {
        "FONDERIE ÉGÉE DU RHÔNE": "Éligible",
        "FONDERIE DU COIN": "Effectif insuffisant",
        "FONDERIE VERTE": "Effectif insuffisant",
    }
    farm = manager.get(f"{ROOT}/sirene/{FARM}")
    assert "Privé, agricole" in farm.text
    assert "20 à 49 salariés" in farm.text


@pytest.mark.parametrize("typed", ["", "'", "a' | b:*", "\\", "& |", "zzz", "é" * 300, "%00"])
def test_any_words_are_a_search_and_never_an_error(
    manager: Client, reference: Database, typed: str
) -> None:
    page = manager.get(f"{ROOT}/sirene", query_string={"q": typed})
    assert page.status == 200
    assert not page.dom.select("tbody tr")


def test_a_company_is_created_by_choosing(manager: Client, reference: Database) -> None:
    page = manager.submit(
        f"{ROOT}/sirene/{ONE}",
        {"name": "Fonderie Égée", "sites": [siret_number(ONE, 2), siret_number(ONE, 3)]},
    )
    # The third one is closed: it was never offered.
    assert page.h1 == "Créer depuis SIRENE"
    page = manager.submit(
        f"{ROOT}/sirene/{ONE}", {"name": "Fonderie Égée", "sites": [siret_number(ONE, 2)]}
    )
    assert page.h1 == "Fonderie Égée"
    assert "SIRENE, effectif de 2024" in page.text
    assert stored(
        reference, "SELECT siret, label, postcode, insee_code, head_office FROM establishment "
        "ORDER BY head_office DESC"
    ) == [
        (siret_number(ONE), "Siège", "69100", "69266", True),
        (siret_number(ONE, 2), "L'ATELIER <b>", "69100", "69266", False),
    ]  # fmt: skip
    again = manager.get(f"{ROOT}/sirene?q={ONE}")
    assert "Déjà dans le portail" in again.text
    refused = manager.get(f"{ROOT}/sirene/{ONE}")
    assert not refused.dom.select("main form")


def test_two_who_create_the_same_company_make_one(manager: Client, reference: Database) -> None:
    late = manager.get(f"{ROOT}/sirene/{ONE}")
    manager.submit(f"{ROOT}/sirene/{ONE}", {"name": "Première"})
    token = late.dom.select_one('main input[name="csrf_token"]')["value"]
    page = manager.post_raw(f"{ROOT}/sirene/{ONE}", {"name": "Seconde", "csrf_token": token})
    assert page.status == 200
    assert stored(reference, "SELECT name FROM company") == [("Première",)]


def test_facts_typed_by_hand_lose_the_name_of_sirene(manager: Client, reference: Database) -> None:
    manager.submit(f"{ROOT}/sirene/{ONE}", {"name": "Fonderie"})
    company_id = stored(reference, "SELECT id FROM company")[0][0]
    manager.submit(f"{ROOT}/{company_id}/modifier", {"name": "Fonderie & Fils"})
    assert stored(reference, "SELECT facts_source FROM company") == [("SIRENE",)]
    manager.submit(f"{ROOT}/{company_id}/modifier", {"headcount_band": "53"})
    assert stored(reference, "SELECT facts_source, headcount_year FROM company") == [
        ("STAFF", None)
    ]


def test_a_company_takes_what_it_lacks(manager: Client, reference: Database) -> None:
    made = a_company(reference, siren=ONE, headcount_band="11")
    page = manager.get(f"{ROOT}/{made.id}/sirene")
    offered = [box["value"] for box in page.dom.select('input[name="sites"]')]
    assert siret_number(ONE, 2) in offered
    nothing = manager.submit(f"{ROOT}/{made.id}/sirene", {})
    assert "Choisissez au moins un établissement." in nothing.text
    page = manager.submit(f"{ROOT}/{made.id}/sirene", {"facts": "y", "sites": offered})
    assert "Fiche mise à jour depuis SIRENE." in page.text
    assert stored(reference, "SELECT headcount_band, facts_source FROM company") == [
        ("32", "SIRENE")
    ]
    done = manager.get(f"{ROOT}/{made.id}/sirene")
    assert "Tous ses établissements ouverts sont déjà là." in done.text


def test_what_sirene_does_not_know_is_404_or_said(manager: Client, reference: Database) -> None:
    for siren in (CLOSING, "123", "123456789"):
        assert manager.get(f"{ROOT}/sirene/{siren}").status == 404
    other = a_company(reference)
    page = manager.get(f"{ROOT}/{other.id}/sirene")
    assert "Ce SIREN n’est pas dans les fichiers SIRENE chargés." in page.text


def test_a_closed_unit_makes_no_company(
    manager: Client, reference: Database, tmp_path: Path
) -> None:
    later = tmp_path / "later.csv"
    closed = unit_line(
        ONE, etatAdministratifUniteLegale="C",
        dateDernierTraitementUniteLegale="2026-11-20T00:00:00",
    )  # fmt: skip
    later.write_text(f"{UNIT_HEADER}\n{closed}\n", encoding="utf-8")
    token = manager.get(f"{ROOT}/sirene/{ONE}").dom.select_one('main input[name="csrf_token"]')
    load_file(later, reference)
    page = manager.post_raw(
        f"{ROOT}/sirene/{ONE}", {"name": "x", "csrf_token": str(token["value"])}
    )
    assert "L’INSEE dit cette entreprise fermée" in page.text
    assert stored(reference, "SELECT count(*) FROM company") == [(0,)]


def test_only_staff_reach_the_reference(reference: Database) -> None:
    """Raw SQL behind the other doors: no table, and a search without context finds nothing."""
    for door in ("employer", "applicant", "signin"):
        with reference.engine(door).connect() as connection:
            connection.execute(text(f"SET ROLE portail_{door}"))
            for table in ("sirene_unit", "sirene_site", "sirene_load"):
                allowed = connection.scalar(
                    text("SELECT has_table_privilege(current_user, :t, 'SELECT')"), {"t": table}
                )
                assert not allowed
    with reference.engine("staff").connect() as connection:
        connection.execute(text("SET ROLE portail_staff"))
        assert (
            connection.execute(text("SELECT * FROM app.units_named('''fond'':*', 9)")).all() == []
        )
