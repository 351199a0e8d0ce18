"""Layers keep the order of every two lines that bear on each other, and lose no line."""

from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from app.landlords.layers import in_layers
from tests.app.landlords.files import Line, a_decision_line

NUMBERS = ("069112300000169V01", "069112300000269V01", "069112300000369V01")


def _line(who: int, home: int, event: str, number: int, wrong: int) -> Line:
    corrects = {"corrects": f"E-{wrong}"} if event == "CORRECTED" else {}
    # One number, as a landlord may write it.
    shown = NUMBERS[who] if home else NUMBERS[who].lower()[:4] + " " + NUMBERS[who][4:]
    return a_decision_line(shown, event, event_id=f"E-{number}",
                           offer_reference=f"L-{home}", **corrects)  # fmt: skip


lines = st.lists(
    st.builds(
        _line, st.integers(0, 2), st.integers(0, 1),
        st.sampled_from(("CONTACTED", "ACCEPTED", "REJECTED", "LEASE_SIGNED", "CORRECTED")),
        st.integers(0, 99), st.integers(0, 99),
    ),
    min_size=8,
    max_size=40,
)  # fmt: skip


def _bear_on_each_other(one: Line, other: Line) -> bool:
    names = [{line["event_id"], line.get("corrects", line["event_id"])} for line in (one, other)]
    kinds = {one["event"], other["event"]}
    turns = kinds & {"LEASE_SIGNED", "CORRECTED"}
    return bool(
        names[0] & names[1]
        or one["unique_number"].replace(" ", "").upper()
        == other["unique_number"].replace(" ", "").upper()
        or (one["offer_reference"] == other["offer_reference"] and turns)
        or kinds == {"LEASE_SIGNED", "CORRECTED"}
    )


# The second person's line stands in an earlier layer than the first one's: the lease after both.
@example(said=[_line(0, 0, "CONTACTED", 1, 0), _line(0, 0, "CONTACTED", 2, 0),
               _line(1, 0, "CONTACTED", 3, 0), _line(2, 0, "LEASE_SIGNED", 4, 0)])  # fmt: skip
@given(said=lines)
def test_of_two_lines_that_bear_on_each_other_the_first_is_taken_first(said: list[Line]) -> None:
    layers = in_layers(said)
    assert sorted(place for layer in layers for place in layer) == list(range(len(said)))
    assert all(layers)
    at = {place: number for number, layer in enumerate(layers) for place in layer}
    for first, second in combinations(range(len(said)), 2):
        if _bear_on_each_other(said[first], said[second]):
            assert at[first] < at[second], (said[first], said[second])


def test_lines_of_different_people_are_taken_together() -> None:
    said = [_line(who, 0, "CONTACTED", who, 0) for who in range(3)]
    assert in_layers(said) == [[0, 1, 2]]
