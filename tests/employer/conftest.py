"""An employer's browser, already signed in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.db.engines import Database
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import an_employer_user
from tests.factories.companies import MadeCompany

Enter = Callable[..., Client]
Later = Callable[[timedelta], None]


@pytest.fixture
def enter(app: Flask, database: Database) -> Enter:
    """Sign in as a new member of a company: `enter(company, role="READER")`."""

    def entered(company: MadeCompany, **traits: object) -> Client:
        who = an_employer_user(database, company.id, **traits)  # type: ignore[arg-type]
        return Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)

    return entered


@pytest.fixture
def later(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Later:
    """Live `delta` ahead, the database and what this process signs together: a signed context
    lasts two minutes, so a process left behind would be refused."""

    now = Database.now

    def advance(delta: timedelta) -> None:
        clock.advance(delta)
        monkeypatch.setattr(Database, "now", lambda self: now(self) + delta.total_seconds())

    return advance
