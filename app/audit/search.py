"""Auditors search the whole journal: by who acted, for which company, what, when, about whom.

Each page shown and each file is a line of the journal itself, written by the database in the same
call. Nobody who was read is named, counted or linked: a person is found by the whole number alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import Connection, text

from app.audit.register import acts_of
from app.companies.search import Wanted as CompanyWanted
from app.companies.search import search_companies

PAGE_SIZE = 50
MOST_EXPORTED = 20_000
# Whoever means more than that must say it better: the database looks for no more either.
MOST_MEANT = 100
_ACTORS = text("SELECT * FROM app.journal_actors(:wanted)")
_SEARCH = text(
    "SELECT * FROM app.search_journal(:noted, :why, :first, :last, :acts, :actors, :companies,"
    " :number, :at, :id, :newer, :most)"
)


class TooMany(Exception):
    """The words mean more accounts or companies than one can look for; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class JournalPurpose(Enum):
    """Why the lines about one person are looked for: the person reads it."""

    CONTROL = "CONTROL"
    ANSWER_A_CONTEST = "ANSWER_A_CONTEST"


@dataclass(frozen=True, slots=True)
class Edge:
    """The line a page begins after; `newer` goes back towards the newest."""

    at: datetime
    id: UUID
    newer: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; `act` is an act or a family of them. A person comes with a purpose."""

    first: date | None = None
    last: date | None = None
    act: str = ""
    actor: str = ""
    company: str = ""
    number: str | None = None
    purpose: JournalPurpose | None = None
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One act. `kept` False: its details have had their time. `subject` is nobody's key."""

    id: UUID
    at: datetime
    audience: str
    act: str
    actor_name: str | None
    actor_role: str | None
    purpose: str | None
    subject: str | None
    company_id: UUID | None
    company_name: str | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page, the newest first, and whether there are others on either side."""

    lines: tuple[Line, ...]
    more_newer: bool
    more_older: bool


def search_journal(tx: Connection, wanted: Wanted) -> Found:
    """Raises TooMany. Keyset paging: a page costs the same wherever it is."""
    rows = tx.execute(_SEARCH, _asked(tx, wanted, "JOURNAL_READ", PAGE_SIZE + 1))
    lines = tuple(Line(*row) for row in rows)
    more, page = len(lines) > PAGE_SIZE, lines[:PAGE_SIZE]
    if wanted.edge is not None and wanted.edge.newer:
        return Found(page[::-1], more_newer=more, more_older=True)
    return Found(page, more_newer=wanted.edge is not None, more_older=more)


def export_journal(tx: Connection, wanted: Wanted) -> Iterator[Line]:
    """The newest 20,000, read a few at a time. Raises TooMany before the first."""
    asked = _asked(tx, wanted, "JOURNAL_EXPORTED", MOST_EXPORTED)
    rows = tx.execution_options(yield_per=500).execute(_SEARCH, asked)
    return (Line(*row) for row in rows)


def _asked(tx: Connection, wanted: Wanted, noted: str, most: int) -> dict[str, object]:
    edge = wanted.edge
    return {
        "noted": noted,
        "why": wanted.purpose.value if wanted.purpose else None,
        "first": wanted.first, "last": wanted.last,
        "acts": list(acts_of(wanted.act)) if wanted.act else None,
        "actors": _actors(tx, wanted.actor),
        "companies": _companies(tx, wanted.company),
        "number": wanted.number,
        "at": edge.at if edge else None, "id": edge.id if edge else None,
        "newer": edge.newer if edge else False,
        "most": most,
    }  # fmt: skip


def _actors(tx: Connection, words: str) -> list[UUID] | None:
    """None: whoever it was. A key is taken as it is, the account may be gone."""
    if not words:
        return None
    try:
        return [UUID(words)]
    except ValueError:
        return _few(list(tx.scalars(_ACTORS, {"wanted": words})), "actor")


def _companies(tx: Connection, words: str) -> list[UUID] | None:
    if not words:
        return None
    found = search_companies(tx, CompanyWanted(text=words, size=MOST_MEANT + 1)).lines
    return _few([one.id for one in found], "company")


def _few(ids: list[UUID], field: str) -> list[UUID]:
    if len(ids) > MOST_MEANT:
        raise TooMany(field)
    return ids
