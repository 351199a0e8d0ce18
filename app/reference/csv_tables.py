"""Reading of the tables shipped in `app/reference/data`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of one shipped table without its header line.

    Raises FileNotFoundError when the installation lacks the table.
    """
    with files(__package__).joinpath("data", name).open("r", encoding="utf-8") as table:
        rows = csv.reader(table)
        next(rows)
        yield from rows
