"""An installation without second factor, for tests that walk through the sign-in page."""

from dataclasses import replace

import pytest
from flask import Flask

from app.config import Settings
from app.db.engines import Database
from app.factory import create_app


@pytest.fixture
def plain_app(settings: Settings, database: Database) -> Flask:
    flask = create_app(replace(settings, second_factor=False), database)
    flask.testing = True
    return flask
