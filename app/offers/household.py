"""The household of a request, as the indicators of an offer need it. Pure."""

from datetime import date

from app.offers.eligibility import Household
from app.privacy.rule import FullFile, HouseholdBlock, IncomeBlock

COUPLE = frozenset({"APPLICANT", "CO_APPLICANT"})


def household_of(whole: FullFile, today: date) -> Household:
    """From the own file, which holds every block. Incomes of two years back, by the tax rule."""
    block = whole.sensitive.get("household")
    home = block if isinstance(block, HouseholdBlock) else HouseholdBlock()
    children = sum(count for _band, count in home.dependants_by_age_band)
    return Household(
        people=whole.people_to_house,
        # Visiting children count for nothing here: they live elsewhere.
        dependants=max(0, children - home.visiting_children),
        disabled=home.disabled_people > 0,
        couple=any(adult.role in COUPLE for adult in whole.other_adults),
        reference_income=_reference_income(whole, today.year - 2),
        monthly_resources=_monthly(whole),
    )


def _reference_income(whole: FullFile, year: int) -> int | None:
    """Of all the adults, or None: a sum that lacks one of them would flatter."""
    own = whole.sensitive.get("income")
    each = [own.reference_tax_income if isinstance(own, IncomeBlock) else ()]
    each += [adult.reference_tax_income for adult in whole.other_adults]
    total = 0
    for incomes in each:
        said = [euros for of, euros in incomes if of == year]
        if not said:
            return None
        total += sum(said)
    return total


def _monthly(whole: FullFile) -> int | None:
    if whole.monthly_total_euros is None:
        return None
    others = (e for adult in whole.other_adults for _code, e in adult.monthly_resources)
    return whole.monthly_total_euros + sum(others)
