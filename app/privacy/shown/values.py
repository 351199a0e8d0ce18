"""One value to one text: dates, amounts, places, telephone numbers, yes and no."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

from app.privacy.rule import Address, Place, WantedLocation
from app.privacy.shown.models import Item
from app.privacy.wording import NOT_GIVEN
from app.reference.communes import commune_label
from app.web.formats import FIXED, NARROW, euros, long_date


def page_language() -> str:
    """ "fr" or "en": the language this answer is written in."""
    return "en" if str(get_locale() or "fr").startswith("en") else "fr"


def item(key: str, label: object, value: str | None) -> Item:
    """A line that is open: an absent value reads "Non renseigné"."""
    return Item(key, str(label), value if value else str(NOT_GIVEN))


def word(words: Mapping[str, object], code: str | None) -> str | None:
    """The word of a code; a code without one stands for itself."""
    return str(words.get(code, code)) if code is not None else None


def yes_no(value: bool | None) -> str | None:
    if value is None:
        return None
    return str(_("Oui") if value else _("Non"))


def day(value: date | None) -> str | None:
    return long_date(value) if value is not None else None


@lru_cache(maxsize=2_000)
def short_day(value: date, language: str) -> str:
    """As "12 nov. 2026", for narrow places. Kept: lists name the same days over and over."""
    if language == "en":
        return format_date(value, "d MMM y", locale="en").replace(" ", FIXED)
    text = format_date(value, "d MMM y", locale="fr")
    return ("1er" + text[1:] if value.day == 1 else text).replace(" ", FIXED)


def amount(value: int | None) -> str | None:
    return euros(value) if value is not None else None


def surface(value: float | None) -> str | None:
    """As "64 m²" or "64,5 m²"."""
    if value is None:
        return None
    return f"{format_decimal(value, '#,##0.##', locale=page_language())}{FIXED}m²"


def telephone(value: str | None) -> str | None:
    """As "06 12 34 56 78" for a French number, the international form for others."""
    if value is None:
        return None
    try:
        number = phonenumbers.parse(value, "FR")
    except phonenumbers.NumberParseException:
        return value
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 33
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return str(phonenumbers.format_number(number, style)).replace(" ", FIXED)


def place(value: Place | None) -> str | None:
    """As "69100 Villeurbanne"."""
    return f"{value.postcode}{FIXED}{commune_label(value.insee_code)}" if value else None


def address(value: Address | None) -> str | None:
    if value is None:
        return None
    town = f"{value.postcode}{FIXED}{commune_label(value.insee_code)}"
    return f"{value.line}, {town}" if value.line else town


def wanted_communes(value: WantedLocation) -> str:
    """As "Villeurbanne (Gratte-Ciel), puis Lyon 3e": in the order of preference."""
    names = [
        commune_label(c.insee_code) + (f" ({c.district})" if c.district else "")
        for c in value.communes
    ]
    return str(_(", puis ")).join(names)


def wanted_location(value: WantedLocation) -> str:
    """The communes, then whether others would do."""
    others = (
        _("autres communes acceptées") if value.accepts_other_communes else _("pas d’autre commune")
    )
    return f"{wanted_communes(value)}{NARROW}; {others}"
