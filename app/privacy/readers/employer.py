"""What an employer reads. Each reading writes its journal line; each refusal is NotShared."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Select, func, select

from app.access.actor import Actor
from app.db.written import Written
from app.privacy.filters import NO_FILTER, Filters
from app.privacy.listing import (
    SORTS,
    Cut,
    Wanted,
    count_wanted,
    latest_events,
    matching,
    read_page,
)
from app.privacy.models import summary
from app.privacy.purposes import Purpose
from app.privacy.queries import (
    Whose,
    as_summary,
    read_full_file,
    read_summary_row,
)
from app.privacy.rule import Choice, FullFile, NotShared, Summary
from app.reference.names import display_name, sort_key

PAGE_SIZES = (25, 50, 100)
# A list says "more than 5,000" beyond it; the home and an export count to the last person.
MOST_COUNTED = 5_000
_RECORD = Written(
    "SELECT app.record_reading(%(ids)s::uuid[], %(act)s, %(purpose)s, %(least)s::smallint)", {}
)


@dataclass(frozen=True, slots=True)
class ApplicantQuery:
    """A list as asked for in the URL. `after`/`before` is a listed person's public id."""

    search: str = ""
    filters: Filters = NO_FILTER
    sort: str = "name"
    size: int = 25
    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class ListedApplicant:
    """One row; communes are INSEE codes.

    `last_step` and `last_outcome` are None under choice 2, or without candidature.
    """

    public_id: UUID
    level: Choice
    visible_since: date
    surname: str
    first_names: str
    workplace: str | None
    current_commune: str | None
    wished_commune: str | None
    last_step: int | None = None
    last_outcome: str | None = None
    last_event_on: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicantPage:
    """`found` matches the search, `visible` is everybody who shows something; both stop one past
    MOST_COUNTED."""

    rows: tuple[ListedApplicant, ...]
    found: int
    visible: int
    next_after: UUID | None
    previous_before: UUID | None


@dataclass(frozen=True, slots=True)
class ShownSummary:
    public_id: UUID
    level: Choice
    visible_since: date
    summary: Summary


@dataclass(frozen=True, slots=True)
class ShownFile:
    public_id: UUID
    visible_since: date
    purpose: Purpose
    file: FullFile


def list_applicants(tx: Connection, actor: Actor, query: ApplicantQuery) -> ApplicantPage:
    """One page of the visible applicants. Raises NotShared when somebody left meanwhile twice."""
    for _attempt in range(2):
        page = _read_page(tx, actor, query)
        ids = [row.public_id for row in page.rows]
        if not ids or _record(tx, ids, "LIST_READ", None, Choice.SUMMARY):
            return page
    raise NotShared


def neighbours(
    tx: Connection, actor: Actor, query: ApplicantQuery, public_id: UUID
) -> tuple[UUID | None, UUID | None]:
    """Who stands before and after this person in a list, whatever its pages: ids and nothing else,
    so nobody is read. None beside the ends, and beside whoever is not visible."""
    company = _company(actor)
    key = _key_of(tx, company, query.sort, public_id)
    if key is None:
        return None, None
    wanted = Wanted(company, tuple(sort_key(query.search).split()), query.filters)
    ways = (Cut(query.sort, 1, key, backwards) for backwards in (True, False))
    before, after = (read_page(tx, wanted, cut) for cut in ways)
    return before[0].public_id if before else None, after[0].public_id if after else None


def read_summary(
    tx: Connection, actor: Actor, public_id: UUID, act: str = "SUMMARY_READ"
) -> ShownSummary:
    """The eleven items of one person. Raises NotShared."""
    if not _record(tx, [public_id], act, None, Choice.SUMMARY):
        raise NotShared
    row = read_summary_row(tx, Whose(_company(actor), public_id))
    if row is None:
        raise NotShared
    return ShownSummary(public_id, Choice(row.level), row.visible_since, as_summary(row))


def open_file(
    tx: Connection, actor: Actor, public_id: UUID, purpose: Purpose, act: str = "FILE_READ"
) -> ShownFile:
    """The full file of one person, for a stated purpose. Raises NotShared."""
    if not _record(tx, [public_id], act, purpose.value, Choice.FULL_FILE):
        raise NotShared
    whose = Whose(_company(actor), public_id)
    row = read_summary_row(tx, whose)
    shown = read_full_file(tx, whose, as_summary(row)) if row is not None else None
    if row is None or shown is None:
        raise NotShared
    return ShownFile(public_id, row.visible_since, purpose, shown)


def note_reading(
    tx: Connection, ids: list[UUID], act: str, purpose: Purpose | None, least: Choice
) -> bool:
    """One journal line for each of `ids`; False when not all of them are open at this instant."""
    return _record(tx, ids, act, purpose.value if purpose else None, least)


def count_visible(tx: Connection, actor: Actor) -> dict[Choice, int]:
    """How many people show a summary, and how many a full file: visible people only."""
    shown = (Choice.SUMMARY, Choice.FULL_FILE)
    numbers = [func.count().filter(summary.c.level == int(choice)) for choice in shown]
    row = tx.execute(select(*numbers).where(matching()), {"company": _company(actor)}).one()
    return dict(zip(shown, row, strict=True))


def visible_row(actor: Actor, public_id: UUID, lowest: Choice) -> Select:  # type: ignore[type-arg]
    """The row of one person open at `lowest`: what an employer's INSERT … SELECT stands on."""
    return select(summary.c.public_id).where(
        summary.c.company_id == _company(actor),
        summary.c.public_id == public_id,
        summary.c.level >= int(lowest),
    )


def still_visible(tx: Connection, actor: Actor, ids: tuple[UUID, ...]) -> dict[UUID, str]:
    """ "NOM Prénoms" of those of `ids` who are visible now (own acts named at reading time).

    A list of names like any other, with its line in the journal. Raises NotShared when somebody
    left meanwhile twice.
    """
    for _attempt in range(2):
        names = _names(tx, actor, ids)
        if not names or _record(tx, list(names), "LIST_READ", None, Choice.SUMMARY):
            return names
    raise NotShared


def _names(tx: Connection, actor: Actor, ids: tuple[UUID, ...]) -> dict[UUID, str]:
    rows = tx.execute(
        select(summary.c.public_id, summary.c.surname, summary.c.first_names).where(
            summary.c.company_id == _company(actor),
            summary.c.level >= int(Choice.SUMMARY),
            summary.c.public_id.in_(ids),
        )
    )
    return {r.public_id: display_name(r.surname, r.first_names) for r in rows}


def _company(actor: Actor) -> UUID:
    if actor.company_id is None:
        raise NotShared
    return actor.company_id


def _record(tx: Connection, ids: list[UUID], act: str, purpose: str | None, least: Choice) -> bool:
    """Write the journal line; False when not all of `ids` are open at this instant."""
    seen = _RECORD.ask_one(tx, ids=ids, act=act, purpose=purpose, least=int(least))
    return bool(seen[0] == len(ids))


def _read_page(tx: Connection, actor: Actor, query: ApplicantQuery) -> ApplicantPage:
    company = _company(actor)
    words = tuple(sort_key(query.search).split())
    wanted = Wanted(company, words, query.filters)
    backwards = query.before is not None and query.after is None
    key = _key_of(tx, company, query.sort, query.before if backwards else query.after)
    found = list(read_page(tx, wanted, Cut(query.sort, query.size + 1, key, backwards)))
    more, found = len(found) > query.size, found[: query.size]
    if backwards:
        found.reverse()
    has_next = more if not backwards else key is not None
    has_previous = more if backwards else key is not None
    files = [row.public_id for row in found if row.level == Choice.FULL_FILE]
    events = latest_events(tx, company, files) if files else {}
    rows = tuple(_listed(row, events.get(row.public_id)) for row in found)
    visible = count_wanted(tx, Wanted(company), MOST_COUNTED)
    matched = count_wanted(tx, wanted, MOST_COUNTED) if words or query.filters.any else visible
    return ApplicantPage(
        rows,
        matched,
        visible,
        rows[-1].public_id if rows and has_next else None,
        rows[0].public_id if rows and has_previous else None,
    )


def _key_of(
    tx: Connection, company: UUID, sort: str, public_id: UUID | None
) -> tuple[object, ...] | None:
    """The sort key of a listed person; None (first page) for anybody not visible or unknown."""
    if public_id is None:
        return None
    row = tx.execute(
        select(*SORTS[sort][0]).where(matching(), summary.c.public_id == public_id),
        {"company": company},
    ).first()
    return tuple(row) if row is not None else None


def _listed(row, event) -> ListedApplicant:  # type: ignore[no-untyped-def]
    return ListedApplicant(
        public_id=row.public_id,
        level=Choice(row.level),
        visible_since=row.visible_since,
        surname=row.surname,
        first_names=row.first_names,
        workplace=row.workplace,
        current_commune=row.current_commune,
        wished_commune=row.wished_commune,
        last_step=event.step if event else None,
        last_outcome=event.outcome if event else None,
        last_event_on=event.occurred_on if event else None,
    )
