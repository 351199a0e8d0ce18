"""The delay to answer, against the calendar of another package and days known by heart."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from app.candidatures.deadlines import easter_sunday, last_answer_day, public_holidays

days = st.dates(date(1990, 1, 1), date(2150, 12, 31))
places = st.sampled_from([None, "69", "57", "67", "68", "2A", "971", "973", "974", "976"])


@given(year=st.integers(1583, 4099))
def test_easter_is_that_of_another_calendar(year: int) -> None:
    assert easter_sunday(year) == easter(year)


@given(notified=days, place=places)
def test_ten_whole_days_pass_and_the_last_one_is_a_working_day(
    notified: date, place: str | None
) -> None:
    last = last_answer_day(notified, place)
    shortest = notified + timedelta(days=10)
    assert last >= shortest
    assert last.weekday() < 5
    assert last not in public_holidays(last.year, place)
    # Moved no further than to the first working day.
    between = (shortest + timedelta(days=n) for n in range((last - shortest).days))
    assert all(d.weekday() >= 5 or d in public_holidays(d.year, place) for d in between)


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
