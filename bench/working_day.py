"""Fifty people at work in the largest companies while applicants choose and withdraw."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.privacy.rule import Choice
from bench.acts import choose_as, withdraw_as
from bench.figures import Figures, timed
from bench.ground import Ground
from bench.scale import Scale
from bench.subjects import member_of
from bench.web.browser import cookies_of
from bench.web.server import HOST, ROOT, served

WORKERS = 2
_PAUSE = 0.25


def measure_day(figures: Figures, ground: Ground, name: str, scale: Scale) -> None:
    """p50 and p95 of every kind of page, and every answer that was not what was asked for."""
    database = ground.database(name)
    cookies = cookies_of(ground, database, [member_of(rank) for rank in range(scale.users)])
    web = served("app.wsgi:application", environment=ground.environment(name), workers=WORKERS)
    with web as server, _applicants_at_work(database, scale) as acts:
        told = subprocess.run(
            [sys.executable, "-m", "bench.web.day", HOST, str(server.port),
             str(scale.working_day)],
            input="\n".join(cookies), capture_output=True, text=True, check=True, cwd=ROOT,
        )  # fmt: skip
    database.dispose()
    found = json.loads(told.stdout)
    figures.say("day.users", scale.users, "users")
    figures.say("day.pages", sum(map(len, found["times"].values())) / scale.working_day, "pages/s")
    for kind, seconds in sorted(found["times"].items()):
        figures.times(f"day.{kind}", seconds)
    figures.say("day.errors", sum(found["wrong"].values()), "answers")
    figures.times("day.choices_and_withdrawals", acts)


@contextmanager
def _applicants_at_work(database: Database, scale: Scale) -> Iterator[list[float]]:
    """Choices and withdrawals all over the country, about four a second; the times they took."""
    found: list[float] = []
    over = threading.Event()

    def act() -> None:
        dice = Random(13)
        while not over.wait(_PAUSE):
            number = dice.randint(1, scale.requests)
            if dice.random() < 0.5:
                found.append(timed(withdraw_as, database, number))
            else:
                found.append(timed(choose_as, database, number, ChoiceMade(Choice.SUMMARY)))

    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()
