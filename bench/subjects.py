"""Whom a measurement is about: a company of a given size, its member, some of its people."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from app.access.actor import Actor
from app.db.engines import Database
from bench.scale import Scale, zipf_sizes


def drawn(kind: str, number: int) -> UUID:
    """The identifier that load/people.py drew from this number."""
    return UUID(hashlib.md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest())


@dataclass(frozen=True, slots=True)
class Subject:
    """`by_name`, `by_day`: sort keys in the middle of the list. Words match few or many people."""

    name: str
    size: int
    actor: Actor
    company_id: UUID
    by_name: tuple[object, ...]
    by_day: tuple[object, ...]
    open_people: tuple[UUID, ...]
    first_page: tuple[UUID, ...]
    common: str
    rare: str
    sites: tuple[str, ...] = ()


def member_of(rank: int) -> Actor:
    """The owner of the company of this rank by size (0 is the largest)."""
    return Actor(
        "employer", drawn("member", rank), "Claude Martin", "OWNER", "fr", b"",
        membership_id=drawn("membership", rank), company_id=drawn("company", rank),
        company_name=f"Entreprise {rank + 1}", may_open_files=True, may_export=True,
    )  # fmt: skip


def subjects_of(database: Database, scale: Scale, middle: int, small: int) -> tuple[Subject, ...]:
    """The largest company, and those whose numbers of requests are nearest to the two given."""
    sizes = zipf_sizes(scale.companies, scale.requests, scale.zipf)
    ranks = {"largest": 0, "middle": _nearest(sizes, middle), "small": _nearest(sizes, small)}
    with database.owner.connect() as owner:
        return tuple(_subject(owner, name, rank, sizes[rank]) for name, rank in ranks.items())


def _nearest(sizes: list[int], wanted: int) -> int:
    return min(range(len(sizes)), key=lambda rank: abs(sizes[rank] - wanted))


_VISIBLE = (
    "FROM summary WHERE company_id = :c AND level > 1 "
    "AND (visible_until IS NULL OR visible_until > now())"
)


def _subject(owner: Connection, name: str, rank: int, size: int) -> Subject:
    company = {"c": drawn("company", rank)}
    middle = {
        **company,
        "o": (owner.scalar(text(f"SELECT count(*) {_VISIBLE}"), company) or 0) // 2,
    }

    def row(columns: str, rest: str) -> tuple[object, ...]:
        return tuple(owner.execute(text(f"SELECT {columns} {_VISIBLE} {rest}"), middle).one())

    def people(rest: str) -> tuple[UUID, ...]:
        return tuple(owner.scalars(text(f"SELECT public_id {_VISIBLE} {rest}"), company))

    word = "split_part(sort_name, ' ', 1)"
    groups = f"GROUP BY 1 HAVING length({word}) > 3 ORDER BY count(*)"
    common = str(row(word, f"{groups} DESC, 1 LIMIT 1")[0])
    rare = str(row(word, f"{groups}, 1 LIMIT 1")[0])
    return Subject(
        name=name, size=size, actor=member_of(rank), company_id=company["c"],
        by_name=row("sort_name, public_id", "ORDER BY sort_name, public_id OFFSET :o LIMIT 1"),
        by_day=row("visible_since, public_id",
                   "ORDER BY visible_since DESC, public_id DESC OFFSET :o LIMIT 1"),
        open_people=people("AND level = 3 ORDER BY public_id LIMIT 200"),
        first_page=people("ORDER BY sort_name, public_id LIMIT 50"),
        common=common, rare=rare,
        sites=tuple(owner.scalars(text("SELECT siret FROM establishment WHERE company_id = :c "
                                       "ORDER BY siret LIMIT 3"), company)),
    )  # fmt: skip
