"""Sign-in without a second factor, unless a test is about it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from app.config import Settings
from app.db.engines import Database
from app.factory import create_app


@pytest.fixture
def plain_app(settings: Settings, database: Database) -> Iterator[Flask]:
    """The application of an installation whose second factor is turned off."""
    flask = create_app(replace(settings, second_factor=False), database)
    flask.testing = True
    yield flask
