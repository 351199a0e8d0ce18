"""How long an applicant has to answer: counted as art. 641 and 642 of the Code de procédure
civile say, with the public holidays of the place and the days staff keep. Pure.

The day of the notification does not count, the last day runs to midnight, and one that falls on
a Saturday, a Sunday or a public holiday is moved to the next working day. The landlord states the
delay, never under ten days (art. R. 441-10 CCH); silence is a refusal.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """What staff keep beside the law's holidays: (department or "" for everywhere, day)."""

    off: frozenset[tuple[str, date]] = frozenset()
    worked: frozenset[tuple[str, date]] = frozenset()

    def is_off(self, day: date, department: str | None) -> bool:
        """The department's own line comes before the one for everywhere, and both before the law.

        Sundays and Saturdays are off whatever is kept.
        """
        if day.weekday() >= _SATURDAY:
            return True
        for place in (department or "", ""):
            if (place, day) in self.off:
                return True
            if (place, day) in self.worked:
                return False
        return day in public_holidays(day.year, department)


THE_LAW = Calendar()


def last_answer_day(
    notified_on: date,
    department: str | None = None,
    days: int = SHORTEST_DELAY_DAYS,
    calendar: Calendar = THE_LAW,
) -> date:
    """The last day to answer; `department` is where the dwelling stands (None: mainland)."""
    return next_working_day(notified_on + timedelta(days=days), department, calendar)


def next_working_day(
    day: date, department: str | None = None, calendar: Calendar = THE_LAW
) -> date:
    """The day itself, or the first one after it that is neither week-end nor holiday."""
    while calendar.is_off(day, department):
        day += timedelta(days=1)
    return day


@cache
def public_holidays(year: int, department: str | None = None) -> frozenset[date]:
    """The holidays of a year: eleven everywhere, more in Alsace-Moselle and overseas."""
    place = _PLACES.get(department or "")
    return frozenset(country_holidays("FR", subdiv=place, years=year))
