"""What comes by COPY: companies, names, and files made by the product's own code."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

import psycopg
from stdnum import luhn

from app.db.tables import ALL_TABLES
from app.demo.names import MEN, SURNAMES, WOMEN
from app.demo.requests import DemoEstablishment, generate
from app.privacy.codec import encode
from app.privacy.parts import Parts, split
from app.reference.communes import communes
from app.reference.names import sort_key
from app.registry.assemble import build_request
from bench.scale import Scale, zipf_sizes

_SECTOR = "NON_AGRICULTURAL"
MOST_SITES = 60
_SYLLABLES = ("ba", "cour", "del", "é", "fan", "gui", "hau", "jo", "lan", "mi", "nor", "o", "pel",
              "quen", "ro", "sau", "tré", "val", "ver", "zé")  # fmt: skip
AS_OF = date(2026, 11, 23)

_TABLES = """
CREATE TEMPORARY TABLE b_company (rank int, siren text, name text, key text, size int);
CREATE TEMPORARY TABLE b_site (rank int, ordinal int, sites int, siret text, insee_code text);
CREATE TEMPORARY TABLE b_surname (n int, name text, key text);
CREATE TEMPORARY TABLE b_first (n int, civility text, name text, key text);
CREATE TEMPORARY TABLE b_file (n int, birth_date date, several boolean, workplace jsonb,
  commune text, wanted jsonb, request jsonb, person jsonb, people int, euros int,
  current_housing jsonb, wanted_housing jsonb, priority text[]);
CREATE TEMPORARY TABLE b_block (n int, block text, content jsonb);
CREATE TEMPORARY TABLE b_adult (n int, ordinal int, content jsonb);
"""


def bring_originals(connection: psycopg.Connection[Any], scale: Scale) -> None:
    """Fill temporary tables of the session; `load/country.py` multiplies them."""
    assert ALL_TABLES
    connection.execute(_TABLES)  # type: ignore[arg-type]
    dice = Random(7)
    sizes = zipf_sizes(scale.companies, scale.requests, scale.zipf)
    towns = sorted(communes().values(), key=lambda c: -(c.population or 0))[:200]
    insee = [town.insee_code for town in towns if town.postcodes]
    companies = list(_companies(sizes))
    _copy(connection, "b_company", companies)
    _copy(connection, "b_site", _sites(companies, insee, dice))
    _copy(connection, "b_surname", _surnames(dice))
    firsts = [("MME", name) for name in WOMEN] + [("M", name) for name in MEN]
    _copy(connection, "b_first", ((n, c, f, sort_key(f)) for n, (c, f) in enumerate(firsts)))
    files = list(_files(scale.variants, insee[:60]))
    _copy(connection, "b_file", (_file_row(n, parts) for n, parts in enumerate(files)))
    _copy(connection, "b_block", ((n, name, _json(block)) for n, parts in enumerate(files)
                                  for name, block in parts.sensitive.items()))  # fmt: skip
    _copy(connection, "b_adult", ((n, place, _json(adult)) for n, parts in enumerate(files)
                                  for place, adult in enumerate(parts.other_adults)))  # fmt: skip
    connection.execute("ANALYZE")


def _companies(sizes: Sequence[int]) -> Iterator[tuple[int, str, str, str, int]]:
    for rank, size in enumerate(sizes):
        digits = f"{10_000_000 + rank}"
        name = f"Entreprise {rank + 1}"
        yield rank, digits + luhn.calc_check_digit(digits), name, sort_key(name), size


def _sites(
    companies: Iterable[tuple[int, str, str, str, int]], insee: Sequence[str], dice: Random
) -> Iterator[tuple[int, int, int, str, str]]:
    """One establishment, and one more for each 400 applicants, at most sixty."""
    for rank, siren, _, _, size in companies:
        sites = min(MOST_SITES, 1 + size // 400)
        for ordinal in range(sites):
            digits = f"{siren}{ordinal + 1:04}"
            yield rank, ordinal, sites, digits + luhn.calc_check_digit(digits), dice.choice(insee)


def _surnames(dice: Random) -> Iterator[tuple[int, str, str]]:
    """The demonstration's names first (the commonest), then rarer ones put together."""
    for n, name in enumerate(SURNAMES):
        yield n, name, sort_key(name)
    for n in range(len(SURNAMES), 20_000):
        name = "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 5))).capitalize()
        yield n, name, sort_key(name)


def _files(count: int, insee: Sequence[str]) -> Iterator[Parts]:
    places = [
        DemoEstablishment("73282932000074", "Entreprise", code, communes()[code].postcodes[0])
        for code in insee
    ]
    for member in generate(places, count, 7, as_of=AS_OF):
        yield split(build_request(member), "Entreprise", AS_OF)


def _file_row(n: int, parts: Parts) -> tuple[object, ...]:
    shown, file = parts.summary, parts.file
    return (
        n, shown.birth_date, shown.several_employers,
        _json(shown.workplace) if shown.workplace else None, shown.current_commune,
        _json(shown.wanted_location), _json(file["request"]), _json(file["person"]),
        file["people_to_house"], file["monthly_total_euros"], _json(file["current_housing"]),
        _json(file["wanted_housing"]), list(parts.priority),
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(encode(value), ensure_ascii=False)


def _copy(
    connection: psycopg.Connection[Any], table: str, rows: Iterable[Sequence[object]]
) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
