"""The file itself, written as rows are read: CSV as French spreadsheets open it, or XLSX.

No cell is ever a formula: in CSV what begins like one is shown with an apostrophe before it, in
XLSX every text is written as a text.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

import xlsxwriter

Cell = str | int | date
# What makes a spreadsheet take a text for a formula, or break out of its cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = "\ufeff".encode()


class Sheet(Protocol):
    """Rows go in one by one; `close` writes what is left, `drop` forgets what was written."""

    def add(self, cells: Sequence[Cell]) -> None: ...

    def close(self) -> None: ...

    def drop(self) -> None: ...


class CsvSheet:
    """UTF-8 with its mark, semicolons, CRLF, days as 2026-11-25: what Excel opens by itself."""

    def __init__(self, file: BinaryIO) -> None:
        file.write(_BOM)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._text, delimiter=";", lineterminator="\r\n")

    def add(self, cells: Sequence[Cell]) -> None:
        self._writer.writerow([_plain(cell) for cell in cells])

    def close(self) -> None:
        # Leaves the file itself open: it is not ours to close.
        self._text.detach()

    drop = close


class XlsxSheet:
    """One sheet, its first row held in place; a row is on disk before the next one comes: in a
    folder beside the file, swept like any half file when its worker is killed."""

    def __init__(self, file: BinaryIO, name: str, widths: Sequence[int]) -> None:
        name_of_file = getattr(file, "name", None)  # a small file may be made in memory
        beside = Path(name_of_file).parent if isinstance(name_of_file, str) else None
        self._rows = TemporaryDirectory(dir=beside, suffix=".part")
        self._book = xlsxwriter.Workbook(
            file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False, "in_memory": False, "tmpdir": self._rows.name},
        )  # fmt: skip
        self._sheet = self._book.add_worksheet(name)
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(1, 0)
        self._row = 0

    def add(self, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                self._sheet.write_datetime(self._row, column, cell, self._day)
            elif isinstance(cell, int):
                self._sheet.write_number(self._row, column, cell)
            else:
                style = self._bold if self._row == 0 else None
                self._sheet.write_string(self._row, column, cell, style)
        self._row += 1

    def close(self) -> None:
        self._book.close()
        self._rows.cleanup()

    def drop(self) -> None:
        if self._sheet.row_data_fh is not None:
            self._sheet.row_data_fh.close()
        self._rows.cleanup()


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def rows_in(parts: Iterator[list[list[Cell]]], sheet: Sheet) -> Iterator[int]:
    """Write some hundreds of rows at a time; yields how many are written so far."""
    written = 0
    for rows in parts:
        for cells in rows:
            sheet.add(cells)
        written += len(rows)
        yield written
