"""The ranking of one dwelling's candidatures as of now, and its keeping for the applicants."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.candidatures.ranking import Facts, Nearness, Ranked, rank
from app.candidatures.weights import weights_on
from app.companies.day import today
from app.companies.eligibility import Eligibility, eligibility
from app.db.engines import Database
from app.db.transaction import transaction
from app.offers.area import area_of
from app.offers.eligibility import suits
from app.offers.queries import RankedHome, find_home
from app.points.standing import points_that_count
from app.privacy.readers.case import (
    CaseFacts,
    RankingLine,
    keep_lines,
    offers_to_rank,
    ranking_facts,
)

HOMES_A_TURN = 100
_REFUSED = (Eligibility.TOO_SMALL, Eligibility.NOT_PRIVATE)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody on one dwelling, the first one first, and the weights' version."""

    places: tuple[Ranked, ...]
    weights_number: int


def rank_home(tx: Connection, offer_id: UUID) -> Ranking:
    """As of now, by the weights that govern today. Empty for an unknown dwelling."""
    day = today(tx)
    version = weights_on(tx, day)
    home = find_home(tx, offer_id)
    if home is None:
        return Ranking((), version.number)
    found = _with_points(tx, ranking_facts(tx, offer_id))
    facts = tuple(facts_of(one, home, day) for one in found)
    return Ranking(rank(facts, version.weights), version.number)


def keep_ranking(tx: Connection, offer_id: UUID, sent: frozenset[UUID] = frozenset()) -> Ranking:
    """Rank and write each applicant's own line; those of `sent` stay as they are from now on."""
    home = find_home(tx, offer_id)
    ranking = rank_home(tx, offer_id)
    told = home is not None and home.reserved_for_siren is None
    lines = (_line(one, ranking, sent=sent, told=told) for one in ranking.places)
    keep_lines(tx, tuple(lines))
    return ranking


def keep_rankings_fresh(database: Database) -> int:
    """The worker's turn: rank again what is not fresh; how many dwellings."""
    with transaction(database, "worker") as tx:
        homes = offers_to_rank(tx, HOMES_A_TURN)
    for home in homes:
        with transaction(database, "worker") as tx:
            keep_ranking(tx, home)
    return len(homes)


def facts_of(one: CaseFacts, home: RankedHome, day: date) -> Facts:
    """From what the file says to what the ranking counts."""
    return Facts(
        candidature_id=one.candidature_id,
        submitted_at=one.submitted_at,
        months=_months(one.registered_on, day),
        nearness=nearness_of(one.wanted, home.insee_code),
        size_fits=suits(home.dwelling_type, one.people),
        priority=one.priority,
        company_points=one.company_points,
        entitled=one.priority or _eligible(one),
    )


def nearness_of(wanted: tuple[str, ...], insee_code: str) -> Nearness:
    area = area_of(wanted)
    if insee_code in area.wanted:
        return Nearness.WANTED
    return Nearness.NEAR if insee_code in area.near else Nearness.ELSEWHERE


def _with_points(tx: Connection, found: tuple[CaseFacts, ...]) -> tuple[CaseFacts, ...]:
    """The company's points as they count at this instant: 0 for whoever is not visible."""
    points = points_that_count(tx, [one.request_id for one in found])
    return tuple(replace(one, company_points=points[one.request_id]) for one in found)


def _eligible(one: CaseFacts) -> bool:
    """Verified by staff; a headcount nobody knows is not held against anybody."""
    if one.employer_status != "ACTIVE" or one.employer_sector is None:
        return False
    return eligibility(one.employer_sector, one.employer_band) not in _REFUSED


def _months(since: date, day: date) -> int:
    """Whole months."""
    passed = (day.year - since.year) * 12 + day.month - since.month
    return max(0, passed - (day.day < since.day))


def _line(one: Ranked, ranking: Ranking, *, sent: frozenset[UUID], told: bool) -> RankingLine:
    return RankingLine(
        candidature_id=one.candidature_id,
        rank=one.rank if told else None,
        candidates=one.candidates if told else None,
        components=tuple((m.component.value, m.measure, m.tenths, m.most) for m in one.marks),
        total_tenths=one.total_tenths,
        entitled=one.entitled,
        weights_number=ranking.weights_number,
        sent=one.candidature_id in sent,
    )
