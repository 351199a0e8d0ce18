"""The two worlds, furnished once for the whole run."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.db.engines import open_database
from app.db.upgrade import upgrade
from app.factory import create_app
from tests.clock import Clock
from tests.privacy.detectors import Work
from tests.privacy.worlds import World, furnish


@pytest.fixture(scope="session")
def worlds(settings: Settings) -> Iterator[tuple[World, World]]:
    """(crowded, bare): see tests/privacy/worlds.py."""
    made = []
    for name in ("crowded", "bare"):
        database = open_database(settings, name=f"portail_{name}", durable=False)
        upgrade(database)
        own = replace(settings, data=Path(tempfile.mkdtemp(prefix=f"portail-{name}-")))
        app = create_app(own, database)
        app.testing = True
        world = World(name, own, database, app, Clock(database), Work(database))
        furnish(world, crowded=name == "crowded")
        made.append(world)
    yield made[0], made[1]
    for world in made:
        world.clock.reset()
        world.database.dispose()
        shutil.rmtree(world.settings.data)
