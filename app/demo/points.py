"""Points at the largest company: a published scale, awards of the last weeks, one taken back."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import Connection

from app.access.actor import Actor
from app.companies.day import today
from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import LEADS, MEMBERS
from app.demo.readings import member_actor
from app.points.policy import Criterion, PointsRefused
from app.points.queries import lines_of
from app.points.scale import NewScale, set_scale
from app.points.services import Award, award_points, reverse_award
from app.privacy.readers.employer import ApplicantQuery, list_applicants

_OWNER, _MANAGER = MEMBERS[0][1].email, MEMBERS[1][1].email
_KEYS = UUID(int=2026)
CRITERIA = (
    Criterion(1, "Mobilité professionnelle", "Mutation ou prise de poste dans une autre ville", 20),
    Criterion(2, "Nouvelle embauche", "Entrée dans l’entreprise depuis moins d’un an", 20),
    Criterion(3, "Distance domicile-travail", "Plus d’une heure de trajet", 30),
    Criterion(4, "Charges de famille", "Deux enfants à charge ou plus", 25),
    Criterion(5, "Logement trop petit", "Plus d’une personne par pièce", 15),
)
# (days ago, criterion, which of the listed people), told by the manager.
_AWARDS = (
    (58, 1, slice(0, 6)),
    (44, 3, slice(3, 9)),
    (30, 2, slice(0, 3)),
    (16, 4, slice(8, 14)),
    (6, 5, slice(2, 5)),
    (1, 3, slice(14, 16)),
)


def publish_scales(database: Database, moment: datetime) -> None:
    """A first scale, and the one that followed it."""
    actor = member_actor(database, _OWNER)
    with told_at(database, "employer", moment, actor) as tx:
        set_scale(tx, NewScale(today(tx), 1_500, 80, CRITERIA[:3]), seen=0)
    later = moment + timedelta(days=60)
    with told_at(database, "employer", later, actor) as tx:
        set_scale(tx, NewScale(today(tx), 2_000, 100, CRITERIA), seen=1)


def award_some(database: Database, now: datetime) -> None:
    """Whoever is visible by now; a day's award goes to several at once."""
    actor = member_actor(database, _MANAGER)
    for days, ordinal, some in _AWARDS:
        with told_at(database, "employer", now - timedelta(days=days), actor) as tx:
            _award(tx, actor, ordinal, some)
    owner = member_actor(database, _OWNER)
    with told_at(database, "employer", now - timedelta(hours=5), owner) as tx:
        _take_one_back(tx, owner)


def _award(tx: Connection, actor: Actor, ordinal: int, some: slice) -> None:
    people = _people(tx, actor)
    for person in people[some]:
        key = uuid5(_KEYS, f"{ordinal}/{person}")
        try:
            award_points(tx, [person], Award(2, ordinal, key))
        except PointsRefused:
            # Whoever reached the cap, or chose a summary where it takes none.
            continue


def _people(tx: Connection, actor: Actor) -> list[UUID]:
    """The people of the story first: visitors sign in as them."""
    asked = [ApplicantQuery(search=lead.surname) for lead in LEADS]
    pages = [list_applicants(tx, actor, one) for one in (*asked, ApplicantQuery(size=100))]
    return list(dict.fromkeys(row.public_id for page in pages for row in page.rows))


def _take_one_back(tx: Connection, actor: Actor) -> None:
    company = actor.company_id
    assert company is not None
    for row in list_applicants(tx, actor, ApplicantQuery(size=100)).rows:
        lines = lines_of(tx, company, row.public_id)
        if lines:
            reverse_award(tx, lines[-1].id, "Mutation annulée : le poste reste à Villeurbanne.")
            return
