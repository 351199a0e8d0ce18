"""The French calendar worked out a second time, from the texts themselves: what the product's
own (a package) is held against. Nothing of it is shared with the product."""

from datetime import date, timedelta

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
# Customary overseas, closed by use and not by law: (days from Easter), (month, day).
_CUSTOM_EASTER = {"971": (-24, -2)}
_CUSTOM_FIXED = {"971": ((7, 21),), "972": ((7, 21),), "978": ((7, 21),)}


def holidays_of(year: int, department: str | None) -> set[date]:
    easter = easter_sunday(year)
    found = {date(year, *day) for day in _FIXED}
    found |= {easter + timedelta(days=days) for days in _AFTER_EASTER}
    if department in _ALSACE_MOSELLE:
        found |= {easter - timedelta(days=2), date(year, 12, 26)}
    if department in _ABOLITION:
        found.add(date(year, *_ABOLITION[department]))
    found |= {easter + timedelta(days=n) for n in _CUSTOM_EASTER.get(department or "", ())}
    return found | {date(year, *day) for day in _CUSTOM_FIXED.get(department or "", ())}


def day_to_answer(notified: date, department: str | None, days: int) -> date:
    day = notified + timedelta(days=days)
    while day.isoweekday() > 5 or day in holidays_of(day.year, department):
        day += timedelta(days=1)
    return day


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
