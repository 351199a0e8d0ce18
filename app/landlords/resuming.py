"""Loading of a decisions file of any length, which goes on where an earlier load of it was cut.

A line that was taken is not asked again: its event keeps its identifier, and would change nothing.
A line that was set aside is tried again, by the load that goes on and by a second one: a lease
corrected meanwhile makes room. So a second load is a load that goes on from the file's end.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.db.engines import Database
from app.landlords.contract import Contract
from app.landlords.loading import (
    LandlordReport,
    Refusals,
    StoreMany,
    Taken,
    batches,
    read_line,
    report_file,
    take_batch,
)
from app.landlords.progress import Progress, begin, refusals
from app.registry.lines import Line, read_lines, unpacked


def load_resuming(
    path: Path, database: Database, contract: Contract, store: StoreMany,
    on_progress: Callable[[int], None] | None = None, *, refused_to: Path | None = None,
) -> LandlordReport:  # fmt: skip
    """As `load_lines`. What is set aside is listed whole, by whichever load of the file it was.

    Raises AnotherLoad when a newer load of the same file has begun; what was committed stays.
    """
    progress = begin(database, _digest(path))
    counts = dict.fromkeys(Taken, 0)
    with path.open("rb") as file:
        asked = _asked(read_lines(unpacked(file)), database, progress, counts)
        for lines in batches(asked):
            batch = [read_line(contract, one) for one in lines]
            for result in take_batch(database, batch, store, progress.note):
                if isinstance(result, Taken):
                    counts[result] += 1
            if on_progress:
                on_progress(file.tell())
    found = _listed(database, progress, refused_to)
    return LandlordReport(counts, tuple(found.first), found.count, progress.lines_done)


def _digest(path: Path) -> bytes:
    """Of every byte: a file that differs by one line is another file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _asked(
    lines: Iterable[Line], database: Database, progress: Progress, counts: dict[Taken, int]
) -> Iterator[Line]:
    """The lines not yet taken; those taken are counted as known."""
    again = (one.line for one in refusals(database, progress.digest, progress.lines_done))
    refused = next(again, None)
    for line in lines:
        while refused is not None and refused < line.number:
            refused = next(again, None)
        if line.number > progress.lines_done or line.number == refused:
            yield line
        else:
            counts[Taken.UNCHANGED] += 1


def _listed(database: Database, progress: Progress, refused_to: Path | None) -> Refusals:
    with report_file(refused_to) as report:
        found = Refusals(report)
        for one in refusals(database, progress.digest):
            found.add(one.line, one.path, one.reason)
    return found
