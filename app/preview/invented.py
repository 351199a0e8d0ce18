"""The people of the preview: invented, the same for every company, written here and nowhere else.

Their telephones are of the range kept for fiction, their addresses of the domain kept for examples.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.companies.face import Face
from app.companies.queries import SiteLine
from app.privacy.rule import (
    Candidature,
    CandidatureEvent,
    Choice,
    Place,
    Summary,
    WantedCommune,
    WantedLocation,
)

VILLEURBANNE, SAINT_PRIEST, BRON = "69266", "69290", "69029"
_NOWHERE = SiteLine("00000000000000", "Siège", None, "69100", VILLEURBANNE, head_office=True)


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person. `awards` are places in the company's scale, `note` the company's own."""

    id: UUID
    level: Choice
    since: date
    summary: Summary
    sensitive: bool
    candidature: Candidature | None
    awards: tuple[int, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class _Traits:
    """What tells one from another; `steps` are the candidature's outcomes, oldest first."""

    civility: str
    surname: str
    first_names: str
    born: date
    level: Choice
    since_days: int
    home: str | None
    wishes: tuple[str, ...]
    steps: tuple[str, ...] = ()
    awards: tuple[int, ...] = ()
    sensitive: bool = False
    several: bool = False
    note: str | None = None


_STEP_OF = {
    "SUBMITTED": 1, "VALIDATED": 2, "TRANSMITTED": 3, "CONTACTED": 4, "COMMITTEE_PLANNED": 5,
    "AWARDED": 6, "OFFER_NOTIFIED": 6, "ACCEPTED": 6, "LEASE_SIGNED": 7, "CANCELLED": 1,
}  # fmt: skip
_CAST = (
    _Traits("MME", "Alizé", "Maëlys", date(1991, 4, 12), Choice.FULL_FILE, 41, BRON,
            (VILLEURBANNE, BRON), ("SUBMITTED", "VALIDATED"), (0,), sensitive=True,
            note="Maëlys prend un poste à Villeurbanne en janvier."),
    _Traits("M", "Bruyère", "Anatole", date(1986, 11, 2), Choice.SUMMARY, 33, SAINT_PRIEST,
            (SAINT_PRIEST,), awards=(0,)),
    _Traits("MME", "Coudrier", "Inès", date(1997, 7, 23), Choice.FULL_FILE, 27, VILLEURBANNE,
            (VILLEURBANNE, SAINT_PRIEST), ("SUBMITTED",)),
    _Traits("M", "Églantier", "Souleymane", date(1979, 1, 30), Choice.FULL_FILE, 96, BRON,
            (BRON,), ("SUBMITTED", "VALIDATED", "TRANSMITTED", "CONTACTED"), (0, 1)),
    _Traits("MME", "Fougère", "Apolline", date(1994, 9, 5), Choice.SUMMARY, 4, None,
            (VILLEURBANNE,), several=True),
    _Traits("M", "Genêt", "Théodore", date(1989, 3, 17), Choice.SUMMARY, 2, BRON,
            (BRON, VILLEURBANNE)),
    _Traits("MME", "Lavande", "Oriane", date(1983, 12, 8), Choice.FULL_FILE, 120, SAINT_PRIEST,
            (SAINT_PRIEST,), ("SUBMITTED", "VALIDATED", "TRANSMITTED", "COMMITTEE_PLANNED",
                              "AWARDED", "ACCEPTED", "LEASE_SIGNED"), (1,), sensitive=True),
    _Traits("M", "Mélèze", "Basile", date(1992, 6, 19), Choice.SUMMARY, 15, VILLEURBANNE,
            (VILLEURBANNE, BRON), awards=(1,)),
)  # fmt: skip


def people(face: Face, day: date) -> tuple[Invented, ...]:
    """Whoever such a company would be shown under its own policy."""
    sites = face.sites or (_NOWHERE,)
    made = (
        _make(number, traits, face, sites[number % len(sites)], day)
        for number, traits in enumerate(_CAST)
    )
    return tuple(one for one in made if one is not None)


def _make(number: int, traits: _Traits, face: Face, site: SiteLine, day: date) -> Invented | None:
    """None where the company's policy offers no choice that would show this person."""
    offered = [choice for choice in face.choices if 1 < choice <= traits.level]
    if not offered:
        return None
    level = Choice(max(offered))
    counts = level is Choice.FULL_FILE or face.points_on_summary
    return Invented(
        UUID(int=number + 1),
        level,
        day - timedelta(days=traits.since_days),
        _summary(traits, face, site),
        traits.sensitive,
        _candidature(number, traits, day) if level is Choice.FULL_FILE else None,
        traits.awards if counts else (),
        traits.note if level is Choice.FULL_FILE else None,
    )


def _summary(traits: _Traits, face: Face, site: SiteLine) -> Summary:
    known = site.postcode and site.insee_code
    return Summary(
        civility=traits.civility,
        surname=traits.surname,
        first_names=traits.first_names,
        birth_date=traits.born,
        email=f"personne.{traits.born.year}@courriel.example",
        employer_name=face.name,
        employer_siret=site.siret,
        several_employers=traits.several,
        workplace=Place(str(site.postcode), str(site.insee_code)) if known else None,
        current_commune=traits.home,
        wanted_location=WantedLocation(
            tuple(WantedCommune(code) for code in traits.wishes), accepts_other_communes=True
        ),
    )


def _candidature(number: int, traits: _Traits, day: date) -> Candidature | None:
    if not traits.steps:
        return None
    first = day - timedelta(days=traits.since_days - 1)
    events = tuple(
        CandidatureEvent(first + timedelta(days=3 * n), _STEP_OF[outcome], outcome)
        for n, outcome in enumerate(traits.steps)
    )
    return Candidature(
        dwelling_type=("T2", "T3")[number % 2],
        surface_m2=46.0 + 4 * number,
        insee_code=traits.wishes[0],
        residence="Résidence des Exemples",
        landlord_name="Habitat des Exemples",
        rent_with_charges_euros=560 + 20 * number,
        events=events,
    )
