"""Communes, departments and neighbours as shipped."""

from __future__ import annotations

from app.reference.communes import (
    commune,
    commune_label,
    communes,
    communes_of_postcode,
    districts_of,
    whole_commune,
)
from app.reference.departments import (
    department,
    department_code_of,
    department_label,
    departments,
    ile_de_france,
)
from app.reference.neighbours import neighbours


def test_all_communes_of_2026_are_known() -> None:
    assert len(communes()) == 35_014


def test_a_commune_carries_its_postcodes() -> None:
    found = commune("69266")
    assert found is not None
    assert (found.name, found.department_code, found.postcodes) == (
        "Villeurbanne",
        "69",
        ("69100",),
    )


def test_an_unknown_code_stands_for_itself() -> None:
    assert commune("99999") is None
    assert commune_label("99999") == "99999"
    assert commune_label("") == ""


def test_districts_of_the_three_cities_have_short_labels_and_a_parent() -> None:
    assert commune_label("69383") == "Lyon 3e"
    assert commune_label("75101") == "Paris 1er"
    assert [len(districts_of(code)) for code in ("75056", "69123", "13055")] == [20, 9, 16]
    assert whole_commune("13208") == "13055"
    assert whole_commune("69266") == "69266"
    assert whole_commune("99999") == "99999"


def test_corsica_and_overseas_have_their_departments() -> None:
    for code, expected in {"2A004": "2A", "2B033": "2B", "97411": "974", "97801": "978"}.items():
        found = commune(code)
        assert found is not None
        assert found.department_code == expected
        assert department_code_of(code) == expected


def test_every_commune_belongs_to_a_known_department() -> None:
    assert {item.department_code for item in communes().values()} <= set(departments())


def test_the_department_is_readable_from_every_code() -> None:
    assert all(
        department_code_of(item.insee_code) == item.department_code for item in communes().values()
    )


def test_small_letters_are_understood() -> None:
    assert commune_label("2a004") == "Ajaccio"
    assert department_label("2b") == "Haute-Corse"


def test_departments_have_labels() -> None:
    assert department_label("69") == "Rhône"
    assert department_label("xx") == "xx"
    assert department("00") is None


def test_ile_de_france_has_eight_departments() -> None:
    assert ile_de_france() == {"75", "77", "78", "91", "92", "93", "94", "95"}


def test_a_postcode_shared_by_several_communes_gives_them_all() -> None:
    assert len(communes_of_postcode("51300")) > 10
    assert communes_of_postcode("00000") == ()


def test_neighbours_hold_in_both_directions() -> None:
    around = neighbours("69266")
    assert "69029" in around
    assert all("69266" in neighbours(code) for code in around)


def test_paris_touches_its_twenty_nine_communes_from_any_district() -> None:
    assert len(neighbours("75056")) == 29
    assert neighbours("75111") == neighbours("75056")


def test_an_island_touches_nothing() -> None:
    assert neighbours("56069") == frozenset()
