"""How long an applicant has to answer: counted as art. 641 and 642 of the Code de procédure
civile say, with the public holidays of the place. Pure.

The day of the notification does not count, the last day runs to midnight, and one that falls on
a Saturday, a Sunday or a public holiday is moved to the next working day. The landlord states the
delay, never under ten days (art. R. 441-10 CCH); silence is a refusal.
"""

from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

PARIS = ZoneInfo("Europe/Paris")
SHORTEST_DELAY_DAYS = 10
_SATURDAY = 5
# Department -> the calendar's own name of the place, where it has days of its own. Days that are
# only customary overseas (Good Friday in Guadeloupe…) are among them: they give time.
_PLACES = {
    "57": "57", "67": "6AE", "68": "6AE", "971": "971", "972": "972", "973": "973", "974": "974",
    "976": "976", "977": "BL", "978": "MF", "975": "PM", "986": "WF", "987": "PF", "988": "NC",
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
    place = _PLACES.get(department or "")
    return frozenset(country_holidays("FR", subdiv=place, years=year))
