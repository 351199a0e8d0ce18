"""What employers' pages ask of the database, at the database: no page, no browser.

Under the employer's own login, its signed context and row security; the same statements once more
as the tables' owner, for whom there is no row security.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from itertools import cycle
from typing import Any

from sqlalchemy import Connection

from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.filters import Filters
from app.privacy.listing import Cut, Wanted, count_wanted, latest_events, read_page
from app.privacy.purposes import Purpose
from app.privacy.queries import (
    Whose,
    as_summary,
    read_candidatures,
    read_full_file,
    read_summary_row,
)
from app.privacy.readers.employer import (
    ApplicantQuery,
    count_visible,
    list_applicants,
    open_file,
    read_summary,
)
from app.privacy.readers.employer_figures import count_newly_visible, first_wishes
from bench.figures import Figures, timed
from bench.subjects import Subject

Act = Callable[[Connection], object]
Enter = Callable[[], AbstractContextManager[Connection]]
ROWS = 50
# Prepared statements settle after five runs, their generic plans after five more.
WARM = 12


def statements(one: Subject) -> Mapping[str, Act]:
    """Reads that can be made with and without row security."""
    person, opened = cycle(one.first_page), cycle(one.open_people)
    company = one.company_id

    def page(sort: str = "name", after: tuple[object, ...] | None = None,
             words: tuple[str, ...] = (), **filters: tuple[Any, ...]) -> Act:  # fmt: skip
        wanted, cut = Wanted(company, words, Filters(**filters)), Cut(sort, ROWS + 1, after)
        return lambda tx: read_page(tx, wanted, cut)

    def count(*words: str, **filters: tuple[Any, ...]) -> Act:
        return lambda tx: count_wanted(tx, Wanted(company, words, Filters(**filters)))

    return {
        "list_by_name": page(),
        "list_by_day": page("day"),
        "middle_page_by_name": page(after=one.by_name),
        "middle_page_by_day": page("day", after=one.by_day),
        "filter_summaries": page(levels=(2,)),
        "filter_files": page(levels=(3,)),
        "search_prefix": page(words=(one.common[:4],)),
        "search_common": page(words=(one.common[1:],)),
        "search_rare": page(words=(one.rare[1:],)),
        "search_by_day": page("day", words=(one.rare[1:],)),
        "filter_site": page(sites=one.sites),
        "filter_wish": page(wishes=("69", "44109")),
        "filter_home": page("day", homes=("69266", "44109")),
        "filter_standing": page(standings=("TRANSMITTED", "NONE")),
        "filter_standing_by_day": page("day", after=one.by_day, standings=("NOT_AWARDED",)),
        "filter_standing_home_by_day": page(
            "day", after=one.by_day, homes=("69266", "44109"), standings=("NOT_AWARDED",)
        ),
        "filter_everything": page(
            words=(one.common[1:],),
            levels=(3,),
            sites=one.sites,
            wishes=("69",),
            homes=("69266",),
            standings=("TRANSMITTED",),
        ),
        "search_count": count(one.rare[1:]),
        "filter_count": count(wishes=("69",), sites=one.sites, homes=("69266",)),
        "standing_count": count(standings=("TRANSMITTED",)),
        "count": count(),
        "one_summary": lambda tx: read_summary_row(tx, Whose(company, next(person))),
        "one_file": lambda tx: _file(tx, Whose(company, next(opened))),
        "history": lambda tx: read_candidatures(tx, Whose(company, next(opened))),
        "steps_of_a_page": lambda tx: latest_events(tx, company, list(one.first_page)),
        "dashboard": lambda tx: _dashboard(tx, one),
    }


def readings(one: Subject) -> Mapping[str, Act]:
    """Whole readings, with their line in the journal; only an employer can make them."""
    actor, person, opened = one.actor, cycle(one.first_page), cycle(one.open_people)
    purpose = next(iter(Purpose))
    return {
        "reading_list": lambda tx: list_applicants(tx, actor, ApplicantQuery(size=ROWS)),
        "reading_summary": lambda tx: read_summary(tx, actor, next(person)),
        "reading_file": lambda tx: open_file(tx, actor, next(opened), purpose),
    }


def measure_queries(
    figures: Figures, database: Database, place: str, subjects: tuple[Subject, ...], runs: int
) -> None:
    """One block of figures per company; `place` names the database."""
    for one in subjects:
        figures.say(f"{place}.{one.name}.requests", one.size, "requests")
        for name, act in statements(one).items():
            plain, walled = f"{place}.{one.name}.{name}.plain", f"{place}.{one.name}.{name}"
            figures.times(walled, _runs(_as_employer(database, one), act, runs))
            figures.times(plain, _runs(_as_owner(database), act, runs))
        for name, act in readings(one).items():
            figures.times(
                f"{place}.{one.name}.{name}", _runs(_as_employer(database, one), act, runs)
            )


def compare(figures: Figures, large: str, small: str) -> None:
    """How the same query grows from the small database to the large one."""
    for name in list(figures.values):
        if not name.startswith(f"{large}.") or not name.endswith(".p50") or ".plain." in name:
            continue
        _, company, query, _ = name.split(".")
        if company == "largest":
            figures.ratio(f"growth.largest.{query}", name, f"{small}.largest.{query}.p50")
        elif company == "middle":
            figures.ratio(f"growth.same_size.{query}", name, f"{small}.largest.{query}.p50")


def _runs(enter: Enter, act: Act, runs: int) -> list[float]:
    """Seconds of each run in a transaction of its own; the context is not counted."""
    found = []
    for turn in range(WARM + runs):
        with enter() as tx:
            seconds = timed(act, tx)
        if turn >= WARM:
            found.append(seconds)
    return found


def _as_employer(database: Database, one: Subject) -> Enter:
    return lambda: transaction(database, "employer", one.actor)


def _as_owner(database: Database) -> Enter:
    return lambda: database.owner.begin()


def _file(tx: Connection, whose: Whose) -> object:
    row = read_summary_row(tx, whose)
    return row and read_full_file(tx, whose, as_summary(row))


def _dashboard(tx: Connection, one: Subject) -> None:
    count_visible(tx, one.actor)
    count_newly_visible(tx, one.actor, 7)
    first_wishes(tx, one.actor, 6)
