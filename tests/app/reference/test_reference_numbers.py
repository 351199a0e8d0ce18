"""SIREN, SIRET and Numéro Unique."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reference.siret import (
    format_siren,
    format_siret,
    is_valid_siret,
    normalise_siren,
    normalise_siret,
    siren_of,
)
from app.reference.unique_number import (
    NumberWarning,
    format_unique_number,
    normalise_unique_number,
    number_warnings,
    parse_unique_number,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "pasted",
    [
        "73282932000074",
        " 732 829 320 00074 ",
        "732\u00a0829\u00a0320\u00a000074",
        "732\u202f829\u202f320\u202f00074\r\n",
        "732.829.320-00074",
        "SIRET : 732 829 320 00074",
        "Siret n° 732 829 320 00074",
        "N°73282932000074",
        "\ufeff73282932000074\u200b",
        "７３２８２９３２００００７４",
    ],
)
def test_a_siret_is_understood_however_it_is_pasted(pasted: str) -> None:
    assert normalise_siret(pasted) == "73282932000074"


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "7328293200007",
        "732829320000741",
        "73282932000075",
        "7328293200007A",
        "0" * 14,
        "x" * 14,
    ],
)
def test_a_wrong_siret_is_not_accepted(wrong: str) -> None:
    assert normalise_siret(wrong) is None


def test_every_wrong_digit_of_a_siret_is_found() -> None:
    good = "82454114800014"
    for place in range(14):
        for digit in "0123456789":
            changed = good[:place] + digit + good[place + 1 :]
            assert is_valid_siret(changed) is (changed == good)


def test_la_poste_follows_its_own_rule() -> None:
    assert is_valid_siret("35600000000048"), "head office: Luhn"
    assert is_valid_siret("35600000000001"), "digits add up to 15"
    assert not is_valid_siret("35600000000002")


def test_another_company_may_not_use_the_rule_of_la_poste() -> None:
    # Digits add up to a multiple of 5 and Luhn does not hold.
    assert not is_valid_siret("73282932000003")


def test_a_siren_is_cut_out_and_written_with_no_break_spaces() -> None:
    assert siren_of("73282932000074") == "732829320"
    assert normalise_siren("732 829 320") == "732829320"
    assert normalise_siren("732829321") is None
    assert format_siren("732829320") == "732\u00a0829\u00a0320"
    assert format_siret("73282932000074") == "732\u00a0829\u00a0320\u00a000074"


@settings(deadline=None)  # A busy machine is no failure.
@given(st.text(max_size=40))
def test_no_text_breaks_the_siret_reader(text: str) -> None:
    found = normalise_siret(text)
    assert found is None or normalise_siret(format_siret(found)) == found


@pytest.mark.parametrize(
    "pasted",
    [
        "1110318016982G1104",
        "111-0318-016982-G1104",
        "111 0318 016982 g1104",
        "\u00a01110318016982G1104",
    ],
)
def test_a_unique_number_is_understood_however_it_is_pasted(pasted: str) -> None:
    assert normalise_unique_number(pasted) == "1110318016982G1104"


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "1111318016982G1104",
        "1110018016982G1104",
        "1110318016982G110",
        "1110318O16982G1104",
        "é" * 18,
    ],
)
def test_a_number_off_the_pattern_is_refused(wrong: str) -> None:
    assert normalise_unique_number(wrong) is None


def test_a_unique_number_is_split_and_written_in_groups() -> None:
    parts = parse_unique_number("0690798000001GDPUB")
    assert (parts.territory, parts.month, parts.year, parts.desk) == ("069", 7, 1998, "GDPUB")
    assert format_unique_number("1110318016982G1104") == "111\u00a00318\u00a0016982\u00a0G1104"
    with pytest.raises(ValueError, match="not a normalised"):
        parse_unique_number("069 0798")


def test_a_plausible_number_has_no_warning() -> None:
    assert (
        number_warnings(
            "0690325000001GDPUB",
            today=TODAY,
            registered_on=date(2025, 3, 2),
            wanted_departments=["69"],
        )
        == ()
    )


def test_each_oddity_has_its_warning() -> None:
    odd = number_warnings(
        "0691226000001GDPUB",
        today=TODAY,
        registered_on=date(2026, 10, 1),
        wanted_departments=["44"],
    )
    assert odd == (
        NumberWarning.IN_THE_FUTURE,
        NumberWarning.DATE_DIFFERS,
        NumberWarning.TERRITORY_DIFFERS,
    )


def test_ile_de_france_shares_one_prefix_and_unknown_prefixes_say_nothing() -> None:
    for number, wanted in (("1110325000001GDPUB", "93"), ("02A0325000001GDPUB", "2B")):
        expected = number.startswith("02A")
        found = number_warnings(number, today=TODAY, wanted_departments=[wanted])
        assert (NumberWarning.TERRITORY_DIFFERS in found) is expected
    assert number_warnings("ZZZ0325000001GDPUB", today=TODAY, wanted_departments=["69"]) == ()


@settings(deadline=None)  # A busy machine is no failure.
@given(st.text(max_size=40))
def test_no_text_breaks_the_unique_number_reader(text: str) -> None:
    found = normalise_unique_number(text)
    assert found is None or normalise_unique_number(format_unique_number(found)) == found
