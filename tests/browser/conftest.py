"""One served installation for all journeys; each journey brings its own people."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from app.db.engines import Database, open_database
from tests.browser.installation import Installation
from tests.browser.mailbox import Mailbox
from tests.browser.screen import Screen
from tests.chromium import open_chromium

NewScreen = Callable[..., Screen]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """Migrated, served with its worker, the second factor required."""
    # A short path: PostgreSQL's socket lives below it.
    with tempfile.TemporaryDirectory(prefix="portail-") as folder:
        made = Installation(Path(folder), PORTAIL_SECOND_FACTOR="on")
        made.run("db", "upgrade")
        made.serve()
        try:
            yield made
        finally:
            made.stop()
            # A fault that no page showed is a fault all the same.
            assert made.faults() == []


@pytest.fixture(scope="session")
def prepared(installation: Installation) -> Iterator[Database]:
    """The same database, for people a journey finds already there."""
    database = open_database(installation.settings)
    yield database
    database.dispose()


@pytest.fixture
def mailbox(installation: Installation) -> Mailbox:
    return Mailbox(installation.data / "mail")


@pytest.fixture
def new_screen(chromium: Browser, installation: Installation) -> Iterator[NewScreen]:
    """Open a window: `new_screen(width=390)`."""
    opened: list[Screen] = []

    def opening(**traits: Any) -> Screen:
        opened.append(Screen(chromium, installation.address, **traits))
        return opened[-1]

    yield opening
    for screen in opened:
        screen.close()
