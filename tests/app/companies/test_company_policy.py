"""The rules of companies, without any database."""

from datetime import date
from itertools import pairwise, product

import pytest

from app.companies.eligibility import BANDS, Eligibility, band, eligibility
from app.companies.policy import (
    Refused,
    Status,
    allowed_from,
    check_choices,
    check_effective,
    check_may_leave,
    check_transition,
    check_validity,
    code_state,
)

DAY = date(2026, 11, 23)
FINE = Eligibility.ELIGIBLE


def test_only_six_changes_of_state_exist() -> None:
    allowed = {
        (before.value, after.value)
        for before, after in product(Status, Status)
        if after in allowed_from(before)
    }
    assert allowed == {
        ("PENDING", "ACTIVE"), ("PENDING", "CLOSED"), ("ACTIVE", "SUSPENDED"),
        ("ACTIVE", "CLOSED"), ("SUSPENDED", "ACTIVE"), ("SUSPENDED", "CLOSED"),
    }  # fmt: skip
    for before, after in product(Status, Status):
        if (before.value, after.value) not in allowed:
            with pytest.raises(Refused, match="transition"):
                check_transition(before, after, "motif", FINE)


@pytest.mark.parametrize("reason", ["", " \n\t", "x" * 501])
def test_no_state_without_a_reason_of_readable_length(reason: str) -> None:
    with pytest.raises(Refused, match="reason"):
        check_transition(Status.ACTIVE, Status.SUSPENDED, reason, FINE)


@pytest.mark.parametrize("found", [e for e in Eligibility if e is not FINE])
def test_only_an_eligible_company_becomes_active(found: Eligibility) -> None:
    for before in (Status.PENDING, Status.SUSPENDED):
        with pytest.raises(Refused, match=found.value.lower()):
            check_transition(before, Status.ACTIVE, "motif", found)
    assert check_transition(Status.ACTIVE, Status.CLOSED, "motif", found) == "COMPANY_CLOSED"


@pytest.mark.parametrize(
    ("sector", "code", "expected"),
    [
        ("NON_AGRICULTURAL", "03", "TOO_SMALL"),
        ("NON_AGRICULTURAL", "11", "ELIGIBLE"),
        ("AGRICULTURAL", "12", "TOO_SMALL"),
        ("AGRICULTURAL", "21", "ELIGIBLE"),
        ("PUBLIC", "53", "NOT_PRIVATE"),
        ("NON_AGRICULTURAL", "NN", "UNKNOWN"),
        ("AGRICULTURAL", None, "UNKNOWN"),
    ],
)
def test_eligibility_is_sector_and_headcount(sector: str, code: str | None, expected: str) -> None:
    assert eligibility(sector, code).value == expected


def test_bands_follow_each_other_without_a_gap() -> None:
    bands = [band(code) for code in BANDS]
    for lower, upper in pairwise(bands):
        assert lower is not None
        assert upper is not None
        assert lower.most == upper.fewest - 1
    assert bands[-1] is not None
    assert bands[-1].most is None


def test_choice_one_is_always_offered() -> None:
    assert check_choices([]) == (1,)
    assert check_choices([3]) == (1, 3)
    assert check_choices([3, 2, 2]) == (1, 2, 3)
    with pytest.raises(Refused, match="choices"):
        check_choices([4])


def test_days_that_make_no_sense_are_refused() -> None:
    check_effective(DAY, DAY)
    with pytest.raises(Refused):
        check_effective(date(2026, 11, 22), DAY)
    check_validity(DAY, DAY, DAY)
    with pytest.raises(Refused):
        check_validity(DAY, date(2026, 11, 22), DAY)
    with pytest.raises(Refused):
        check_validity(date(2026, 1, 1), date(2026, 2, 1), DAY)


def test_the_clock_alone_ends_a_code() -> None:
    yesterday, tomorrow = date(2026, 11, 22), date(2026, 11, 24)
    assert code_state("ACTIVE", yesterday, None, DAY) == "ACTIVE"
    assert code_state("ACTIVE", yesterday, DAY, DAY) == "ACTIVE"
    assert code_state("ACTIVE", yesterday, yesterday, DAY) == "EXPIRED"
    assert code_state("ACTIVE", tomorrow, None, DAY) == "COMING"
    assert code_state("SUSPENDED", yesterday, yesterday, DAY) == "SUSPENDED"


def test_the_last_owner_stays() -> None:
    with pytest.raises(Refused, match="last_owner"):
        check_may_leave("OWNER", 0)
    check_may_leave("OWNER", 1)
    check_may_leave("READER", 0)
