"""Sensitive blocks, shown as wholes: closed is one lock, whatever the block holds or lacks."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from app.privacy.rule import (
    AccessibilityBlock,
    DocumentsBlock,
    FreeTextBlock,
    FullFile,
    HouseholdBlock,
    IncomeBlock,
    NationalityBlock,
    OtherAdult,
    ReasonsBlock,
)
from app.privacy.shown.models import Item
from app.privacy.shown.values import amount, day, item, telephone, word, yes_no
from app.privacy.wording import NOTHING_DECLARED
from app.privacy.words.housing import REASONS
from app.privacy.words.income import DOCUMENTS, RESOURCES
from app.privacy.words.labels import ADULT_FIELDS, BLOCKS, FIELDS
from app.privacy.words.people import (
    ADULT_ROLES,
    AGE_BANDS,
    CIVILITIES,
    FAMILY_STATUSES,
    LINKS,
    NATIONALITIES,
    OCCUPATIONS,
)
from app.reference.names import display_name

Items = tuple[Item, ...]


def block_items(shown: FullFile, name: str) -> Items:
    """The lines of a sensitive block; one lock when closed, one line when nothing is declared."""
    label = str(BLOCKS[name])
    if not shown.sensitive_shared:
        return (Item(name, label, None),)
    block = shown.sensitive.get(name)
    if block is None:
        return (Item(name, label, str(NOTHING_DECLARED)),)
    return _WRITERS[name](block)


def adult_items(shown: FullFile) -> Items:
    """Other adults who agreed. Those who did not are neither named nor counted."""
    label = str(BLOCKS["other_adults"])
    if not shown.sensitive_shared:
        return (Item("other_adults", label, None),)
    if not shown.other_adults:
        return (Item("other_adults", label, _("Aucune personne à afficher")),)
    return tuple(line for n, adult in enumerate(shown.other_adults, 1) for line in _adult(n, adult))


def _line(key: str, value: str | None) -> Item:
    return item(key, FIELDS[key], value)


def _nationality(block: NationalityBlock) -> Items:
    return (_line("nationality", word(NATIONALITIES, block.nationality)),)


def _household(block: HouseholdBlock) -> Items:
    bands = " · ".join(f"{n} {word(AGE_BANDS, band)}" for band, n in block.dependants_by_age_band)
    people = block.people_in_current_housing
    return (
        _line("family_status", word(FAMILY_STATUSES, block.family_status)),
        _line("dependants_by_age_band", bands or _("Aucune")),
        _line("visiting_children", str(block.visiting_children)),
        _line("people_in_current_housing", str(people) if people is not None else None),
        _line("unborn_children", str(block.unborn_children)),
        _line("due_date", day(block.due_date)),
        _line("disabled_people", str(block.disabled_people)),
        _line("disability_details", block.disability_details),
    )


def _income(block: IncomeBlock) -> Items:
    return (
        *_money(block.monthly_resources, block.reference_tax_income, "income"),
        _line("alimony_paid_euros", amount(block.alimony_paid_euros)),
    )


def _money(
    resources: tuple[tuple[str, int], ...], taxed: tuple[tuple[int, int], ...], prefix: str
) -> Items:
    monthly = [
        item(f"{prefix}_{code}", word(RESOURCES, code), amount(total)) for code, total in resources
    ]
    yearly = [
        item(f"{prefix}_{year}", _("Revenu fiscal de référence %(year)s", year=year), amount(total))
        for year, total in taxed
    ]
    return (*monthly, *yearly)


def _reasons(block: ReasonsBlock) -> Items:
    return (_line("reasons", " · ".join(word(REASONS, code) or code for code in block.reasons)),)


def _free_text(block: FreeTextBlock) -> Items:
    return (_line("free_text", block.free_text),)


def _accessibility(block: AccessibilityBlock) -> Items:
    return (
        _line("lift", yes_no(block.lift)),
        _line("ground_floor", yes_no(block.ground_floor)),
        _line("adapted_to_disability", yes_no(block.adapted_to_disability)),
    )


def _documents(block: DocumentsBlock) -> Items:
    return tuple(
        item(f"document_{n}", word(DOCUMENTS, code), _deposit(mandatory, deposited))
        for n, (code, mandatory, deposited) in enumerate(block.documents, 1)
    )


def _deposit(mandatory: bool, deposited: bool) -> str:
    missing = _("À déposer (obligatoire)") if mandatory else _("Non déposée")
    return str(_("Déposée") if deposited else missing)


def _adult(number: int, adult: OtherAdult) -> Items:
    name = display_name(adult.surname, adult.first_names)
    civility = word(CIVILITIES, adult.civility)
    called = f"{civility} {name}" if civility else name
    lines = [item("name", word(ADULT_ROLES, adult.role), called)]
    told = {
        "link": word(LINKS, adult.link),
        "email": adult.email,
        "phone": telephone(adult.phone),
        "occupation_status": word(OCCUPATIONS, adult.occupation_status),
        "job_title": adult.job_title,
    }
    lines += [item(key, ADULT_FIELDS[key], value) for key, value in told.items() if value]
    lines += _money(adult.monthly_resources, adult.reference_tax_income, "income")
    return tuple(Item(f"adult_{number}_{i.key}", i.label, i.value) for i in lines)


_WRITERS: dict[str, Callable[[Any], Items]] = {
    "nationality": _nationality,
    "household": _household,
    "income": _income,
    "reasons": _reasons,
    "free_text": _free_text,
    "accessibility": _accessibility,
    "documents": _documents,
}
