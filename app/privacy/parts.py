"""From a registered request to the parts of the rule. Pure: no database, no clock of its own.

The person of the summary is whoever's employer the request is attached to.
"""

from dataclasses import dataclass
from datetime import date

from app.privacy import rule
from app.registry.record import Household, Income, Person, RegisteredRequest

# Bands wide enough that a band does not give a birthday.
AGE_BANDS = ((2, "0-2"), (5, "3-5"), (10, "6-10"), (14, "11-14"), (17, "15-17"))


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything of one request, sorted by who may ever see it."""

    summary: rule.Summary
    file: dict[str, object]
    sensitive: dict[str, object]
    other_adults: tuple[rule.OtherAdult, ...]
    priority: tuple[str, ...]


APPLICANT, CO_APPLICANT = "APPLICANT", "CO_APPLICANT"
# The link as the other one of the two would name it.
_INVERSE = {"ASCENDANT": "DESCENDANT", "DESCENDANT": "ASCENDANT"}


def attachable(record: RegisteredRequest, attached_to: str) -> str:
    """Whose employer the request can be attached to: the applicant's when nobody else's."""
    return CO_APPLICANT if attached_to == CO_APPLICANT and record.co_applicant else APPLICANT


def person_of(record: RegisteredRequest, attached_to: str) -> Person:
    """Whoever the eleven items are about."""
    if attached_to == CO_APPLICANT and record.co_applicant is not None:
        return record.co_applicant
    return record.applicant


def split(
    record: RegisteredRequest, employer_name: str | None, today: date, attached_to: str = APPLICANT
) -> Parts:
    """Sort a request's facts into parts. `today` gives children their age band."""
    person = person_of(record, attached_to)
    return Parts(
        summary=_summary(record, person, employer_name),
        file=_file(record, person),
        sensitive=_sensitive(record, person, today),
        other_adults=_other_adults(record, person),
        priority=record.priority,
    )


def _summary(record: RegisteredRequest, person: Person, employer_name: str | None) -> rule.Summary:
    work, wanted = person.occupation, record.wanted_housing
    home = record.applicant.address
    return rule.Summary(
        civility=person.civility,
        surname=person.surname,
        first_names=person.first_names,
        birth_date=person.birth_date,
        email=person.email,
        employer_name=employer_name,
        employer_siret=work.siret or "",
        several_employers=work.several_employers,
        workplace=rule.Place(work.workplace.postcode, work.workplace.insee_code)
        if work.workplace
        else None,
        current_commune=home.insee_code if home else None,
        wanted_location=rule.WantedLocation(
            tuple(rule.WantedCommune(c.insee_code, c.district) for c in wanted.communes),
            wanted.accepts_other_communes,
        ),
    )


def _file(record: RegisteredRequest, person: Person) -> dict[str, object]:
    home, housing, wanted = person.address, record.current_housing, record.wanted_housing
    return {
        "request": rule.RequestBlock(
            record.unique_number,
            record.kind,
            record.registered_on,
            record.renewed_on,
            record.updated_at.date(),
        ),
        "person": rule.PersonBlock(
            birth_name=person.birth_name,
            usual_name=person.usual_name,
            phone=person.phone,
            address=rule.Address(home.line, home.postcode, home.insee_code) if home else None,
            status=person.occupation.status,
            contract=person.occupation.contract,
            job_title=person.occupation.job_title,
        ),
        "people_to_house": people_to_house(record),
        "monthly_total_euros": _monthly_total(record.income, _role(record, person)),
        "current_housing": rule.CurrentHousingBlock(
            kind=housing.kind,
            landlord_name=housing.landlord_name,
            since=housing.since,
            dwelling_type=housing.dwelling_type,
            surface_m2=housing.surface_m2,
            rent_euros=housing.rent_euros,
            housing_aid_euros=housing.housing_aid_euros,
            owns_another_home=housing.owns_another_home,
        ),
        "wanted_housing": rule.WantedHousingBlock(
            dwelling_types=wanted.dwelling_types,
            building=wanted.building,
            flat_share=wanted.flat_share,
            max_rent_euros=wanted.max_rent_euros,
            parking=wanted.parking,
        ),
    }


def people_to_house(record: RegisteredRequest) -> int:
    """Everybody who would live there all year: visiting and unborn children are not counted."""
    household = record.household
    living_in = sum(d.custody != "VISITING" for d in household.dependants)
    return 1 + (record.co_applicant is not None) + living_in + len(household.flat_mates)


def _role(record: RegisteredRequest, person: Person) -> str:
    return CO_APPLICANT if person is record.co_applicant else APPLICANT


def _monthly_total(income: Income, who: str) -> int | None:
    """Of the person alone: HR knows one wage, and would get another adult's by subtraction."""
    own = [r.euros for r in income.monthly_resources if r.person == who]
    return sum(own) if own else None


def _sensitive(record: RegisteredRequest, person: Person, today: date) -> dict[str, object]:
    """Blocks that hold something. An empty one has no entry, like a closed one."""
    blocks: dict[str, object] = {}
    if person.nationality:
        blocks["nationality"] = rule.NationalityBlock(person.nationality)
    household = _household(record, person, today)
    if household != rule.HouseholdBlock():
        blocks["household"] = household
    income = _income(record.income, _role(record, person))
    if income != rule.IncomeBlock():
        blocks["income"] = income
    if record.reasons:
        blocks["reasons"] = rule.ReasonsBlock(record.reasons)
    if record.free_text:
        blocks["free_text"] = rule.FreeTextBlock(record.free_text)
    wanted = record.wanted_housing
    access = rule.AccessibilityBlock(wanted.lift, wanted.ground_floor, wanted.adapted_to_disability)
    if access != rule.AccessibilityBlock():
        blocks["accessibility"] = access
    if record.documents:
        blocks["documents"] = rule.DocumentsBlock(
            tuple((d.code, d.mandatory, d.deposited) for d in record.documents)
        )
    return blocks


def _household(record: RegisteredRequest, person: Person, today: date) -> rule.HouseholdBlock:
    household = record.household
    return rule.HouseholdBlock(
        family_status=person.family_status,
        dependants_by_age_band=_bands(household, today),
        visiting_children=sum(d.custody == "VISITING" for d in household.dependants),
        people_in_current_housing=record.current_housing.people,
        unborn_children=household.unborn_children,
        due_date=household.due_date,
        disabled_people=household.disabled_people,
        disability_details=household.disability_details,
    )


def _bands(household: Household, today: date) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for dependant in household.dependants:
        born = dependant.birth_date
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        band = next((label for most, label in AGE_BANDS if age <= most), "18+")
        counts[band] = counts.get(band, 0) + 1
    order = [label for _most, label in AGE_BANDS] + ["18+"]
    return tuple((band, counts[band]) for band in order if band in counts)


def _income(income: Income, who: str) -> rule.IncomeBlock:
    # The registry gives alimony for the request; the form asks it of the applicant.
    alimony = income.alimony_paid_euros if who == APPLICANT else 0
    return rule.IncomeBlock(
        tuple((t.year, t.euros) for t in income.reference_tax_income if t.person == who),
        tuple((r.code, r.euros) for r in income.monthly_resources if r.person == who),
        alimony or None,
    )


def _other_adults(record: RegisteredRequest, person: Person) -> tuple[rule.OtherAdult, ...]:
    """The other one of applicant and co-applicant, then the flat-mates."""
    mates = [
        rule.OtherAdult("FLAT_MATE", None, mate.last_name, mate.first_names)
        for mate in record.household.flat_mates
    ]
    if record.co_applicant is None:
        return tuple(mates)
    link = record.co_applicant.link
    if person is record.co_applicant:
        mirrored = _INVERSE.get(link, link) if link else None
        return (_adult(record.applicant, APPLICANT, mirrored, record.income), *mates)
    return (_adult(record.co_applicant, CO_APPLICANT, link, record.income), *mates)


def _adult(who: Person, role: str, link: str | None, income: Income) -> rule.OtherAdult:
    own = _income(income, role)
    return rule.OtherAdult(
        role=role,
        civility=who.civility,
        surname=who.surname,
        first_names=who.first_names,
        link=link,
        email=who.email,
        phone=who.phone,
        occupation_status=who.occupation.status,
        job_title=who.occupation.job_title,
        monthly_resources=own.monthly_resources,
        reference_tax_income=own.reference_tax_income,
    )
