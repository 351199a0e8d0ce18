"""What a dated table is: its columns, the check of one line, the lines the portal ships with. Pure.

Each table lives beside what uses it (ceilings with the offers, holidays with the delays…) and says
here how a file of it is read. A line is a tuple of texts, one per column; the first ones name it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import LazyString

Row = tuple[str, ...]


class LineRefused(Exception):
    """A line of a file that cannot be taken; `reason` is in words, without the line's values."""

    def __init__(self, reason: LazyString) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The content of a version. Compared by identity, so that what is built from it is kept."""

    rows: tuple[Row, ...]


def _nothing(_rows: tuple[Row, ...], _day: date) -> tuple[LazyString, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Column:
    """`other_names`: headings of published files and the French label, which a file made in another
    language may have; with a star, how one begins.
    `default` None: the file must have the column.

    `number`: whole numbers. `words` puts the closed words of its cells into words. The first
    column after the keys is the one that is compared from a version to the next.
    """

    name: str
    label: LazyString
    other_names: tuple[str, ...] = ()
    default: str | None = None
    number: bool = False
    words: Mapping[str, LazyString] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """`keys`: how many of the first columns name a line.

    `check` takes the cells of one line and the day the version takes effect, and returns them
    tidied; it raises LineRefused. `lacking` says what a whole table lacks: it may be saved all the
    same, or not at all where `must_be_whole`.
    """

    code: str
    slug: str
    title: LazyString
    about: LazyString
    columns: tuple[Column, ...]
    keys: int
    check: Callable[[Row, date], Row]
    shipped: Callable[[], Lines]
    lacking: Callable[[tuple[Row, ...], date], tuple[LazyString, ...]] = _nothing
    must_be_whole: bool = False

    def key_of(self, row: Row) -> Row:
        return row[: self.keys]
