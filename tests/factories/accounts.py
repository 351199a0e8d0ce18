"""People who can sign in, made by the product's own services under its own sign-in login.

All have the same password, `PASSWORD`, hashed once per run: argon2 is slow on purpose.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from uuid import UUID

import pyotp
from sqlalchemy import text

from app.accounts.opening import (
    Identity,
    join_company,
    open_applicant_account,
    open_employer_account,
    open_staff_account,
)
from app.accounts.passwords import hash_password
from app.accounts.vault import Vault
from app.db.engines import Database
from app.db.transaction import transaction

PASSWORD = "Trois chevaux bleus 47"
_numbers = count(1)


@dataclass(frozen=True)
class Somebody:
    """An account, and for an employer's user the membership it acts by."""

    account_id: UUID
    email: str
    password: str = PASSWORD
    membership_id: UUID | None = None
    company_id: UUID | None = None


def protect(database: Database, audience: str, account_id: UUID) -> str:
    """Give the account an authentication application; the secret its codes come from."""
    secret = pyotp.random_base32()
    with database.owner.begin() as owner:
        owner.execute(
            text(f"UPDATE {audience}_account SET totp_secret = :s WHERE id = :a"),
            {"s": Vault(database.secret_key).seal(account_id, secret), "a": account_id},
        )
    return secret


@cache
def hashed(password: str = PASSWORD) -> str:
    """A real argon2 hash, made once per password."""
    return hash_password(password)


def an_employer_user(
    database: Database, company_id: UUID, *, role: str = "OWNER", email: str | None = None,
    name: str = "Claire Fontaine", sites: tuple[str, ...] | None = None,
    may_open_files: bool | None = None, may_export: bool | None = None,
) -> Somebody:  # fmt: skip
    """A member of the company; an address that has an account already joins one more company."""
    address = email or f"rh{next(_numbers)}@entreprise.example"
    with transaction(database, "signin") as tx:
        account = open_employer_account(
            tx, email=address, full_name=name, password_hash=hashed()
        ) or tx.scalar(text("SELECT id FROM employer_account WHERE email = :e"), {"e": address})
        membership = join_company(tx, account, company_id, role)
    limits = {"sites": list(sites) if sites is not None else None,
              "may_open_files": may_open_files, "may_export": may_export}  # fmt: skip
    with database.owner.begin() as owner:
        for column, value in limits.items():
            if value is not None:
                owner.execute(
                    text(f"UPDATE membership SET {column} = :v WHERE id = :m"),
                    {"v": value, "m": membership},
                )
    return Somebody(account, address, membership_id=membership, company_id=company_id)


def an_owner(database: Database, company_id: UUID, **traits: object) -> Somebody:
    """An OWNER of the company, with both flags on."""
    return an_employer_user(database, company_id, role="OWNER", **traits)  # type: ignore[arg-type]


def a_staff(database: Database, role: str = "COMPANY_MANAGER", *, email: str | None = None,
            name: str = "Dominique Leroy") -> Somebody:  # fmt: skip
    """A staff account of one of the four roles."""
    address = email or f"agent{next(_numbers)}@al.example"
    with transaction(database, "signin") as tx:
        account = open_staff_account(
            tx, email=address, full_name=name, role=role, password_hash=hashed()
        )
    assert account is not None
    return Somebody(account, address)


def an_applicant(
    database: Database, *, email: str | None = None, civility: str = "MME",
    surname: str = "MARTIN", first_names: str = "Jeanne",
    birth_date: date = date(1990, 5, 17), locale: str = "fr",
) -> Somebody:  # fmt: skip
    """An applicant whose address is confirmed; no request imported yet."""
    address = email or f"demande{next(_numbers)}@courriel.example"
    identity = Identity(civility, surname, first_names, birth_date)
    with transaction(database, "signin") as tx:
        account = open_applicant_account(
            tx, email=address, identity=identity, password_hash=hashed(), locale=locale
        )
    assert account is not None
    return Somebody(account, address)
