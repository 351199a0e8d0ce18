"""How far a decisions file was taken, and its lines that were set aside, as the worker notes them.

All of it is written in the transaction that takes the lines: after a `kill -9` it is what was done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.db.engines import Database
from app.db.transaction import transaction
from app.landlords.loading import Refusal, Result, Taken
from app.landlords.models import decisions_load, decisions_refusal

_PAGE = 1_000


class AnotherLoad(Exception):
    """A newer load of the same file goes on: this one stops."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One load of one file; `lines_done` is the line that earlier loads had reached."""

    digest: bytes
    turn: int
    lines_done: int

    def note(self, tx: Connection, numbers: Sequence[int], results: Sequence[Result]) -> None:
        """What a batch came to (its lines' numbers, rising). Raises AnotherLoad."""
        moved = tx.execute(
            update(decisions_load)
            .where(decisions_load.c.digest == self.digest, decisions_load.c.turn == self.turn)
            .values(lines_done=func.greatest(decisions_load.c.lines_done, numbers[-1]))
        )
        if moved.rowcount != 1:
            raise AnotherLoad
        pairs = list(zip(numbers, results, strict=True))
        self._forget(tx, [line for line, result in pairs if isinstance(result, Taken)])
        refused = [
            {"digest": self.digest, "line": line, "path": one.path, "reason": one.reason.value}
            for line, one in pairs
            if not isinstance(one, Taken)
        ]
        if refused:
            kept = insert(decisions_refusal)
            newest = {"path": kept.excluded.path, "reason": kept.excluded.reason}
            tx.execute(
                kept.on_conflict_do_update(index_elements=["digest", "line"], set_=newest), refused
            )

    def _forget(self, tx: Connection, taken: list[int]) -> None:
        """Lines that were set aside by an earlier load, and are taken now."""
        if taken and taken[0] <= self.lines_done:
            tx.execute(
                delete(decisions_refusal).where(
                    decisions_refusal.c.digest == self.digest,
                    decisions_refusal.c.line.in_(taken),
                )
            )


def begin(database: Database, digest: bytes) -> Progress:
    """A new load of this file. A batch of an older one that is being committed is waited for."""
    with transaction(database, "worker") as tx:
        row = tx.execute(
            insert(decisions_load)
            .values(digest=digest, turn=1, lines_done=0)
            .on_conflict_do_update(
                index_elements=["digest"], set_={"turn": decisions_load.c.turn + 1}
            )
            .returning(decisions_load.c.turn, decisions_load.c.lines_done)
        ).one()
    return Progress(digest, row.turn, row.lines_done)


def refusals(database: Database, digest: bytes, upto: int | None = None) -> Iterator[Refusal]:
    """The lines set aside, in their order, a page at a time; `upto` and before it, or all."""
    after = 0
    columns = decisions_refusal.c
    while True:
        page = (
            select(columns.line, columns.path, columns.reason)
            .where(columns.digest == digest, columns.line > after)
            .order_by(columns.line)
            .limit(_PAGE)
        )
        if upto is not None:
            page = page.where(columns.line <= upto)
        with transaction(database, "worker") as tx:
            found = [Refusal(*row) for row in tx.execute(page)]
        yield from found
        if len(found) < _PAGE:
            return
        after = found[-1].line
