"""Figures as they may be told: read, left out where they are small, frozen for the month."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from app.statistics.models import network_month
from app.statistics.suppression import Cell, Told, tell

Tables = dict[str, Told]


def company_tables(tx: Connection, report_id: UUID) -> Tables:
    """One company's figures, of the people noted in the report."""
    rows = tx.execute(text("SELECT * FROM app.company_numbers(:id)"), {"id": report_id})
    return _told((row.dimension, row.key, Cell(row.people)) for row in rows)


def network_tables(tx: Connection, month: date) -> Tables:
    """The network's figures of `month`, the same whenever they are asked for again."""
    kept = tx.scalar(select(network_month.c.tables).where(network_month.c.month == month))
    if kept is None:
        rows = tx.execute(text("SELECT * FROM app.network_numbers()"))
        made = _told(
            (row.dimension, row.key, Cell(sum(row.by_company), tuple(row.by_company)))
            for row in rows
        )
        body = {name: {"cells": dict(t.cells), "total": t.total} for name, t in made.items()}
        tx.execute(insert(network_month).values(month=month, tables=body).on_conflict_do_nothing())
        kept = tx.scalar(select(network_month.c.tables).where(network_month.c.month == month))
    return {name: Told(table["cells"], table["total"]) for name, table in (kept or {}).items()}


def _told(rows) -> Tables:  # type: ignore[no-untyped-def]
    found: defaultdict[str, dict[str, Cell]] = defaultdict(dict)
    for dimension, key, cell in rows:
        found[dimension][key] = cell
    return {dimension: tell(_sorted(cells)) for dimension, cells in found.items()}


def _sorted(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {key: cells[key] for key in sorted(cells)}
