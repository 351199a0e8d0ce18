"""How long an applicant has to answer: counted as art. 641 and 642 of the Code de procédure
civile say, with the public holidays of the place. Pure.

The day of the notification does not count, the last day runs to midnight, and one that falls on
a Saturday, a Sunday or a public holiday is moved to the next working day. The landlord states the
delay, never under ten days (art. R. 441-10 CCH); silence is a refusal.
"""

from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
SHORTEST_DELAY_DAYS = 10
_SATURDAY = 5
# Code du travail, art. L. 3133-1: (month, day).
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# After Easter Sunday: Monday, Ascension, Whit Monday.
_AFTER_EASTER = (1, 39, 50)
# Code du travail, art. L. 3134-13: Good Friday and 26 December.
_ALSACE_MOSELLE = frozenset({"57", "67", "68"})
# Code du travail, art. L. 3422-2: the day slavery was abolished, by overseas department.
_ABOLITION = {
    "971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27),
    "977": (10, 9), "978": (5, 28),
}  # fmt: skip


def last_answer_day(
    notified_on: date, department: str | None = None, days: int = SHORTEST_DELAY_DAYS
) -> date:
    """The last day to answer; `department` is where the dwelling stands (None: mainland)."""
    return next_working_day(notified_on + timedelta(days=days), department)


def next_working_day(day: date, department: str | None = None) -> date:
    """The day itself, or the first one after it that is neither week-end nor holiday."""
    while day.weekday() >= _SATURDAY or day in public_holidays(day.year, department):
        day += timedelta(days=1)
    return day


@cache
def public_holidays(year: int, department: str | None = None) -> frozenset[date]:
    """The holidays of a year: eleven everywhere, more in Alsace-Moselle and overseas."""
    easter = easter_sunday(year)
    found = {date(year, *day) for day in _FIXED}
    found |= {easter + timedelta(days=days) for days in _AFTER_EASTER}
    if department in _ALSACE_MOSELLE:
        found |= {easter - timedelta(days=2), date(year, 12, 26)}
    if department in _ABOLITION:
        found.add(date(year, *_ABOLITION[department]))
    return frozenset(found)


def easter_sunday(year: int) -> date:
    """Gregorian Easter by the anonymous algorithm (Nature, 1876; Meeus, 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)
