"""What the applicants' tests share: a browser signed in, and the mails that left."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from tests.client import Client, Page
from tests.factories.accounts import Somebody, an_applicant


@dataclass(frozen=True)
class Mails:
    """The outbox, as the worker will find it."""

    database: Database

    def all(self, kind: str) -> list[Any]:
        """(recipient, code or None), oldest first."""
        with self.database.owner.connect() as owner:
            return list(
                owner.execute(
                    text(
                        "SELECT recipient, params ->> 'code' AS code FROM mail_outbox"
                        " WHERE kind = :kind ORDER BY created_at"
                    ),
                    {"kind": kind},
                )
            )

    def last_code(self) -> str:
        """The code of the newest import mail."""
        return str(self.all("import_code")[-1].code)


@pytest.fixture
def mails(database: Database) -> Mails:
    return Mails(database)


@pytest.fixture
def ines(database: Database) -> Somebody:
    """An account of the person whose request `a_record()` holds."""
    return an_applicant(
        database, surname="MIRANDEUIL", first_names="Inès", birth_date=date(1994, 2, 3)
    )


class Applicant(Client):
    """An applicant's browser, with the few moves every test makes."""

    def __init__(self, app: Flask, account_id: UUID) -> None:
        super().__init__(app)
        self.enter_as("applicant", account_id)

    def ask_code(self, number: str) -> Page:
        return self.submit("/demandeur/demande/numero", {"number": number})

    def give_code(self, code: str) -> Page:
        return self.submit("/demandeur/demande/code", {"code": code}, form="code-form")

    def choose(self, choice: int, **answers: str) -> Page:
        return self.submit("/demandeur/choix", {"choice": str(choice), **answers})
