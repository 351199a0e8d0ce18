"""Invented dwellings in real communes, near the workplaces of the demonstration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from app.db.engines import Database
from app.demo.areas import communes_around
from app.demo.calendar import told_at
from app.demo.cast import COMPANIES, VAUQUELIN, with_check_digit
from app.demo.names import LANDLORDS, STREETS
from app.offers.intake import Offer, store_offer

SEED = 77
_FINANCING = {"PLAI": 20, "PLUS": 50, "PLS": 18, "LLI": 12}
_SQUARE_METRES = {"T1": 28, "T2": 45, "T3": 63, "T4": 79, "T5": 96}
_EUROS_A_METRE = {"PLAI": 6.2, "PLUS": 7.1, "PLS": 9.8, "LLI": 12.4}
_RESIDENCES = (
    "Les Tilleuls-Argentés", "Le Clos des Mariniers", "Résidence du Grand-Pré", "L’Horloge-Neuve",
    "Les Terrasses du Val", "Le Vieux-Lavoir", "Cour des Imprimeurs", None,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """A stored offer and its facts."""

    id: UUID
    facts: Offer


def publish_offers(database: Database, count: int, now: datetime) -> list[KnownOffer]:
    """The offers of the last eight months, oldest first; about half are still open."""
    with told_at(database, "worker", now) as tx:
        return [KnownOffer(store_offer(tx, offer)[0], offer) for offer in invent_offers(count, now)]


def invent_offers(count: int, now: datetime) -> Iterator[Offer]:
    """The same count and day give the same offers."""
    places = [place for company in COMPANIES for place in company.places]
    weights = [1 / (rank + 1) for rank in range(len(places))]
    for number in range(count):
        dice = Random(f"{SEED}/{number}")  # nosec B311  # noqa: S311  invented dwellings, nothing secret
        days_ago = 1 + round(239 * (1 - number / max(1, count - 1)) ** 1.7)
        # The last ones are where the largest company works, to be found at once by whoever visits.
        place = places[0] if number % 3 == 0 else dice.choices(places, weights)[0]
        yield _offer(dice, number, place.insee_code, now - timedelta(days=days_ago))


def _offer(dice: Random, number: int, insee_code: str, published: datetime) -> Offer:
    near = communes_around(insee_code)
    home = near[min(int(dice.expovariate(1 / 3)), len(near) - 1)]
    kind = dice.choices(list(_SQUARE_METRES), (10, 28, 36, 20, 6))[0]
    financing = dice.choices(list(_FINANCING), list(_FINANCING.values()))[0]
    surface = _SQUARE_METRES[kind] + dice.randint(-6, 9)
    landlord = dice.randrange(len(LANDLORDS))
    return Offer(
        reference=f"DEMO-{number + 1:04}",
        landlord_siren=with_check_digit(f"1900000{landlord}"),
        landlord_name=LANDLORDS[landlord],
        insee_code=home.insee_code,
        postcode=dice.choice(home.postcodes),
        dwelling_type=kind,
        surface_m2=surface,
        rent_euros=round(surface * _EUROS_A_METRE[financing]),
        charges_euros=round(surface * 1.3),
        financing=financing,
        published_on=published.date(),
        closes_on=(published + timedelta(days=dice.randint(45, 80))).date(),
        residence=dice.choice(_RESIDENCES),
        address=f"{dice.randint(1, 90)} {dice.choice(STREETS)}",
        building="HOUSE" if dice.random() < 0.1 else "FLAT",
        floor=dice.randint(0, 6),
        lift=dice.choice((True, False)),
        parking=dice.choice((True, False, None)),
        adapted_to_disability=dice.choice((True, False, None)),
        energy_class=dice.choice("BCCDDE"),
        available_on=(published + timedelta(days=dice.randint(30, 120))).date(),
        reserved_for_siren=VAUQUELIN.siren if number % 12 == 0 else None,
    )
