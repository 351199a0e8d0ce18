"""Candidatures of the demonstration: planned backwards from where each one stands today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from app.candidatures.ranked import keep_ranking
from app.candidatures.services import Event, cancel, record, submit
from app.candidatures.states import TABLE, State
from app.db.engines import Database
from app.demo.applicants import Applicant
from app.demo.calendar import told_at
from app.demo.cast import NADIA
from app.demo.offers import KnownOffer
from app.documents.standing import make_ready
from app.privacy.rule import Choice
from app.reference.communes import commune

SEED = 5
_SENT = (State.VALIDATED, State.TRANSMITTED)
_HEARD = (*_SENT, State.CONTACTED, State.VISIT_PLANNED, State.COMMITTEE_PLANNED)
_OFFERED = (*_HEARD, State.AWARDED, State.OFFER_NOTIFIED)
# What happened after the submission; the last one is where it stands.
PATHS: dict[State, tuple[State, ...]] = {
    State.SUBMITTED: (),
    State.VALIDATED: _SENT[:1],
    State.INVALIDATED: (State.INVALIDATED,),
    State.TRANSMITTED: _SENT,
    State.CONTACTED: _HEARD[:3],
    State.VISIT_PLANNED: _HEARD[:4],
    State.COMMITTEE_PLANNED: _HEARD,
    State.AWARDED: (*_HEARD, State.AWARDED),
    State.AWARDED_RANKED: (*_HEARD, State.AWARDED_RANKED),
    State.AWARDED_CONDITIONALLY: (*_HEARD, State.AWARDED_CONDITIONALLY),
    State.NOT_AWARDED: (*_HEARD, State.NOT_AWARDED),
    State.REJECTED: (*_SENT, State.CONTACTED, State.REJECTED),
    State.OFFER_NOTIFIED: _OFFERED,
    State.ACCEPTED: (*_OFFERED, State.ACCEPTED),
    State.DECLINED: (*_OFFERED, State.DECLINED),
    State.SILENCE: (*_OFFERED, State.SILENCE),
    State.LEASE_SIGNED: (*_OFFERED, State.ACCEPTED, State.LEASE_SIGNED),
    State.CANCELLED: (State.VALIDATED, State.CANCELLED),
    # Ended by somebody else's lease on the same dwelling.
    State.OFFER_FILLED: _SENT,
    State.NO_ANSWER: (*_SENT, State.NO_ANSWER),
}
TOLD = {
    State.INVALIDATED: "Avis d’imposition manquant : déposez-le puis présentez-vous à nouveau.",
    State.AWARDED_RANKED: "Votre candidature est classée au 2e rang.",
    State.AWARDED_CONDITIONALLY: "Sous réserve de l’avis d’imposition de l’année.",
    State.NOT_AWARDED: "Le logement a été attribué à une autre personne.",
    State.REJECTED: "Les ressources dépassent le plafond de ce logement.",
}
_DAYS_A_STEP = 9


@dataclass(slots=True)
class Planned:
    """One candidature to be told: when it is submitted, and what follows at which moment."""

    who: Applicant
    offer: KnownOffer
    target: State
    submitted_at: datetime
    later: tuple[tuple[State, datetime], ...] = ()
    id: UUID | None = field(default=None)


def plan_candidatures(
    applicants: list[Applicant], offers: list[KnownOffer], count: int, now: datetime
) -> list[Planned]:
    """`count` candidatures at most, every state in turn, no two of one person."""
    dice = Random(SEED)  # nosec B311  # noqa: S311  an invented story, nothing secret
    waiting = _order(applicants)
    made = list(_nadia(applicants, offers, now))
    # Long stories first: they need people and offers of long ago.
    turns = (list(State) * count)[: max(0, count - len(made))]
    turns.sort(key=lambda state: -len(PATHS[state]))
    leases: list[Planned] = []
    # The newest first: a story that goes on is a recent one.
    free = [o for o in reversed(offers) if all(one.offer is not o for one in made)]
    for target in turns:
        on = leases.pop(0) if target is State.OFFER_FILLED and leases else None
        if target is State.OFFER_FILLED and on is None:
            continue
        on_offers = [on.offer] if on is not None else free
        one = _find(dice, waiting, on_offers, target, now, on)
        if one is None:
            continue
        waiting.remove(one.who)
        made.append(one)
        if target is State.LEASE_SIGNED:
            leases.append(one)
            # A lease ends everybody else's candidature on its dwelling: only a planned one stays.
            free.remove(one.offer)
    return made


def _order(applicants: list[Applicant]) -> list[Applicant]:
    """People with an imported request; of five, four who show their full file."""
    able = [one for one in applicants if one.imports_at is not None and one.lead is None]
    full = [one for one in able if one.choice is Choice.FULL_FILE and one.leaves_at is None]
    others = [one for one in able if one not in full]
    mixed: list[Applicant] = []
    while full or others:
        mixed += full[:4] + others[:1]
        full, others = full[4:], others[1:]
    return mixed


def _find(
    dice: Random, people: Iterable[Applicant], offers: list[KnownOffer], target: State,
    now: datetime, rival: Planned | None,
) -> Planned | None:  # fmt: skip
    for who in people:
        for offer in offers:
            if not _open_to(who, offer) or (rival is None and not _near(who, offer)):
                continue
            # Somebody who loses the dwelling was in the race before its lease was signed.
            end = rival.later[-1][1] if rival is not None else now
            one = _fit(dice, who, offer, target, end)
            if one is not None:
                return one
    return None


def _near(who: Applicant, offer: KnownOffer) -> bool:
    """In the department of the first wish."""
    wish = commune(who.record["wanted_housing"]["communes"][0]["insee_code"])
    place = commune(offer.facts.insee_code)
    return bool(wish and place and wish.department_code == place.department_code)


def _open_to(who: Applicant, offer: KnownOffer) -> bool:
    """Not reserved to another company."""
    reserved = offer.facts.reserved_for_siren
    return reserved is None or reserved == str(who.siret)[:9]


def _fit(
    dice: Random, who: Applicant, offer: KnownOffer, target: State, end: datetime,
    not_before: datetime | None = None,
) -> Planned | None:  # fmt: skip
    """The story between the import and `end`, inside the days the offer was open."""
    steps = PATHS[target]
    if who.imports_at is None:
        return None
    opened = datetime.combine(offer.facts.published_on, time(8), UTC)
    closed = datetime.combine(offer.facts.closes_on, time(8), UTC)
    first = max(who.imports_at, opened, not_before or opened) + timedelta(hours=26)
    last = min(closed, end - timedelta(days=5 * len(steps), hours=2))
    if first > last:
        return None
    # A story that goes on is a recent one: it ends at most three weeks ago.
    wanted = end - timedelta(days=_DAYS_A_STEP * len(steps) + dice.randint(1, 21))
    start = min(max(first, wanted), last)
    gap = min(timedelta(days=_DAYS_A_STEP), (end - timedelta(hours=1) - start) / (len(steps) + 1))
    later = tuple((state, start + gap * (n + 1)) for n, state in enumerate(steps))
    return Planned(who, offer, target, start, later)


def _nadia(
    applicants: list[Applicant], offers: list[KnownOffer], now: datetime
) -> Iterator[Planned]:
    """Two that came to nothing, and one at the landlord's now."""
    dice = Random(SEED)  # nosec B311  # noqa: S311
    who = next((one for one in applicants if one.lead is NADIA), None)
    after: datetime | None = None
    story = ((State.CANCELLED, 120), (State.NOT_AWARDED, 40), (State.TRANSMITTED, 0))
    for target, days_ago in story if who is not None else ():
        for offer in reversed(offers):
            if who is None or not _near(who, offer) or not _open_to(who, offer):
                continue
            one = _fit(dice, who, offer, target, now - timedelta(days=days_ago), after)
            if one is not None:
                after = max(moment for _state, moment in one.later)
                yield one
                break


def tell_submission(database: Database, one: Planned) -> None:
    """The applicant's documents are ready, and the applicant applies."""
    with told_at(database, "applicant", one.submitted_at, one.who.actor) as tx:
        make_ready(tx)
        one.id = submit(tx, one.who.actor, one.offer.id)


def tell_event(database: Database, one: Planned, state: State, moment: datetime) -> None:
    """What an adviser, a landlord, a deadline or the applicant does next."""
    if one.id is None:
        return
    if state is State.CANCELLED:
        with told_at(database, "applicant", moment, one.who.actor) as tx:
            cancel(tx, one.id)
        return
    author = next(iter(TABLE[state].by))
    with told_at(database, "worker", moment) as tx:
        if state is State.TRANSMITTED:
            # As an adviser sends it: the place among those who wait that day is kept.
            keep_ranking(tx, one.offer.id, sent=frozenset({one.id}))
        record(tx, one.id, Event(state, moment, author, TOLD.get(state)))
