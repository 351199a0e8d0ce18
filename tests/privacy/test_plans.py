"""Hot queries stay hot: on skewed data, as an employer, none reads a table from end to end and no
list is sorted; and a page of fifty people asks the database no more often than a page of one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

from app.config import Settings
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade
from app.factory import create_app
from app.privacy.rls import COPYING_TABLES
from bench.load.country import fill
from bench.queries import readings, statements
from bench.scale import SMALL
from bench.subjects import Subject, drawn, member_of, subjects_of
from tests.client import Client
from tests.privacy.plans import plans_of

# Tens of thousands of rows, three people in ten in one company: where fewer people show
# something than three pages hold, sorting them is the right plan.
COUNTRY = replace(
    SMALL, companies=300, requests=16_000, candidatures=2, offers=200, journal_lines=500,
    variants=30, zipf=1.3,
)  # fmt: skip
# In the order of the list, page by page, whatever is searched.
LISTS = ("list_by_name", "list_by_day", "middle_page_by_name", "middle_page_by_day",
         "filter_summaries", "filter_files", "search_prefix", "search_common", "search_rare",
         "search_by_day", "filter_site", "filter_wish", "filter_home", "filter_standing",
         "filter_standing_by_day", "filter_standing_home_by_day", "filter_everything")  # fmt: skip
COUNTS = ("count", "search_count", "filter_count", "standing_count")
ONE_PERSON = ("one_summary", "one_file", "history", "steps_of_a_page")


@pytest.fixture(scope="module")
def country(settings: Settings) -> Iterator[Database]:
    database = open_database(settings, name="portail_plans", durable=False)
    upgrade(database)
    fill(database, COUNTRY)
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def largest(country: Database) -> Subject:
    return subjects_of(country, COUNTRY, 100, 10)[0]


@pytest.mark.parametrize("query", [*LISTS, *COUNTS, *ONE_PERSON, "dashboard"])
def test_no_hot_query_reads_a_table_from_end_to_end(
    country: Database, largest: Subject, query: str
) -> None:
    plans = plans_of(country, largest.actor, statements(largest)[query])
    assert plans
    for plan in plans:
        assert not plan.scanned_whole, (plan.mode, plan.statement)


@pytest.mark.parametrize("query", [*LISTS, *COUNTS])
def test_no_list_is_sorted_and_no_count(country: Database, largest: Subject, query: str) -> None:
    for plan in plans_of(country, largest.actor, statements(largest)[query]):
        assert not plan.sorts, (plan.mode, plan.statement)


@pytest.mark.parametrize(
    "query",
    [
        "search_rare",
        "filter_site",
        "filter_wish",
        "filter_home",
        "filter_count",
        "filter_standing_home_by_day",
        "filter_everything",
    ],
)
def test_people_are_looked_through_in_the_index_alone(
    country: Database, largest: Subject, query: str
) -> None:
    for plan in plans_of(country, largest.actor, statements(largest)[query]):
        assert "Index Only Scan" in {node["Node Type"] for node in plan.nodes}, plan.mode


def test_the_guard_refuses_what_it_is_there_for(country: Database, largest: Subject) -> None:
    """Without its indexes a list is sorted, and a file found by reading all files."""
    dropped = ("ix_summary_company_name", "ix_summary_company_day", "uq_file_public_id",
               "ix_file_company_name", "ix_file_company_day")  # fmt: skip
    with country.owner.begin() as owner:
        definitions = [
            owner.scalar(text("SELECT pg_get_indexdef(to_regclass(:i))"), {"i": i}) for i in dropped
        ]
        for index in dropped:
            owner.execute(text(f"DROP INDEX {index}"))
    try:
        lists = plans_of(country, largest.actor, statements(largest)["list_by_name"])
        lists += plans_of(country, largest.actor, statements(largest)["filter_standing"])
        files = plans_of(country, largest.actor, statements(largest)["one_file"])
    finally:
        with country.owner.begin() as owner:
            for definition in definitions:
                owner.execute(text(definition))
    assert all(plan.sorts for plan in lists)
    assert any("file" in plan.scanned_whole for plan in files)


def test_a_page_of_fifty_asks_the_database_no_more_often_than_a_page_of_one(
    country: Database, settings: Settings
) -> None:
    app = create_app(settings, country)
    app.testing = True
    one = _asked(app, country, _rank_that_shows(country, 1), rows=1)
    fifty = _asked(app, country, 0, rows=50)
    assert one == fifty
    assert one < 20


def test_readings_ask_as_often_for_one_as_for_fifty(country: Database, largest: Subject) -> None:
    small = subjects_of(country, COUNTRY, 100, 10)[2]
    for name in ("reading_list", "reading_summary"):
        few = len(plans_of(country, small.actor, readings(small)[name]))
        assert few == len(plans_of(country, largest.actor, readings(largest)[name])), name


def _rank_that_shows(country: Database, people: int) -> int:
    """A company that shows exactly so many people."""
    with country.owner.connect() as owner:
        found = owner.scalars(
            text(
                "SELECT company_id FROM summary WHERE level > 1 AND (visible_until IS NULL OR "
                "visible_until > now()) GROUP BY company_id HAVING count(*) = :n"
            ),
            {"n": people},
        ).all()
    return next(r for r in range(COUNTRY.companies) if drawn("company", r) in found)


def _asked(app: Flask, country: Database, rank: int, *, rows: int) -> int:
    """How many statements one list page of that company sends, over all logins."""
    member = member_of(rank)
    client = Client(app).enter_as("employer", member.account_id, membership_id=member.membership_id)
    client.get("/employeur/salaries?par=50")
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page = client.get("/employeur/salaries?par=50")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(page.dom.select("tbody th[scope=row]")) == rows
    return len(sent)


def test_a_choice_finds_every_row_it_touches_by_its_request(country: Database) -> None:
    """Its trigger updates each part by `request_id`: an index must lead there, for all rows."""
    with country.owner.connect() as owner:
        found = owner.scalars(
            text(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
                "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
                "WHERE a.attname = 'request_id' AND i.indpred IS NULL"
            )
        ).all()
    assert set(COPYING_TABLES) | {"visibility", "consent"} <= set(found)
