"""Sign-in without a second factor, unless a test is about it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.config import Settings
from app.db.engines import Database
from app.factory import create_app
from tests.app.accounts.letters import Letterbox


@pytest.fixture
def plain_app(settings: Settings, database: Database) -> Flask:
    """The application of an installation whose second factor is turned off."""
    flask = create_app(replace(settings, second_factor=False), database)
    flask.testing = True
    return flask


@pytest.fixture
def letters(database: Database, settings: Settings, tmp_path: Path) -> Letterbox:
    """The mails that leave during the test."""
    return Letterbox(database, settings, tmp_path)
