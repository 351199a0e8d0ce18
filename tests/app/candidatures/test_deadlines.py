"""The delay to answer, against a second calendar of our own and days known by heart."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from app.candidatures.deadlines import last_answer_day, public_holidays
from tests.app.candidatures.calendar import day_to_answer, easter_sunday, holidays_of

# From the year every overseas collectivity has had its own day.
FIRST, LAST = 2019, 2100
days = st.dates(date(FIRST, 1, 1), date(LAST, 12, 1))
PLACES = [None, "69", "57", "67", "68", "2A", "971", "972", "973", "974", "976", "977", "978"]
places = st.sampled_from(PLACES)


@given(year=st.integers(1583, 4099))
def test_the_second_calendar_s_easter_is_that_of_a_third(year: int) -> None:
    assert easter_sunday(year) == easter(year)


@pytest.mark.parametrize("place", PLACES)
def test_the_two_calendars_have_the_same_holidays_every_year(place: str | None) -> None:
    for year in range(FIRST, LAST):
        assert public_holidays(year, place) == holidays_of(year, place), year


@given(notified=days, place=places, delay=st.integers(10, 60))
def test_the_last_day_is_that_of_the_second_calendar(
    notified: date, place: str | None, delay: int
) -> None:
    assert last_answer_day(notified, place, delay) == day_to_answer(notified, place, delay)


@given(notified=days, place=places)
def test_ten_whole_days_pass_and_the_last_one_is_a_working_day(
    notified: date, place: str | None
) -> None:
    last = last_answer_day(notified, place)
    shortest = notified + timedelta(days=10)
    assert last >= shortest
    assert last.weekday() < 5
    assert last not in holidays_of(last.year, place)
    # Moved no further than to the first working day.
    between = (shortest + timedelta(days=n) for n in range((last - shortest).days))
    assert all(d.weekday() >= 5 or d in holidays_of(d.year, place) for d in between)


@pytest.mark.parametrize(
    ("notified", "place", "last"),
    [
        (date(2026, 2, 2), None, date(2026, 2, 12)),
        (date(2026, 2, 4), None, date(2026, 2, 16)),  # Saturday
        (date(2026, 3, 24), None, date(2026, 4, 3)),  # Good Friday, a working day
        (date(2026, 3, 24), "67", date(2026, 4, 7)),  # in Strasbourg on to after Easter Monday
        (date(2025, 12, 15), None, date(2025, 12, 26)),  # Christmas
        (date(2025, 12, 15), "57", date(2025, 12, 29)),
        (date(2026, 5, 12), "972", date(2026, 5, 26)),  # abolition, then Whit Monday
        (date(2026, 5, 12), None, date(2026, 5, 22)),
    ],
)
def test_known_days(notified: date, place: str | None, last: date) -> None:
    assert last_answer_day(notified, place) == last


def test_a_year_has_its_eleven_holidays() -> None:
    assert public_holidays(2026) == {
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14),
        date(2026, 5, 25), date(2026, 7, 14), date(2026, 8, 15), date(2026, 11, 1),
        date(2026, 11, 11), date(2026, 12, 25),
    }  # fmt: skip
