"""Invented applicants and co-applicants, with their work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo.areas import communes_around
from app.demo.names import JOBS, MEN, SECOND, STREETS, SURNAMES, WOMEN
from app.reference.names import sort_key

Member = dict[str, Any]
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class DemoEstablishment:
    """A real or invented workplace; its SIRET has right check digits."""

    siret: str
    name: str
    insee_code: str
    postcode: str


def day_between(dice: Random, first: date, last: date) -> date:
    """A day of the closed range."""
    return first + timedelta(days=dice.randint(0, max(0, (last - first).days)))


def years_before(day: date, years: float) -> date:
    """About that many years earlier."""
    return day - timedelta(days=round(years * _YEAR))


def address_near(dice: Random, insee_code: str) -> Member | None:
    """A home within reach of the workplace: the first communes are the likeliest."""
    near = communes_around(insee_code)
    if not near:
        return None
    place = near[min(int(dice.expovariate(1 / 4)), len(near) - 1)]
    line = f"{dice.randint(1, 180)} {dice.choice(STREETS)}"
    return {
        "line": line,
        "postcode": dice.choice(place.postcodes),
        "insee_code": place.insee_code,
    }


def employed_at(dice: Random, place: DemoEstablishment) -> Member:
    """Work at one of the given establishments."""
    contract = dice.choices(("CDI", "CDD", "INTERIM", "APPRENTICESHIP"), (80, 12, 4, 4))[0]
    return {
        "status": "APPRENTICE" if contract == "APPRENTICESHIP" else "PRIVATE_EMPLOYEE",
        "contract": contract,
        "job_title": dice.choice(JOBS),
        "employer_name": place.name,
        "siret": place.siret,
        "several_employers": dice.random() < 0.06,
        "workplace": {"postcode": place.postcode, "insee_code": place.insee_code},
    }


def employed_elsewhere(dice: Random) -> Member:
    """Any other situation; nothing that would attach the person to a company."""
    statuses = ("UNEMPLOYED", "STATE", "HOSPITAL", "SELF_EMPLOYED", "STUDENT", "RETIRED", "OTHER")
    return {"status": dice.choices(statuses, (30, 15, 15, 12, 10, 8, 10))[0], "siret": None}


def _email(dice: Random, first_name: str, surname: str) -> str:
    """An address in a domain that is reserved and can never receive anything."""
    local = ".".join(
        "".join(c for c in sort_key(part) if c.isascii() and c.isalnum())
        for part in (first_name, surname)
    )
    return f"{local}{dice.randint(1, 99)}@courriel.example"


def _usual_name(dice: Random, civility: str, family_status: str) -> str | None:
    married = family_status in {"MARRIED", "WIDOWED", "DIVORCED"}
    odds = 0.5 if civility == "MME" and married else 0.02
    return dice.choice(SURNAMES) if dice.random() < odds else None


def make_person(dice: Random, *, family_status: str, occupation: Member, as_of: date) -> Member:
    """One adult of 19 to 62, without address."""
    civility = dice.choice(("M", "MME"))
    surname = dice.choice(SURNAMES)
    first_name = dice.choice(MEN if civility == "M" else WOMEN)
    others = f", {dice.choice(SECOND)}" if dice.random() < 0.3 else ""
    return {
        "civility": civility,
        "birth_name": surname,
        "usual_name": _usual_name(dice, civility, family_status),
        "first_names": first_name + others,
        "birth_date": years_before(as_of, dice.triangular(19, 62, 31)).isoformat(),
        "nationality": dice.choices(("FR", "EU", "NON_EU"), (84, 6, 10))[0],
        "family_status": family_status,
        "email": _email(dice, first_name, surname) if dice.random() < 0.9 else None,
        # 06 39 98 is the range kept for fiction.
        "phone": f"06 39 98 {dice.randint(0, 99):02} {dice.randint(0, 99):02}",
        "occupation": occupation,
    }
