"""What finds a leak: the comparison of two answers, the search for a word, a look at raw rows.

Every detector is a plain function or class, used by the proofs and tried against seeded leaks.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import unquote

from sqlalchemy import event

from app.config import DOORS
from app.db.engines import Database
from tests.pdf_text import everything_in
from tests.privacy.sql import Console


@dataclass(frozen=True)
class Answer:
    """One answer, with what the server did to give it. Times are never compared: work is.

    `work` are the texts of the SQL statements, in order; `logs` the events written meanwhile.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    work: tuple[str, ...] = ()
    logs: tuple[str, ...] = ()


def differences(one: Answer, other: Answer) -> list[str]:
    """Where two answers differ, as short sentences; empty when they are the same bytes."""
    found = []
    for name in (f.name for f in fields(Answer)):
        a, b = getattr(one, name), getattr(other, name)
        if a != b:
            found.append(f"{name}: {_first_difference(a, b)}")
    return found


def _first_difference(one: Any, other: Any) -> str:
    if isinstance(one, bytes):
        at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                  min(len(one), len(other)))  # fmt: skip
        return f"at {at}: {one[max(0, at - 60) : at + 60]!r} / {other[max(0, at - 60) : at + 60]!r}"
    if isinstance(one, tuple):
        for a, b in zip(one, other, strict=False):
            if a != b:
                return f"{a!r} / {b!r}"
        return f"{len(one)} / {len(other)} entries"
    return f"{one!r} / {other!r}"


class Work:
    """The SQL statements an installation's doors have run, in order."""

    def __init__(self, database: Database) -> None:
        self.statements: list[str] = []
        for door in DOORS:
            event.listen(database.engine(door), "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.statements.append(" ".join(statement.split()))

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements run inside the block, once it is left."""
        start, done = len(self.statements), []
        yield done
        done.extend(self.statements[start:])
        del self.statements[start:]


_SPACES = re.compile(r"[\s\u00a0\u202f\u2011-]+")


def plain(text: str) -> str:
    """`text` without accents, case, hyphens, spaces, HTML's and addresses' ways of writing."""
    simple = unicodedata.normalize("NFKD", html.unescape(unquote(text)))
    letters = "".join(c for c in simple if not unicodedata.combining(c))
    return _SPACES.sub("", letters).casefold()


def words_in(words: Iterable[str], *places: bytes | str) -> set[str]:
    """Those of `words` that stand anywhere in `places`: text, HTML, headers, whole PDF files."""
    haystack = "\n".join(plain(_readable(place)) for place in places)
    return {word for word in words if plain(word) in haystack}


def _readable(place: bytes | str) -> str:
    if isinstance(place, str):
        return place
    if place.startswith(b"%PDF"):
        return everything_in(place)
    return place.decode("utf-8", errors="replace")


def words_in_answer(words: Iterable[str], answer: Answer) -> set[str]:
    """Those of `words` that an answer or the log beside it says."""
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return words_in(words, answer.body, heads, "\n".join(answer.logs))


def rows_seen(database: Database, context: str, table: str = "summary") -> int:
    """How many rows of a part raw SQL reads as an employer with this context."""
    console = Console(database, "employer")
    try:
        return int(console.run(f"SELECT count(public_id) FROM {table}", context=context)[0][0])
    finally:
        console.close()
