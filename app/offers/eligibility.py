"""Three indicators of an offer for a household. Pure; never a refusal: the landlord decides.

Ceilings and zones are dated tables (app/offers/tables.py). Household categories: art. 1 of the
order of 29 July 1987. Rooms and effort: the AL'in applicants' guide.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from app.offers.ceilings import LARGEST_CATEGORY
from app.offers.tables import OfferTables
from app.reference.communes import commune, whole_commune
from app.reference.csv_tables import read_rows
from app.reference.departments import ile_de_france
from app.reference.neighbours import neighbours

PARIS = "75056"
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


def zone_for(financing: str, insee_code: str, tables: OfferTables) -> str | None:
    """The zone of the financing's own table; None where none is known."""
    return tables.zones.of(insee_code) if financing == "LLI" else zone_of(insee_code)


def judge_income(
    household: Household, financing: str, insee_code: str, on: date, tables: OfferTables
) -> CeilingIndicator:
    """Tax reference income against the ceiling of the financing, the zone and the category."""
    category, zone = category_of(household), zone_for(financing, insee_code, tables)
    ceiling = tables.ceilings.of(financing, zone, category, household.people, on)
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


@cache
def _types() -> dict[int, tuple[str, str | None]]:
    return {
        int(people.rstrip("+")): (least, most or None)
        for people, least, most in read_rows("dwelling_types.csv")
    }
