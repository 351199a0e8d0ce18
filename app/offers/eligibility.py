"""Three indicators of an offer for a household. Pure; never a refusal: the landlord decides.

Ceilings: order of 29 July 1987 and the yearly orders that index it (reference/data). Household
categories: art. 1 of the same order. Rooms and effort: the AL'in applicants' guide.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from app.reference.communes import commune, whole_commune
from app.reference.csv_tables import read_rows
from app.reference.departments import ile_de_france
from app.reference.neighbours import neighbours

PARIS = "75056"
LARGEST_CATEGORY = 6
EXTRA_PERSON = "extra_person"
# "About one third" of the resources for rent and charges.
REPERE = 1 / 3
_OVERSEAS = ("97", "98")


class Verdict(Enum):
    """What an indicator says. UNKNOWN: a fact or a table is missing."""

    FINE = "fine"
    ABOVE = "above"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Household:
    """Who would live there. Euros; None where the request does not say.

    `people` are all those to be housed, `dependants` those among them who depend on an adult;
    `reference_income` is the tax reference income of all the adults two years back.
    """

    people: int
    dependants: int = 0
    disabled: bool = False
    couple: bool = False
    reference_income: int | None = None
    monthly_resources: int | None = None


@dataclass(frozen=True, slots=True)
class CeilingIndicator:
    """`ceiling` None: no table applies. `young_couple_matters`: the ages are not known here."""

    verdict: Verdict
    category: int
    ceiling: int | None
    income: int | None
    young_couple_matters: bool
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class EffortIndicator:
    """`share` is (rent + charges) ÷ the household's monthly resources."""

    verdict: Verdict
    share: float | None


def category_of(household: Household, *, young_couple: bool = False) -> int:
    """1 to 6: the highest of what its number, its dependants and a disability each give."""
    adults = household.people - household.dependants
    by_number = household.people + (1 if household.disabled else 0)
    # One adult with dependants counts one category more than their number.
    alone = household.dependants + 2 if adults == 1 and household.dependants else 1
    young = 3 if young_couple and household.people == 2 and not household.dependants else 1
    return min(max(by_number, alone, young), LARGEST_CATEGORY)


def zone_of(insee_code: str) -> str | None:
    """The zone of the PLAI, PLUS and PLS tables; None overseas and for an unknown commune."""
    place = commune(insee_code)
    if place is None or place.insee_code.startswith(_OVERSEAS):
        return None
    whole = whole_commune(insee_code)
    if whole == PARIS or whole in neighbours(PARIS):
        return "PARIS_AND_BORDERING"
    if place.department_code in ile_de_france():
        return "REST_OF_IDF"
    return "OTHER_REGIONS"


def ceiling_of(
    financing: str, zone: str | None, category: int, people: int, on: date
) -> int | None:
    """Euros a year in force on that day; None where no table applies."""
    table = _ceilings()
    base = _in_force(table.get((financing, zone or "", str(category)), ()), on)
    beyond = max(0, people - LARGEST_CATEGORY)
    if base is None or not beyond:
        return base
    extra = _in_force(table.get((financing, zone or "", EXTRA_PERSON), ()), on)
    return base + beyond * extra if extra is not None else None


def judge_income(
    household: Household, financing: str, insee_code: str, on: date
) -> CeilingIndicator:
    """Tax reference income against the ceiling of the financing, the zone and the category."""
    category, zone = category_of(household), zone_of(insee_code)
    ceiling = ceiling_of(financing, zone, category, household.people, on)
    income = household.reference_income
    young = household.couple and household.people == 2 and category < category_of(
        household, young_couple=True
    )  # fmt: skip
    if ceiling is None or income is None:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.FINE if income <= ceiling else Verdict.ABOVE
    return CeilingIndicator(verdict, category, ceiling, income, young, zone)


def types_for(people: int) -> tuple[str, str | None]:
    """Smallest and largest dwelling type for so many people; no largest: None."""
    rows = _types()
    return rows[min(people, max(rows))]


def suits(dwelling_type: str, people: int) -> bool:
    """Whether the type is among those for so many people (T1 to T6 sort by their digit)."""
    least, most = types_for(people)
    return least <= dwelling_type and (most is None or dwelling_type <= most)


def judge_effort(household: Household, rent_with_charges: int) -> EffortIndicator:
    """Rent and charges against the monthly resources: about one third."""
    resources = household.monthly_resources
    if not resources:
        return EffortIndicator(Verdict.UNKNOWN, None)
    share = rent_with_charges / resources
    return EffortIndicator(Verdict.FINE if share <= REPERE else Verdict.ABOVE, share)


_Line = tuple[date, date, int]


@cache
def _ceilings() -> dict[tuple[str, str, str], tuple[_Line, ...]]:
    found: dict[tuple[str, str, str], tuple[_Line, ...]] = {}
    for financing, zone, category, euros, first, last, _confidence in read_rows(
        "income_ceilings.csv"
    ):
        line = (date.fromisoformat(first), date.fromisoformat(last), int(euros))
        key = (financing, zone, category)
        found[key] = (*found.get(key, ()), line)
    return found


def _in_force(lines: tuple[_Line, ...], on: date) -> int | None:
    return next((euros for first, last, euros in lines if first <= on <= last), None)


@cache
def _types() -> dict[int, tuple[str, str | None]]:
    return {
        int(people.rstrip("+")): (least, most or None)
        for people, least, most in read_rows("dwelling_types.csv")
    }
