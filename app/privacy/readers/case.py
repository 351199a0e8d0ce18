"""Frozen inputs of the ranking, and where its result is kept. Facts without a name; the result's
own line is the applicant's to read."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.privacy.adviser_models import ranking_line
from app.privacy.codec import decode
from app.privacy.rule import WantedLocation

_FACTS = text(
    "SELECT candidature_id, request_id, state, submitted_at, registered_on, people, wanted, "
    "priority, employer_status, employer_sector, employer_band FROM app.ranking_facts(:home)"
)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One candidature on a dwelling, before the landlord has it. `employer_*` are None for an
    employer the portal does not know."""

    candidature_id: UUID
    request_id: UUID
    state: str
    submitted_at: datetime
    registered_on: date
    people: int
    wanted: tuple[str, ...]
    priority: bool
    employer_status: str | None
    employer_sector: str | None
    employer_band: str | None
    company_points: int = 0


@dataclass(frozen=True, slots=True)
class RankingLine:
    """What is kept of one ranked candidature. `components` are (code, measure, tenths, most)."""

    candidature_id: UUID
    rank: int | None
    candidates: int | None
    components: tuple[tuple[str, str, int, int], ...]
    total_tenths: int
    entitled: bool
    weights_number: int
    sent: bool


@dataclass(frozen=True, slots=True)
class OwnRank:
    """The applicant's own line. `rank` None: reserved to one company, no place is told."""

    candidature_id: UUID
    rank: int | None
    candidates: int | None
    components: tuple[tuple[str, str, int, int], ...]
    total_tenths: int
    entitled: bool
    sent: bool
    ranked_at: datetime


def ranking_facts(tx: Connection, offer_id: UUID) -> tuple[CaseFacts, ...]:
    """The facts of every candidature on the dwelling that is not yet at the landlord's."""
    return tuple(
        CaseFacts(**{**row, "wanted": _communes(row["wanted"])})
        for row in tx.execute(_FACTS, {"home": offer_id}).mappings()
    )


def offers_to_rank(tx: Connection, most: int) -> tuple[UUID, ...]:
    """Dwellings whose ranking is not fresh, the oldest first."""
    return tuple(tx.scalars(text("SELECT app.offers_to_rank(:most)"), {"most": most}))


def keep_lines(tx: Connection, lines: tuple[RankingLine, ...]) -> None:
    """Write or renew them; a line that went to the landlord stays as it was sent."""
    if lines:
        kept = [{**asdict(line), "candidature_id": str(line.candidature_id)} for line in lines]
        write = text("SELECT app.keep_ranking_lines(CAST(:lines AS jsonb))")
        tx.execute(write, {"lines": json.dumps(kept)})


def own_ranks(tx: Connection) -> dict[UUID, OwnRank]:
    """The signed-in applicant's, by candidature (row security: the own request's)."""
    columns = (ranking_line.c[name] for name in OwnRank.__slots__)
    found = {}
    for row in tx.execute(select(*columns)).mappings():
        parts = tuple((a, b, c, d) for a, b, c, d in row["components"])
        found[row["candidature_id"]] = OwnRank(**{**row, "components": parts})
    return found


def _communes(wanted: dict[str, Any]) -> tuple[str, ...]:
    place: WantedLocation = decode(WantedLocation, wanted)
    return tuple(one.insee_code for one in place.communes)
