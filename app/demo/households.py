"""Invented households: children, income, current and wanted housing."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from app.demo.areas import communes_around
from app.demo.names import DISABILITIES, LANDLORDS, MEN, WOMEN
from app.demo.people import day_between, years_before
from app.reference.csv_tables import read_rows

Member = dict[str, Any]

_REASONS = {
    "TOO_SMALL": 20,
    "FAR_FROM_WORK": 18,
    "NO_OWN_HOUSING": 14,
    "TOO_EXPENSIVE": 16,
    "FAMILY_GROWTH": 9,
    "DIVORCE_SEPARATION": 7,
    "MOBILITY": 6,
    "NOTICE_FROM_OWNER": 5,
    "HEALTH": 3,
    "INDECENT": 3,
    "DISABILITY": 2,
    "VIOLENCE_AT_HOME": 2,
    "CHILD_WELFARE_LEAVER": 1,
}
_HOUSING = {
    "PRIVATE_TENANT": 38,
    "SOCIAL_TENANT": 24,
    "HOSTED_FAMILY": 18,
    "HOSTED_OTHER": 6,
    "HOSTEL": 5,
    "TEMPORARY": 3,
    "SHELTER": 2,
    "OWNER": 2,
    "HOTEL": 1,
    "HOMELESS": 1,
}
_RENTED = frozenset({"PRIVATE_TENANT", "SOCIAL_TENANT", "HOSTEL", "TEMPORARY"})


@cache
def _dwelling_table() -> dict[str, tuple[str, ...]]:
    types = ("T1", "T2", "T3", "T4", "T5", "T6")
    return {
        people: types[types.index(low) : types.index(high or "T6") + 1]
        for people, low, high in read_rows("dwelling_types.csv")
    }


def suitable_types(people: int) -> tuple[str, ...]:
    """The dwelling types for that many people."""
    table = _dwelling_table()
    return table.get(str(people)) or table["5+"]


def make_household(dice: Random, *, surname: str, couple: bool, as_of: date) -> Member:
    """Children under 21, sometimes one to come, sometimes a disabled person."""
    children = dice.choices((0, 1, 2, 3, 4), (30, 28, 26, 12, 4) if couple else (62, 20, 12, 4, 2))
    household: Member = {
        "dependants": [_child(dice, surname, as_of) for _ in range(children[0])],
        "unborn_children": 0,
        "due_date": None,
        "disabled_people": 0,
        "disability_details": None,
    }
    if dice.random() < (0.09 if couple else 0.02):
        household["unborn_children"] = 1
        household["due_date"] = (as_of + timedelta(days=dice.randint(20, 210))).isoformat()
    if dice.random() < 0.06:
        household["disabled_people"] = 1
        household["disability_details"] = dice.choice(DISABILITIES)
    return household


def _child(dice: Random, surname: str, as_of: date) -> Member:
    sex = dice.choice(("F", "M"))
    return {
        "last_name": surname,
        "first_name": dice.choice(WOMEN if sex == "F" else MEN),
        "birth_date": years_before(as_of, dice.uniform(0.2, 20)).isoformat(),
        "sex": sex,
        "link": "CHILD",
        "custody": dice.choices(("FULL", "SHARED", "VISITING"), (80, 15, 5))[0],
    }


def make_income(dice: Random, workers: list[str], children: int, as_of: date) -> Member:
    """Net wages around 1,950 € a month; the tax income is what is left after a tenth off."""
    taxed: list[Member] = []
    monthly: list[Member] = []
    for person in workers:
        wage = round(dice.triangular(1_150, 3_900, 1_750))
        monthly.append({"person": person, "code": "SAL", "euros": wage})
        for years_ago in (2, 1):
            yearly = round(wage * 12 * 0.9 * dice.uniform(0.85, 1.02))
            taxed.append({"year": as_of.year - years_ago, "person": person, "euros": yearly})
    if children >= 2:
        allowance = 149 + 191 * (children - 2)
        monthly.append({"person": "APPLICANT", "code": "AF", "euros": allowance})
    if dice.random() < 0.03:
        monthly.append({"person": "APPLICANT", "code": "AAH", "euros": 1_016})
    alimony = dice.choice((120, 180, 250)) if dice.random() < 0.05 else 0
    return {
        "reference_tax_income": taxed,
        "monthly_resources": monthly,
        "alimony_paid_euros": alimony,
    }


def make_current_housing(dice: Random, people: int, as_of: date) -> Member:
    """How they are housed; the size runs a little behind the household."""
    kind = dice.choices(list(_HOUSING), list(_HOUSING.values()))[0]
    housing: Member = {"kind": kind, "owns_another_home": dice.random() < 0.02}
    if kind == "HOMELESS":
        return housing
    rooms = max(1, min(6, people - 1 + dice.randint(0, 1)))
    housing |= {
        "since": day_between(dice, years_before(as_of, 12), as_of).isoformat(),
        "dwelling_type": f"T{rooms}",
        "surface_m2": rooms * 14 + dice.randint(4, 22),
        "people": people,
    }
    if kind in _RENTED:
        rent = rooms * 150 + dice.randint(180, 460)
        housing |= {"rent_euros": rent, "housing_aid_euros": dice.choice((0, 0, 85, 140, 210))}
    if kind == "SOCIAL_TENANT":
        housing["landlord_name"] = dice.choice(LANDLORDS)
    return housing


def make_wanted_housing(dice: Random, insee_code: str, people: int, adapted: bool) -> Member:
    """Communes near the workplace, in order, and types that suit the household."""
    near = communes_around(insee_code)
    wanted = dice.sample(near[:14], k=min(len(near[:14]), dice.choices(range(1, 9), _WISHES)[0]))
    return {
        "dwelling_types": list(suitable_types(people)[:2]),
        "building": dice.choices(("FLAT", "ANY", "HOUSE"), (45, 45, 10))[0],
        "flat_share": people == 1 and dice.random() < 0.05,
        "communes": [{"insee_code": place.insee_code, "district": None} for place in wanted],
        "accepts_other_communes": dice.random() < 0.6,
        "max_rent_euros": 420 + 130 * people + 10 * dice.randint(0, 25),
        "parking": dice.choice((True, False, None)),
        "lift": True if adapted else dice.choice((True, False, None)),
        "ground_floor": dice.choice((True, False, None)),
        "adapted_to_disability": adapted or None,
    }


_WISHES = (10, 20, 25, 18, 12, 7, 4, 4)


def make_reasons(dice: Random, household: Member) -> list[str]:
    """One to three, the weightiest first; what the household implies is said."""
    drawn = dice.choices(list(_REASONS), list(_REASONS.values()), k=dice.randint(1, 3))
    if household["unborn_children"]:
        drawn.insert(0, "FAMILY_GROWTH")
    if household["disabled_people"]:
        drawn.insert(0, "DISABILITY")
    return list(dict.fromkeys(drawn))[:3]


def make_documents(dice: Random, *, foreign: bool, working: bool) -> list[Member]:
    """Ticks only; four files in five are complete."""
    mandatory = ["IDENTITY", "TAX_NOTICE_N2", "RESOURCES", "FAMILY_STATUS"]
    mandatory += ["STAY_PERMIT"] if foreign else []
    optional = ["TAX_NOTICE_N1", *(["PAYSLIPS", "EMPLOYER_CERTIFICATE"] if working else [])]
    complete = dice.random() < 0.8
    ticks = [(code, True, complete or dice.random() < 0.6) for code in mandatory]
    ticks += [(code, False, dice.random() < 0.7) for code in optional]
    return [
        {"code": code, "mandatory": must, "deposited": deposited} for code, must, deposited in ticks
    ]
