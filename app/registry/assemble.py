"""From the checked members of a line to the frozen records, normalised on the way."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.registry.plausible import read_instant
from app.registry.record import (
    Address,
    CurrentHousing,
    Dependant,
    Document,
    FlatMate,
    Household,
    Income,
    Occupation,
    Person,
    Place,
    RegisteredRequest,
    Resource,
    TaxIncome,
    WantedCommune,
    WantedHousing,
)

Members = Mapping[str, Any]


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value).strip()


def _text_or_none(value: str | None) -> str | None:
    return (_text(value) or None) if value else None


def _one_line(value: str | None) -> str | None:
    return " ".join(_text(value).split()) or None if value else None


def _whole(value: float | None) -> int | None:
    """JSON Schema counts 2.0 as an integer; we do not."""
    return None if value is None else int(value)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _place(item: Members) -> Place:
    return Place(item["postcode"], item["insee_code"])


def _address(item: Members) -> Address:
    return Address(_one_line(item.get("line")), item["postcode"], item["insee_code"])


def _occupation(item: Members) -> Occupation:
    workplace = item.get("workplace")
    return Occupation(
        status=item["status"],
        contract=item.get("contract"),
        job_title=_text_or_none(item.get("job_title")),
        employer_name=_text_or_none(item.get("employer_name")),
        siret=item.get("siret"),
        several_employers=item.get("several_employers", False),
        workplace=_place(workplace) if workplace else None,
    )


def _person(item: Members) -> Person:
    address = item.get("address")
    return Person(
        civility=item["civility"],
        birth_name=_text(item["birth_name"]),
        usual_name=_text_or_none(item.get("usual_name")),
        first_names=_text(item["first_names"]),
        birth_date=date.fromisoformat(item["birth_date"]),
        occupation=_occupation(item["occupation"]),
        nationality=item.get("nationality"),
        family_status=item.get("family_status"),
        link=item.get("link"),
        email=_text_or_none(item.get("email")),
        phone=_text_or_none(item.get("phone")),
        address=_address(address) if address else None,
    )


def _dependant(item: Members) -> Dependant:
    return Dependant(
        last_name=_text(item["last_name"]),
        first_name=_text(item["first_name"]),
        birth_date=date.fromisoformat(item["birth_date"]),
        sex=item.get("sex"),
        link=item.get("link"),
        custody=item.get("custody"),
    )


def _flat_mate(item: Members) -> FlatMate:
    return FlatMate(
        _text(item["last_name"]), _text(item["first_names"]), _day(item.get("birth_date"))
    )


def _household(item: Members) -> Household:
    return Household(
        dependants=tuple(_dependant(each) for each in item["dependants"]),
        flat_mates=tuple(_flat_mate(each) for each in item.get("flat_mates", ())),
        unborn_children=int(item.get("unborn_children", 0)),
        due_date=_day(item.get("due_date")),
        disabled_people=int(item.get("disabled_people", 0)),
        disability_details=_text_or_none(item.get("disability_details")),
    )


def _income(item: Members) -> Income:
    taxed = item.get("reference_tax_income", ())
    monthly = item.get("monthly_resources", ())
    return Income(
        tuple(TaxIncome(int(each["year"]), each["person"], int(each["euros"])) for each in taxed),
        tuple(Resource(each["person"], each["code"], int(each["euros"])) for each in monthly),
        int(item.get("alimony_paid_euros", 0)),
    )


def _current_housing(item: Members) -> CurrentHousing:
    return CurrentHousing(
        kind=item.get("kind"),
        landlord_name=_text_or_none(item.get("landlord_name")),
        landlord_siren=item.get("landlord_siren"),
        since=_day(item.get("since")),
        dwelling_type=item.get("dwelling_type"),
        surface_m2=item.get("surface_m2"),
        rent_euros=_whole(item.get("rent_euros")),
        housing_aid_euros=_whole(item.get("housing_aid_euros")),
        people=_whole(item.get("people")),
        owns_another_home=item.get("owns_another_home"),
    )


def _wanted_housing(item: Members) -> WantedHousing:
    return WantedHousing(
        dwelling_types=tuple(dict.fromkeys(item["dwelling_types"])),
        communes=tuple(
            WantedCommune(each["insee_code"], _text_or_none(each.get("district")))
            for each in item["communes"]
        ),
        building=item.get("building"),
        flat_share=item.get("flat_share", False),
        accepts_other_communes=item.get("accepts_other_communes", False),
        max_rent_euros=_whole(item.get("max_rent_euros")),
        parking=item.get("parking"),
        lift=item.get("lift"),
        ground_floor=item.get("ground_floor"),
        adapted_to_disability=item.get("adapted_to_disability"),
    )


def _document(item: Members) -> Document:
    return Document(item["code"], item["mandatory"], item["deposited"])


def build_request(payload: Members) -> RegisteredRequest:
    """The record of a payload that `contract.check_line` has accepted."""
    other = payload.get("co_applicant")
    return RegisteredRequest(
        unique_number=payload["unique_number"],
        kind=payload["kind"],
        status=payload.get("status", "ACTIVE"),
        registered_on=date.fromisoformat(payload["registered_on"]),
        renewed_on=_day(payload.get("renewed_on")),
        updated_at=read_instant(payload["updated_at"]),
        registry_email=payload["registry_email"],
        applicant=_person(payload["applicant"]),
        co_applicant=_person(other) if other else None,
        household=_household(payload["household"]),
        wanted_housing=_wanted_housing(payload["wanted_housing"]),
        income=_income(payload.get("income", {})),
        current_housing=_current_housing(payload.get("current_housing", {})),
        reasons=tuple(dict.fromkeys(payload.get("reasons", ()))),
        free_text=_text_or_none(payload.get("free_text")),
        priority=tuple(dict.fromkeys(payload.get("priority", ()))),
        documents=tuple(_document(each) for each in payload.get("documents", ())),
    )
