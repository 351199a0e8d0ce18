"""Sort keys and the form "NOM Prénom"."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reference.names import display_name, sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("GRANDPRÉAUX", "grandpreaux"),
        ("Œuvrard-Lê", "oeuvrard le"),
        ("d’Aubressin", "d aubressin"),
        ("O'Bellerive", "o bellerive"),
        ("Straße", "strasse"),
        ("Đặng", "dang"),
        ("Łukaszewicz", "lukaszewicz"),
        ("İnce", "ince"),
        ("e\u0301te\u0301", "ete"),
        ("  Le   Gall\u200b ", "le gall"),
        ("Бєлик", "бєлик"),
        ("", ""),
        (" \u00a0", ""),
    ],
)
def test_a_sort_key_forgets_accents_case_and_punctuation(text: str, key: str) -> None:
    assert sort_key(text) == key


def test_vowel_signs_of_other_scripts_stay() -> None:
    assert sort_key("की") != sort_key("का")


@settings(deadline=None)  # A busy machine is no failure.
@given(st.text(max_size=120))
def test_a_sort_key_of_a_sort_key_is_itself(text: str) -> None:
    assert sort_key(sort_key(text)) == sort_key(text)


@settings(deadline=None)  # A busy machine is no failure.
@given(st.text(max_size=60))
def test_capitals_and_small_letters_share_one_key_in_latin_script(text: str) -> None:
    latin = "".join(c for c in text if c.isascii() or "À" <= c <= "ſ")
    assert sort_key(latin.upper().lower()) == sort_key(latin.upper())


@pytest.mark.parametrize(
    ("surname", "first_names", "shown"),
    [
        ("Aubressin", "Camille", "AUBRESSIN Camille"),
        ("de La Tour", "Anne  Marie", "de LA TOUR Anne Marie"),
        ("DE LA TOUR", "Anne", "DE LA TOUR Anne"),
        ("d’Estraval", "Fatou", "d’ESTRAVAL Fatou"),
        ("van den Bergh", "Lou", "van den BERGH Lou"),
        ("du", "Li", "DU Li"),
        ("L'Hautefage", "Rosa", "L'HAUTEFAGE Rosa"),
        ("Grandpréaux", "Joël", "GRANDPRÉAUX Joël"),
        ("ბერიძე", "ნინო", "ბერიძე ნინო"),
        ("بلريف", "كريم", "بلريف كريم"),
        ("", "Sacha", "Sacha"),
    ],
)
def test_a_name_is_shown_surname_first(surname: str, first_names: str, shown: str) -> None:
    assert display_name(surname, first_names) == shown


@settings(deadline=None)  # A busy machine is no failure.
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_breaks_the_display(surname: str, first_names: str) -> None:
    assert isinstance(display_name(surname, first_names), str)
