"""The worker closes months: each counted once, kept as it may be told, and never again."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, insert, text

from app.db.engines import Database
from app.db.transaction import transaction
from app.statistics.crossing import Crossed, Parts, Place, tell_crossed
from app.statistics.measures import OF_PEOPLE, WHOLE, Dimension, Measure
from app.statistics.models import statistic_cell
from app.statistics.suppression import Told

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7031)")
_GRID = text("SELECT department, size, companies, codes FROM app.month_grid(:month)")
_PEOPLE = text("SELECT measure, department, size, company, people FROM app.month_people(:month)")
Line = tuple[Measure, Dimension, str, int | None]


def close_months(database: Database) -> int:
    """Count every closed month not counted yet; returns how many. Twice changes nothing."""
    with transaction(database, "worker") as tx:
        return close_months_in(tx)


def close_months_in(tx: Connection) -> int:
    """The same in a transaction of the worker's that is under way."""
    # Two workers would count one month at two instants.
    tx.execute(_ONE_AT_A_TIME)
    months = list(tx.scalars(text("SELECT * FROM app.months_to_count()")))
    for month in months:
        _close(tx, month)
    return len(months)


def _close(tx: Connection, month: date) -> None:
    grid = tx.execute(_GRID, {"month": month}).all()
    counted: dict[str, dict[Place, Parts]] = {}
    for measure in OF_PEOPLE:
        counted[measure.value] = {(row.department, row.size): {} for row in grid}
    for row in tx.execute(_PEOPLE, {"month": month}):
        place = (row.department, row.size)
        counted[row.measure][place] = {**counted[row.measure][place], row.company: row.people}
    lines = [line for m in OF_PEOPLE for line in _told(m, tell_crossed(counted[m.value]))]
    for nobody, column in ((Measure.COMPANIES, 2), (Measure.CODES, 3)):
        lines += _plain(nobody, [(row.department, row.size, row[column]) for row in grid])
    tx.execute(
        insert(statistic_cell),
        [
            {"month": month, "measure": measure.value, "dimension": dimension.value, "key": key,
             "number": number}
            for measure, dimension, key, number in lines
        ],
    )  # fmt: skip


def _told(measure: Measure, found: Crossed) -> Iterator[Line]:
    for dimension, table in (
        (Dimension.DEPARTMENT, found.departments), (Dimension.SIZE, found.sizes),
        (Dimension.TOTAL, Told({WHOLE: found.total}, found.total)),
    ):  # fmt: skip
        for key, number in table.cells.items():
            yield measure, dimension, key, number


def _plain(measure: Measure, rows: list[tuple[str, str, int]]) -> Iterator[Line]:
    """Companies and codes are nobody: staff read them one by one in the list of companies."""
    for place, dimension in enumerate((Dimension.DEPARTMENT, Dimension.SIZE)):
        sums: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            sums[str(row[place])] += row[2]
        yield from ((measure, dimension, key, sums[key]) for key in sorted(sums))
    yield measure, Dimension.TOTAL, WHOLE, sum(row[2] for row in rows)
