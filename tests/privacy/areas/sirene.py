"""Rows of the reference companies are created from."""

from typing import Any

from tests.privacy.world import CanaryWorld

GET: dict[str, list[str]] = {"staff_companies.search_sirene": ["", "q=société", "q=zq"]}
PLAIN = {"staff_companies.choose_unit", "staff_companies.compare_with_sirene"}


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    return {
        "staff_companies.create_from_unit": [{"name": "x"}, {}],
        "staff_companies.take_from_sirene": [{"facts": "y"}, {}],
    }


def values(_world: CanaryWorld) -> dict[str, list[Any]]:
    return {"siren": ["732829320", "000000000", "x"]}
