"""Invented housing requests, in the contract's own form.

The same establishments, count, seed and day give the same requests, so that a demonstration
can be told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from app.demo.areas import territory_prefix
from app.demo.households import (
    make_current_housing,
    make_documents,
    make_household,
    make_income,
    make_reasons,
    make_wanted_housing,
)
from app.demo.names import STATEMENTS
from app.demo.people import (
    DemoEstablishment,
    address_near,
    day_between,
    employed_at,
    employed_elsewhere,
    make_person,
    years_before,
)
from app.reference.communes import commune
from app.reference.departments import department_code_of

__all__ = ["DemoEstablishment", "generate"]

Member = dict[str, Any]

_COUPLES = {"MARRIED": "SPOUSE", "PACS": "PACS", "COHABITING": "COHABITANT"}
_ALONE = ("SINGLE", "DIVORCED", "SEPARATED", "WIDOWED")
# Prime to a million: consecutive requests get far-apart sequence numbers, never twice the same.
_STRIDE = 387_611


def generate(
    establishments: Sequence[DemoEstablishment], count: int, seed: int, *, as_of: date
) -> Iterator[Member]:
    """Yield `count` requests of people who work at the establishments, the first ones more.

    At most a million. Raises ValueError for an establishment whose commune is unknown.
    """
    for place in establishments:
        if commune(place.insee_code) is None:
            raise ValueError(f"unknown commune of establishment {place.siret}")
    weights = [1 / (rank + 1) for rank in range(len(establishments))]
    for ordinal in range(count):
        dice = Random(f"{seed}/{ordinal}")  # nosec B311  # noqa: S311  invented people, nothing secret
        place = dice.choices(establishments, weights)[0]
        yield _request(dice, place, ordinal, as_of)


def _request(dice: Random, place: DemoEstablishment, ordinal: int, as_of: date) -> Member:
    couple = dice.random() < 0.42
    status = dice.choice(list(_COUPLES) if couple else _ALONE)
    applicant, partner = _adults(dice, place, status if couple else None, status, as_of)
    household = make_household(dice, surname=applicant["birth_name"], couple=couple, as_of=as_of)
    people = 1 + couple + len(household["dependants"])
    adults = [("APPLICANT", applicant), *([("CO_APPLICANT", partner)] if partner else [])]
    workers = [who for who, adult in adults if adult["occupation"]["siret"]]
    return _registration(dice, place, ordinal, as_of) | {
        "registry_email": applicant["email"] or f"dossier{ordinal}@courriel.example",
        "applicant": applicant,
        "co_applicant": partner,
        "household": household,
        "income": make_income(dice, workers, len(household["dependants"]), as_of),
        "current_housing": make_current_housing(dice, people, as_of),
        "reasons": make_reasons(dice, household),
        "wanted_housing": make_wanted_housing(
            dice, place.insee_code, people, bool(household["disabled_people"])
        ),
        "free_text": dice.choice(STATEMENTS) if dice.random() < 0.35 else None,
        "priority": _priority(dice),
        "documents": make_documents(
            dice,
            foreign=applicant["nationality"] == "NON_EU",
            working=bool(applicant["occupation"]["siret"]),
        ),
    }


def _adults(
    dice: Random, place: DemoEstablishment, couple: str | None, status: str, as_of: date
) -> tuple[Member, Member | None]:
    """In one couple of eight the employee is the co-applicant, as the rules allow."""
    work, other_work = employed_at(dice, place), employed_elsewhere(dice)
    if couple and dice.random() < 0.12:
        work, other_work = other_work, work
    home = address_near(dice, place.insee_code)
    applicant = make_person(dice, family_status=status, occupation=work, as_of=as_of)
    applicant["address"] = home
    if couple is None:
        return applicant, None
    partner = make_person(dice, family_status=status, occupation=other_work, as_of=as_of)
    return applicant, partner | {"address": home, "link": _COUPLES[couple]}


def _registration(dice: Random, place: DemoEstablishment, ordinal: int, as_of: date) -> Member:
    """The number carries the month of the first registration; a renewal follows each year."""
    registered = day_between(dice, years_before(as_of, 5), as_of)
    renewed = _last_anniversary(registered, as_of)
    changed = day_between(dice, renewed or registered, as_of)
    moment = datetime.combine(changed, time(dice.randint(0, 6), dice.randint(0, 59)), UTC)
    territory = territory_prefix(department_code_of(place.insee_code))
    desk = "GDPUB" if dice.random() < 0.8 else f"G{dice.randint(1000, 1999)}"
    sequence = (ordinal + 1) * _STRIDE % 1_000_000
    return {
        "unique_number": f"{territory}{registered:%m%y}{sequence:06}{desk}",
        "kind": "RENEWAL" if renewed else "FIRST",
        "status": dice.choices(("ACTIVE", "STRUCK_OFF", "HOUSED"), (97, 1, 2))[0],
        "registered_on": registered.isoformat(),
        "renewed_on": renewed.isoformat() if renewed else None,
        "updated_at": moment.isoformat(),
    }


def _last_anniversary(registered: date, as_of: date) -> date | None:
    years = (as_of - registered).days // 365
    if years == 0:
        return None
    # A few days early: a request is renewed before it lapses.
    return min(as_of, registered + timedelta(days=years * 365 - 5))


def _priority(dice: Random) -> list[str]:
    drawn = dice.random()
    if drawn < 0.03:
        return ["DALO", "L441_1"]
    return ["L441_1"] if drawn < 0.12 else []
