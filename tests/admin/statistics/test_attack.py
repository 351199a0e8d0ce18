"""An auditor with the list of companies and all the time in the world: every page, every filter,
every file, at several dates, taken for equations. No small number comes out."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO, StringIO
from itertools import product
from random import Random

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from app.statistics.closing import close_months
from app.statistics.crossing import Crossed, cell_of, tell_crossed
from app.statistics.measures import OF_PEOPLE
from app.statistics.suppression import FEWEST_PEOPLE, Told
from tests.app.statistics.attacker import Attacker, sums_of
from tests.app.statistics.test_crossing import each_by_itself, recovered, without_complement
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import a_staff
from tests.factories.applicants import (
    an_imported_applicant,
)
from tests.factories.candidatures import a_candidature
from tests.factories.companies import MadeCompany, a_company

ROOT = "/action-logement/statistiques"
BANDS = {"10": "12", "50": "22", "250": "41", "1000": "51"}
COMMUNES = {"01": "01004", "38": "38185", "42": "42218", "69": "69266", "73": "73065"}
# Where companies are: (department, size) -> people at each company. 69 has one size only but for
# a few; 01 is one large company and small ones; 73 is nobody.
NETWORK = {
    ("69", "50"): (10, 9, 8, 7), ("38", "50"): (2, 1, 1), ("38", "250"): (7, 6, 6, 5),
    ("42", "250"): (6, 6, 5), ("42", "10"): (5, 5, 4), ("01", "1000"): (17, 1, 1),
    ("73", "10"): (0,),
}  # fmt: skip
MONTHS = ("2026-01", "2026-02", "2026-03")
Place = tuple[str, str]
Key = tuple[str, str, str]
Counts = dict[Place, dict[int, int]]
Answers = dict[Key, dict[str, str]]


@dataclass
class Truth:
    """What people did: month and measure -> place -> company -> people."""

    homes: list[tuple[Place, int]] = field(default_factory=list)
    acts: list[tuple[str, int, int, bool]] = field(default_factory=list)
    done: dict[tuple[str, str], Counts] = field(
        default_factory=lambda: defaultdict(lambda: {place: {} for place in NETWORK})
    )

    def note(self, month: str, measure: str, who: int) -> None:
        place, company = self.homes[who]
        found = self.done[month, measure][place]
        found[company] = found.get(company, 0) + 1


@pytest.fixture
def truth() -> Truth:
    """Three months of choices and candidatures, drawn, the same each time."""
    made, dice = Truth(), Random(27)
    companies = [(place, many) for place, people in NETWORK.items() for many in people]
    for number, (place, many) in enumerate(companies):
        made.homes += [(place, number)] * many
    for month, weights in zip(MONTHS, ((1, 12, 3), (9, 9, 3), (4, 2, 9)), strict=True):
        for who in range(len(made.homes)):
            choice, applies = dice.choices((1, 2, 3), weights)[0], dice.random() < 0.4
            made.acts.append((month, who, choice, applies))
            made.note(month, f"CHOICE_{choice}", who)
            if applies:
                made.note(month, "CANDIDATURES", who)
    return made


@pytest.fixture
def lived(database: Database, clock: Clock, truth: Truth) -> Truth:
    """The same in the database."""
    clock.freeze(datetime(2026, 1, 3, 10, tzinfo=UTC))
    companies = {number: place for place, number in truth.homes}
    made = {number: _company_at(database, place) for number, place in companies.items()}
    _company_at(database, ("73", "10"))
    people = [an_imported_applicant(database, made[number], ready=False)
              for _place, number in truth.homes]  # fmt: skip
    for month in MONTHS:
        clock.freeze(datetime.fromisoformat(f"{month}-12T10:00:00+00:00"))
        acts = [(people[who], choice, applies) for m, who, choice, applies in truth.acts
                if m == month]  # fmt: skip
        with database.owner.begin() as owner:
            owner.execute(_CHOICE, [
                {"r": one.request_id, "c": one.company.id, "n": choice,
                 "s": False if choice == 3 else None} for one, choice, _applies in acts
            ])  # fmt: skip
        for one, _choice, applies in acts:
            if applies:
                a_candidature(database, one.request_id, [(1, "SUBMITTED")], active=False)
    return truth


_CHOICE = text(
    "INSERT INTO consent (request_id, company_id, choice, sensitive, cause, wording_version, actor)"
    " VALUES (:r, :c, :n, :s, 'CHOSEN', '-', 'x')"
)


def _company_at(database: Database, place: Place) -> MadeCompany:
    company = a_company(database, headcount_band=BANDS[place[1]])
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE establishment SET insee_code = :i WHERE company_id = :c"),
            {"i": COMMUNES[place[0]], "c": company.id},
        )
    return company


def everything(client: Client, *, files: bool) -> Answers:
    """Every measure along every dimension of every month the page offers, and some it does not:
    (measure, dimension, month) -> code -> what is said. `files`: page and XLSX too."""
    start = client.get(f"{ROOT}?par=departement").dom
    offered = {
        name: [option["value"] for option in start.select(f"#{name} option")]
        for name in ("mesure", "mois")
    }
    along = [re.search(r"par=(\w+)", a["href"]) for a in start.select("ul.tabs a")]
    asked = [
        f"mesure={measure}&par={by}&mois={month}"
        for measure, by in product(offered["mesure"], [one[1] for one in along if one])
        for month in (offered["mois"] if by != "mois" else offered["mois"][:1])
    ]
    for odd in ("2025-12", "2026-02&mois=2026-01", "2026-01-15", "%25", "2026-01&par=taille"):
        asked.append(f"mesure=choice-2&par=departement&mois={odd}")
    found: Answers = {}
    for query in asked:
        said, key = _read(client, query, files=files)
        assert found.setdefault(key, said) == said, "whatever is asked, the same is told"
    return found


def _read(client: Client, query: str, *, files: bool) -> tuple[dict[str, str], Key]:
    """One address, as CSV, as page and as XLSX; what it turned out to be about."""
    got = client.get(f"{ROOT}/fichier?{query}").response
    name = re.search(r"statistiques-(.+)-(mois|departement|taille)-([\d-]+)\.csv",
                     got.headers["Content-Disposition"])  # fmt: skip
    assert name is not None
    rows = list(csv.reader(StringIO(got.get_data().decode("utf-8-sig")), delimiter=";"))[1:]
    if files:
        book = openpyxl.load_workbook(
            BytesIO(client.get(f"{ROOT}/fichier?{query}&forme=xlsx").response.get_data())
        )
        cells = [row[2] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
        page = client.get(f"{ROOT}?{query}").dom
        shown = [td.get_text(strip=True) for td in page.select("table.cards tbody td")]
        assert [str(cell) for cell in cells] == [row[2] for row in rows] == shown
    return {row[1]: row[2] for row in rows}, (name[1], name[2], name[3])


def read_at(
    app: Flask, database: Database, clock: Clock, moment: datetime, *, files: bool = False
) -> Answers:
    """The worker wakes, then everything is read."""
    clock.freeze(moment)
    close_months(database)
    client = Client(app).enter_as("staff", a_staff(database, "AUDITOR").account_id)
    if "Aucun mois n’est clos" in client.get(ROOT).text:
        return {}
    return everything(client, files=files)


def tables(answers: Answers, measure: str, month: str) -> Crossed:
    """The attacker's own reading of one month."""

    def numbers(by: str) -> dict[str, int | None]:
        said = answers[measure.lower().replace("_", "-"), by, month]
        return {key: None if number == "secret" else int(number) for key, number in said.items()}

    departments, sizes = numbers("departement"), numbers("taille")
    total = departments.pop("")
    assert sizes.pop("") == total
    months = answers[measure.lower().replace("_", "-"), "mois", max(MONTHS)]
    assert months[month] == ("secret" if total is None else str(total))
    return Crossed(Told(departments, total), Told(sizes, total))


@pytest.mark.timeout(600)
def test_no_small_number_comes_out_of_all_pages_files_and_dates(
    app: Flask, database: Database, clock: Clock, lived: Truth
) -> None:
    assert read_at(app, database, clock, datetime(2026, 2, 5, 22, tzinfo=UTC)) == {}
    known = read_at(app, database, clock, datetime(2026, 2, 6, 1, tzinfo=UTC))
    january = {key: said for key, said in known.items() if key[1] != "mois"}
    known = read_at(app, database, clock, datetime(2026, 4, 6, tzinfo=UTC), files=True)
    assert january.items() <= known.items(), "a month never changes"
    # Some take everything back, and are forgotten.
    with database.owner.begin() as owner:
        owner.execute(text("DELETE FROM consent WHERE get_byte(uuid_send(request_id), 0) < 60"))
        owner.execute(text("DELETE FROM candidature WHERE get_byte(uuid_send(request_id), 0) < 60"))
    assert read_at(app, database, clock, datetime(2026, 4, 30, tzinfo=UTC)) == known
    secret = 0
    for month, measure in product(MONTHS, (m.value for m in OF_PEOPLE)):
        places = lived.done[month, measure]
        found = tables(known, measure, month)
        assert recovered(places, found) == [], (month, measure)
        secret += _narrow_enough(places, found)
        assert found == tell_crossed(places), (month, measure)
    assert secret > 20, "secrets to look for"


def _narrow_enough(places: Counts, found: Crossed) -> int:
    """How many secret cells there are, each between bounds that leave a small number and more."""
    cells = found.departments.cells, found.sizes.cells
    attacker = Attacker(places, sums_of(places, *cells, found.total))
    secret = 0
    for axis in (0, 1):
        for key, number in cells[axis].items():
            if number is not None:
                continue
            secret += 1
            group = [place for place in places if place[axis] == key]
            assert attacker.number_of(group) is None, key
            bounds = attacker.bounds(group)
            assert bounds is None or bounds[1] - bounds[0] >= FEWEST_PEOPLE, (key, bounds)
    return secret


def test_the_same_attack_on_the_same_people_works_where_less_is_left_out(truth: Truth) -> None:
    """The positive control: small cells alone left out, and each table safe by itself."""
    bare = [group for places in truth.done.values()
            for group in recovered(places, without_complement(places))]  # fmt: skip
    alone = [group for places in truth.done.values()
             for group in recovered(places, each_by_itself(places))]  # fmt: skip
    assert len(bare) > len(alone) > 0
    assert [group for places in truth.done.values()
            for group in recovered(places, tell_crossed(places))] == []  # fmt: skip
    assert all(
        not cell_of(places, group).tellable
        for places in truth.done.values()
        for group in recovered(places, without_complement(places))
    )
