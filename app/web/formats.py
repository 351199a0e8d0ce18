"""French (and English) ways of writing dates, amounts and numbers, for every template."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import get_locale

PARIS = ZoneInfo("Europe/Paris")
NARROW = "\u202f"
FIXED = "\u00a0"


def _locale() -> str:
    locale = get_locale()
    return str(locale) if locale is not None else "fr"


def long_date(value: date | datetime) -> str:
    """ "23 novembre 2026", "1er janvier 2027" (no-break spaces)."""
    day = value.astimezone(PARIS).date() if isinstance(value, datetime) else value
    if _locale().startswith("en"):
        return format_date(day, "d MMMM y", locale="en").replace(" ", FIXED)
    text = format_date(day, "d MMMM y", locale="fr")
    if day.day == 1:
        text = "1er" + text[1:]
    return text.replace(" ", FIXED)


def long_moment(value: datetime) -> str:
    """ "23 novembre 2026 à 9 h 42", Paris time."""
    local = value.astimezone(PARIS)
    if _locale().startswith("en"):
        return f"{long_date(value)} at{FIXED}{local:%H:%M}"
    return f"{long_date(value)} à{FIXED}{local.hour}{FIXED}h{FIXED}{local:%M}"


def whole_day(value: date) -> str:
    """As "Lundi 23 novembre 2026"."""
    text = str(format_date(value, "EEEE d MMMM y", locale=_locale()))
    return text[:1].upper() + text[1:]


def euros(value: int | float) -> str:
    """ "2 846 €": narrow no-break space in thousands."""
    pattern = "#,##0" if float(value).is_integer() else "#,##0.00"
    return format_decimal(value, pattern, locale=_locale()) + FIXED + "€"


def whole(value: int) -> str:
    """ "12 846": narrow no-break space in thousands."""
    return format_decimal(value, "#,##0", locale=_locale())


def signed(value: int) -> str:
    """ "+20", "−20": a change, with a sign that is as wide as a plus."""
    return f"+{whole(value)}" if value > 0 else f"−{whole(-value)}" if value < 0 else "0"


def siret(value: str) -> str:
    """ "123 456 789 00012"."""
    return FIXED.join((value[:3], value[3:6], value[6:9], value[9:]))


def unique_number(value: str) -> str:
    """ "069 1124 073188 215AB": territory, month and year, sequence, desk."""
    return FIXED.join((value[:3], value[3:7], value[7:13], value[13:]))


FILTERS = {
    "long_date": long_date,
    "long_moment": long_moment,
    "euros": euros,
    "whole": whole,
    "signed": signed,
    "siret": siret,
    "unique_number": unique_number,
}
