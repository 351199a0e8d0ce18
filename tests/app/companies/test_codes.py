"""The Company Code: readable, forgiving of form, unforgiving of errors."""

from hypothesis import given
from hypothesis import strategies as st

from app.companies.codes import (
    ALPHABET,
    CODE_LENGTH,
    check_character,
    display_code,
    generate_code,
    is_code,
    normalise_code,
)

bodies = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8)
codes = bodies.map(lambda body: body + check_character(body))
places = st.integers(0, CODE_LENGTH - 1)


def test_the_alphabet_has_nothing_people_mistake() -> None:
    assert not set(ALPHABET) & set("0O1IL")
    assert len(ALPHABET) == len(set(ALPHABET)) == 31


def test_drawn_codes_hold_and_differ() -> None:
    drawn = {generate_code() for _ in range(500)}
    assert len(drawn) == 500
    assert all(is_code(code) for code in drawn)


def test_a_code_of_the_documented_scheme_is_what_it_was() -> None:
    # 1*0 + 2*1 + … + 8*7 = 168 = 13 modulo 31; the ninth weighs 9, and 9*2 + 13 = 31.
    assert check_character("23456789") == "4"


@given(codes, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found_out(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]
    assert is_code(wrong) == (wrong == code)


@given(codes, places, places)
def test_two_swapped_characters_are_always_found_out(code: str, one: int, two: int) -> None:
    letters = list(code)
    letters[one], letters[two] = letters[two], letters[one]
    assert is_code("".join(letters)) == ("".join(letters) == code)


@given(codes, st.sampled_from([" ", "-", "\u2011", "\u00a0", "\u202f", "–", ".", "\n", "\u200b"]))
def test_any_pasted_form_is_understood(code: str, separator: str) -> None:
    assert normalise_code(display_code(code)) == code
    assert normalise_code(f"  {separator.join(code.lower())}\t") == code
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert normalise_code(wide) == code


@given(st.text(max_size=40))
def test_anything_else_is_no_code(typed: str) -> None:
    found = normalise_code(typed)
    assert found is None or is_code(found)


@given(codes, st.sampled_from("0O1IL"))
def test_letters_outside_the_alphabet_are_not_guessed(code: str, letter: str) -> None:
    assert normalise_code(letter + code[1:]) is None
