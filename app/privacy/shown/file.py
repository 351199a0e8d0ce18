"""The full file in sections: its own blocks first, each sensitive block where it belongs."""

from app.privacy.rule import FullFile
from app.privacy.shown.candidature import view_candidature
from app.privacy.shown.models import FileView, Item, Section
from app.privacy.shown.sensitive import adult_items, block_items
from app.privacy.shown.summary import view_summary
from app.privacy.shown.values import (
    address,
    amount,
    day,
    item,
    surface,
    telephone,
    word,
    yes_no,
)
from app.privacy.words.housing import BUILDINGS, HOUSING_KINDS
from app.privacy.words.labels import FIELDS, SECTIONS
from app.privacy.words.people import CONTRACTS, OCCUPATIONS, REQUEST_KINDS
from app.reference.names import capital_surname
from app.web.formats import long_date, unique_number


def view_file(shown: FullFile) -> FileView:
    """The whole file as every screen and report shows it."""
    return FileView(
        summary=view_summary(shown.summary),
        without_sensitive=not shown.sensitive_shared,
        updated_text=long_date(shown.request.updated_on),
        sections=(
            _section("request", *_request(shown)),
            _section("person", *_person(shown), *block_items(shown, "nationality")),
            _section(
                "household",
                _line("people_to_house", str(shown.people_to_house)),
                *block_items(shown, "household"),
            ),
            _section(
                "income",
                _line("monthly_total_euros", amount(shown.monthly_total_euros)),
                *block_items(shown, "income"),
            ),
            _section("current_housing", *_current_housing(shown)),
            _section(
                "wanted_housing", *_wanted_housing(shown), *block_items(shown, "accessibility")
            ),
            _section("reasons", *block_items(shown, "reasons"), *block_items(shown, "free_text")),
            _section("documents", *block_items(shown, "documents")),
            _section("other_adults", *adult_items(shown)),
        ),
        candidatures=tuple(view_candidature(one) for one in shown.candidatures),
    )


def _section(key: str, *items: Item) -> Section:
    title, icon = SECTIONS[key]
    return Section(key, str(title), icon, items)


def _line(key: str, value: str | None) -> Item:
    return item(key, FIELDS[key], value)


def _request(shown: FullFile) -> tuple[Item, ...]:
    block = shown.request
    return (
        Item(
            "unique_number",
            str(FIELDS["unique_number"]),
            unique_number(block.unique_number),
            block.unique_number,
        ),
        _line("kind", word(REQUEST_KINDS, block.kind)),
        _line("registered_on", day(block.registered_on)),
        _line("renewed_on", day(block.renewed_on)),
        _line("updated_on", day(block.updated_on)),
    )


def _person(shown: FullFile) -> tuple[Item, ...]:
    block = shown.person
    return (
        _line("birth_name", capital_surname(block.birth_name)),
        _line("usual_name", capital_surname(block.usual_name) if block.usual_name else None),
        _line("phone", telephone(block.phone)),
        _line("address", address(block.address)),
        _line("status", word(OCCUPATIONS, block.status)),
        _line("contract", word(CONTRACTS, block.contract)),
        _line("job_title", block.job_title),
    )


def _current_housing(shown: FullFile) -> tuple[Item, ...]:
    block = shown.current_housing
    return (
        _line("housing_kind", word(HOUSING_KINDS, block.kind)),
        _line("landlord_name", block.landlord_name),
        _line("since", day(block.since)),
        _line("dwelling_type", block.dwelling_type),
        _line("surface_m2", surface(block.surface_m2)),
        _line("rent_euros", amount(block.rent_euros)),
        _line("housing_aid_euros", amount(block.housing_aid_euros)),
        _line("owns_another_home", yes_no(block.owns_another_home)),
    )


def _wanted_housing(shown: FullFile) -> tuple[Item, ...]:
    block = shown.wanted_housing
    return (
        _line("dwelling_types", ", ".join(block.dwelling_types)),
        _line("building", word(BUILDINGS, block.building)),
        _line("flat_share", yes_no(block.flat_share)),
        _line("max_rent_euros", amount(block.max_rent_euros)),
        _line("parking", yes_no(block.parking)),
    )
