"""Passwords: what each audience may choose."""

import pytest

from app.accounts.password_rules import PasswordFault as Fault
from app.accounts.password_rules import common_passwords, is_common, password_faults


@pytest.mark.parametrize("audience", ["employer", "staff", "applicant"])
@pytest.mark.parametrize(
    "password",
    [
        "Trois chevaux bleus 47",
        "Kx9$" * 16,
        "Une très longue phrase, avec des espaces et 64 signes au moins : 1 !",
        "hV7q-ZDPf2uM3w",
        "Ünïcödé ẞ 漢字 9",
    ],
)
def test_passphrases_and_password_managers_work(audience: str, password: str) -> None:
    assert password_faults(audience, password) == ()


@pytest.mark.parametrize("audience", ["employer", "staff"])
def test_employers_and_staff_need_twelve_characters(audience: str) -> None:
    assert password_faults(audience, "Kx9$zU2!pq7") == (Fault.TOO_SHORT,)
    assert password_faults(audience, "kxuzupqwrtvn") == ()


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Kx9$zU2", Fault.TOO_SHORT),
        ("Kxx$zUu!", Fault.NO_DIGIT),
        ("kx9$zu2!", Fault.NO_UPPER),
        ("KX9$ZU2!", Fault.NO_LOWER),
    ],
)
def test_applicants_follow_the_guides_rule(password: str, fault: Fault) -> None:
    assert password_faults("applicant", password) == (fault,)
    assert password_faults("applicant", "Kx9$zU2!") == ()


@pytest.mark.parametrize(
    "password", ["password", "PASSWORD1", "Motdepasse2026!", "azertyuiop123", "Bienvenue1",
                 "Actionlogement1", "aaaaaaaaaaaaA1", "1234azerty"],
)  # fmt: skip
def test_common_passwords_are_refused_to_everybody(password: str) -> None:
    assert is_common(password)
    for audience in ("employer", "staff", "applicant"):
        assert Fault.COMMON in password_faults(audience, password)


def test_a_password_is_not_the_user_name() -> None:
    names = ("jeanne.martin@exemple.example", "MARTIN", "Jeanne")
    for password in ("Jeanne.Martin@exemple.example", "Jeanne.Martin12", "Martin1990", "Jeanne75"):
        assert Fault.IS_USER_NAME in password_faults("applicant", password, names)


def test_more_than_256_characters_is_too_long() -> None:
    assert password_faults("staff", "a1B " * 64) == ()
    assert password_faults("staff", "a1B " * 64 + "x") == (Fault.TOO_LONG,)


def test_the_list_is_a_few_thousand_lower_case_lines() -> None:
    listed = common_passwords()
    assert 5_000 < len(listed) < 20_000
    assert all(word == word.lower().strip() for word in listed)
