"""The contract of one line: what passes, what is refused, and that nothing is quoted."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.registry.contract import MAX_LINE_BYTES, BrokenLine, Fault, check_line, read_request
from app.registry.pointers import contract_names
from app.registry.record import CurrentHousing, Income
from tests.factories.broken_lines import SECRET, lines_with_faults
from tests.factories.requests import SIRETS, as_line, hostile_requests, plain_request

TODAY = date(2026, 11, 23)
CASES = list(lines_with_faults())


def refusal(line: bytes) -> BrokenLine:
    with pytest.raises(BrokenLine) as caught:
        read_request(line, TODAY)
    return caught.value


@pytest.mark.parametrize("case", range(len(CASES)))
def test_each_line_is_judged_at_the_right_place(case: int) -> None:
    line, expected = CASES[case]
    if expected is None:
        assert read_request(line, TODAY).unique_number == "0690318000001GDPUB"
    else:
        assert refusal(line).path == expected


def test_no_refusal_repeats_a_value_or_an_unknown_name() -> None:
    said = [str(refusal(line)) for line, expected in CASES if expected is not None]
    assert len(said) > 90
    assert not any(SECRET in text for text in said)


def test_every_fault_can_happen_but_those_of_the_file() -> None:
    seen = {refusal(line).reason for line, expected in CASES if expected is not None}
    assert set(Fault) - seen == {Fault.DAMAGED_FILE, Fault.OFF_CONTRACT}


def test_hostile_requests_are_sound_and_kept_as_they_are() -> None:
    for request in hostile_requests(300, seed=11):
        found = read_request(as_line(request), TODAY)
        assert found.unique_number == request["unique_number"]
        assert len(found.wanted_housing.communes) == len(request["wanted_housing"]["communes"])
        assert found.applicant.occupation.siret in (*SIRETS, None)


def test_what_the_registry_leaves_out_has_one_form() -> None:
    found = read_request(as_line(plain_request()), TODAY)
    assert found.status == "ACTIVE"
    assert found.co_applicant is None
    assert found.income == Income()
    assert found.current_housing == CurrentHousing()
    assert (found.reasons, found.documents, found.priority, found.free_text) == ((), (), (), None)
    assert found.applicant.surname == "Bellerive"


def test_text_is_trimmed_composed_and_never_empty() -> None:
    request = plain_request()
    request["applicant"] |= {"birth_name": " Grandpre\u0301aux ", "usual_name": " ", "phone": ""}
    request["applicant"]["address"] = {
        "line": "12 rue A\nBât. B",
        "postcode": "69100",
        "insee_code": "69266",
    }
    person = read_request(as_line(request), TODAY).applicant
    assert (person.birth_name, person.usual_name, person.phone) == ("Grandpréaux", None, None)
    assert person.address is not None
    assert person.address.line == "12 rue A Bât. B"


def test_whole_numbers_written_with_a_point_are_whole() -> None:
    request = plain_request()
    request["household"]["unborn_children"] = 2.0
    count = read_request(as_line(request), TODAY).household.unborn_children
    assert isinstance(count, int)
    assert count == 2


def test_the_moment_keeps_its_offset() -> None:
    request = plain_request() | {"updated_at": "2026-01-01t02:00:00.123456789+02:00"}
    found = read_request(as_line(request), TODAY).updated_at
    assert found == datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)


def test_dates_are_judged_as_of_the_day_given() -> None:
    request = plain_request() | {"updated_at": "2026-11-24T23:59:00Z"}
    assert check_line(as_line(request), TODAY)
    request["updated_at"] = "2026-11-25T00:00:00Z"
    assert refusal(as_line(request)).reason is Fault.DATE_IN_FUTURE


def test_the_longest_honest_line_fits() -> None:
    request = plain_request()
    name = "\U0001f600" * 120
    child = {"last_name": name, "first_name": name, "birth_date": "2020-01-01"}
    request["household"] = {"dependants": [child] * 20, "disability_details": "\U0001f600" * 2000}
    request["free_text"] = "\U0001f600" * 4000
    line = json.dumps(request).encode()
    assert len(line) < MAX_LINE_BYTES
    assert read_request(line, TODAY).free_text == request["free_text"]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(contract_names())) | st.text(max_size=5), inner)
    ),
    max_leaves=12,
)


def judge(line: bytes) -> None:
    """Either a record or a BrokenLine with a pointer of our own names; nothing else escapes."""
    broken = None
    try:
        read_request(line, TODAY)
    except BrokenLine as caught:
        broken = caught
    if broken:
        assert isinstance(broken.reason, Fault)
        parts = broken.path.split("/")[1:]
        assert all(part in contract_names() or part.isdigit() for part in parts)


@settings(deadline=None)  # A busy machine is no failure.
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(line: bytes) -> None:
    judge(line)


@settings(deadline=None)  # A busy machine is no failure.
@given(json_values)
def test_no_json_breaks_the_reader(value: Any) -> None:
    judge(json.dumps(value).encode())


@settings(deadline=None)  # A busy machine is no failure.
@given(st.randoms(use_true_random=False), json_values)
def test_no_value_put_anywhere_breaks_the_reader(dice: Random, value: Any) -> None:
    request = next(iter(hostile_requests(1, seed=dice.randint(0, 50))))
    node: Any = request
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = dice.choice(keys)
        below = node[key]
        if not isinstance(below, (dict, list)) or not below or dice.random() < 0.3:
            break
        node = below
    node[key] = value
    judge(json.dumps(request).encode())


@settings(deadline=None)  # A busy machine is no failure.
@given(st.data())
def test_no_changed_byte_breaks_the_reader(data: st.DataObject) -> None:
    line = bytearray(as_line(plain_request()))
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] = data.draw(st.integers(0, 255))
    judge(bytes(line))
