"""Staff at their door."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.db.engines import Database
from tests.client import Client
from tests.factories.accounts import a_staff

Enter = Callable[[str], Client]


@pytest.fixture
def enter(app: Flask, database: Database) -> Enter:
    """A browser of somebody of the given staff role, signed in."""

    def signed_in(role: str) -> Client:
        person = a_staff(database, role, name=f"Personne {role.title()}")
        return Client(app).enter_as("staff", person.account_id)

    return signed_in


@pytest.fixture
def manager(enter: Enter) -> Client:
    """Somebody who manages companies."""
    return enter("COMPANY_MANAGER")
