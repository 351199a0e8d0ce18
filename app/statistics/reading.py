"""Figures as they may be told: read, left out where they are small, frozen for the month."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text
from sqlalchemy.dialects.postgresql import insert

from app.statistics.models import network_month
from app.statistics.suppression import Cell, Told, tell

Tables = dict[str, Told]
APART_DAYS = 25


def company_tables(tx: Connection, report_id: UUID) -> Tables:
    """One company's figures, of the people noted in the report."""
    rows = tx.execute(text("SELECT * FROM app.company_numbers(:id)"), {"id": report_id})
    return _told((row.dimension, row.key, Cell(row.people)) for row in rows)


def network_tables(tx: Connection, month: date) -> tuple[date, Tables]:
    """The network's figures and the month they are of: the same whenever they are asked for again.

    Two tellings lie most of a month apart: told on the last day of one month and the first of the
    next, a difference would be one person. So a month that begins too soon after the last telling
    is told by the month before.
    """
    found = _last(tx)
    if found is None or (found.month < month and found.old_enough):
        rows = tx.execute(text("SELECT * FROM app.network_numbers()"))
        made = _told(
            (row.dimension, row.key, Cell(sum(row.by_company), tuple(row.by_company)))
            for row in rows
        )
        body = {name: {"cells": dict(t.cells), "total": t.total} for name, t in made.items()}
        tx.execute(insert(network_month).values(month=month, tables=body).on_conflict_do_nothing())
        found = _last(tx)
    assert found is not None
    tables = {name: Told(table["cells"], table["total"]) for name, table in found.tables.items()}
    return found.month, tables


def _last(tx: Connection) -> Row[Any] | None:
    old_enough = network_month.c.made_at < text(f"app.clock() - interval '{APART_DAYS} days'")
    return tx.execute(
        select(network_month.c.month, network_month.c.tables, old_enough.label("old_enough"))
        .order_by(network_month.c.month.desc())
        .limit(1)
    ).first()


def _told(rows) -> Tables:  # type: ignore[no-untyped-def]
    found: defaultdict[str, dict[str, Cell]] = defaultdict(dict)
    for dimension, key, cell in rows:
        found[dimension][key] = cell
    return {dimension: tell(_sorted(cells)) for dimension, cells in found.items()}


def _sorted(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {key: cells[key] for key in sorted(cells)}
