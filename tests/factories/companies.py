"""Companies for tests: one head office each, numbers that pass the checks."""

from itertools import count
from uuid import UUID

from sqlalchemy import text

from app.db.engines import Database

_numbers = count(10_000_001)


def a_siren() -> str:
    """A SIREN nobody else has in this run, with the right check digit (Luhn)."""
    return _with_check_digit(str(next(_numbers)))


def a_siret(siren: str, establishment: int = 1) -> str:
    """The SIRET of the company's n-th establishment."""
    return _with_check_digit(f"{siren}{establishment:04}")


def a_company(
    database: Database, *, name: str = "Ateliers du Rhône", siren: str | None = None,
    status: str = "ACTIVE",
) -> UUID:  # fmt: skip
    """A company with its head office, as staff's import would have left it."""
    number = siren or a_siren()
    with database.owner.begin() as owner:
        company: UUID = owner.execute(
            text(
                "INSERT INTO company (siren, name, status) VALUES (:s, :n, :t) RETURNING id"
            ),
            {"s": number, "n": name, "t": status},
        ).scalar_one()
        owner.execute(
            text(
                "INSERT INTO establishment (siret, company_id, label, head_office, postcode) "
                "VALUES (:s, :c, 'Siège', true, '69003')"
            ),
            {"s": a_siret(number), "c": company},
        )
    return company


def _with_check_digit(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return digits + str(-total % 10)
