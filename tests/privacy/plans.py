"""How PostgreSQL means to answer a statement, asked as the login that would run it.

Twice: for the values at hand, and for any values (the plan a prepared statement settles on).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, event

from app.access.actor import Actor
from app.db.engines import Database
from app.db.transaction import transaction
from tests.privacy.sql import PART_TABLES

_PLACE = re.compile(r"%\((\w+)\)s")
MODES = ("force_custom_plan", "force_generic_plan")


@dataclass(frozen=True)
class Plan:
    """One statement's plan; `nodes` are EXPLAIN's, flat."""

    mode: str
    statement: str
    nodes: tuple[dict[str, Any], ...]

    @property
    def scanned_whole(self) -> set[str]:
        """Applicants' tables that would be read from end to end."""
        return {
            node["Relation Name"]
            for node in self.nodes
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in PART_TABLES
        }

    @property
    def sorts(self) -> bool:
        return any(node["Node Type"] in ("Sort", "Incremental Sort") for node in self.nodes)


def plans_of(database: Database, actor: Actor, act: Callable[[Connection], object]) -> list[Plan]:
    """The plans of every statement `act` runs as `actor`, in both modes."""
    with transaction(database, actor.audience, actor) as tx:
        ran = statements_of(tx, act)
        return [plan for text, values in ran for plan in _explained(tx, text, values)]


def statements_of(
    tx: Connection, act: Callable[[Connection], object]
) -> list[tuple[str, dict[str, Any]]]:
    """What `act` sends, as the driver receives it."""
    ran: list[tuple[str, dict[str, Any]]] = []

    def note(_c: Any, _cursor: Any, text: str, values: Any, _x: Any, _many: bool) -> None:
        ran.append((text, dict(values)))

    event.listen(tx, "before_cursor_execute", note)
    try:
        act(tx)
    finally:
        event.remove(tx, "before_cursor_execute", note)
    return ran


def _explained(tx: Connection, text: str, values: dict[str, Any]) -> Iterator[Plan]:
    driver = tx.connection.driver_connection
    assert driver is not None
    names = list(dict.fromkeys(_PLACE.findall(text)))
    numbered = _PLACE.sub(lambda found: f"${names.index(found[1]) + 1}", text).replace("%%", "%")
    driver.execute(f"PREPARE looked_at AS {numbered}")
    given = sql.SQL(", ").join(sql.Literal(values[name]) for name in names)
    ask = sql.SQL("EXPLAIN (FORMAT JSON) EXECUTE looked_at") + (
        sql.SQL("({})").format(given) if names else sql.SQL("")
    )
    for mode in MODES:
        driver.execute(f"SET LOCAL plan_cache_mode = {mode}")
        top = driver.execute(ask).fetchone()[0][0]["Plan"]
        yield Plan(mode, text, tuple(_flat(top)))
    driver.execute("DEALLOCATE looked_at")


def _flat(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _flat(below)
