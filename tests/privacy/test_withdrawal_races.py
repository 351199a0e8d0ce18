"""Eight web processes read without a pause while one person withdraws, over and over.

No answer begun after a withdrawal's commit names the person or hands out the file printed before.
`make prove` runs a thousand rounds; a few are enough to see a missing lock or a cache.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from tests.client import Client
from tests.factories.accounts import an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    decide_for,
    public_id_of,
)
from tests.factories.companies import MadeCompany, a_company
from tests.worker import do_jobs

ROUNDS = int(os.environ.get("PROOF_ROUNDS", "8"))
PROCESSES = 8
# Printing takes longer than a round: every so many rounds a PDF and an export are among what is
# asked for.
PRINTED_EVERY = 4
LIST, REPORTS, NAME = "/employeur/salaries", "/employeur/rapports", "QUENOUILLARD"
pytestmark = pytest.mark.timeout(7_200)


@dataclass
class Racers:
    """The processes, each waiting for a round."""

    processes: list["subprocess.Popen[str]"]

    def start(self, cookies: list[list[str]], paths: list[str]) -> None:
        """Each begins at another path, so that all are being read when the withdrawal comes."""
        for number, one in enumerate(self.processes):
            assert one.stdin is not None
            round_ = {"cookies": cookies, "paths": paths, "first": number % len(paths)}
            one.stdin.write(json.dumps(round_) + "\n")
            one.stdin.flush()

    def stop(self) -> list[list[object]]:
        """Every answer of every process."""
        for one in self.processes:
            assert one.stdin is not None
            one.stdin.write("over\n")
            one.stdin.flush()
        return [answer for one in self.processes for answer in json.loads(self._line(one))]

    def _line(self, one: "subprocess.Popen[str]") -> str:
        assert one.stdout is not None
        line = one.stdout.readline()
        assert line, "a process of the race has ended by itself"
        return line


@pytest.fixture
def racers(settings: Settings, database: Database) -> Iterator[Racers]:
    environment = {**os.environ, "PORTAIL_DATA": str(settings.data)}
    command = [sys.executable, "-m", "tests.privacy.racer", NAME]
    processes = [
        subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(PROCESSES)
    ]
    for one in processes:
        assert one.stdout is not None
        while (line := one.stdout.readline()) != "ready\n":
            assert line, "a process of the race did not start"
    yield Racers(processes)
    for one in processes:
        one.kill()
        one.wait()
        assert one.stdin is not None
        assert one.stdout is not None
        one.stdin.close()
        one.stdout.close()


@dataclass
class Tab:
    """An employer's browser, whose cookies every process gets."""

    hr: Client
    settings: Settings
    database: Database

    def cookies(self) -> list[list[str]]:
        return [[one.key, one.value, one.path] for one in self.hr.http._cookies.values()]

    def pace(self, path: str) -> float:
        """How long one answer takes here and now, in seconds."""
        begun = time.monotonic()
        assert self.hr.get(path).status == 200
        return time.monotonic() - begun

    def opens(self, person: ImportedApplicant, *, printed: bool) -> list[str]:
        """The paths of somebody who shows everything now, with the purpose stated."""
        page = f"{LIST}/{public_id_of(self.database, person.request_id)}"
        self.hr.submit(page, {"purpose": "SUPPORT"}, form=page.rsplit("/", 1)[1])
        paths = [LIST, page, f"{page}/dossier"]
        if printed:
            asked = self.hr.submit(f"{page}/dossier", form=REPORTS)
            wish = {"purpose": "SUPPORT", "form": "csv"}
            exported = self.hr.submit(f"{LIST}/exporter", wish, form="exporter")
            do_jobs(self.settings, self.database)
            paths.append(f"{asked.response.request.path}/pdf")
            paths.append(f"{exported.response.request.path}/fichier")
        return paths


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def tab(app: Flask, settings: Settings, database: Database, company: MadeCompany) -> Tab:
    who = an_owner(database, company.id)
    hr = Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)
    return Tab(hr, settings, database)


def test_no_process_names_a_person_after_the_commit_of_a_withdrawal(
    racers: Racers, tab: Tab, database: Database, company: MadeCompany
) -> None:
    person = an_imported_applicant(database, company, overrides={"applicant.birth_name": NAME})
    dice, before, after, files, opened = Random(20261125), 0, 0, 0, set[str]()
    for round_ in range(ROUNDS):
        decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, sensitive=True))
        paths = tab.opens(person, printed=round_ % PRINTED_EVERY == 0)
        pace = tab.pace(paths[2])
        racers.start(tab.cookies(), paths)
        # Eight processes share what cores there are: some have answered once, some not at all.
        time.sleep(dice.uniform(0, PROCESSES * pace))
        with transaction(database, "applicant", person.actor) as tx:
            withdraw(tx, person.actor, person.request_id)
        committed = time.monotonic()
        time.sleep(dice.uniform(0, 0.02))
        answers = racers.stop()
        late = [(paths[number], shown) for begun, number, shown, _s in answers if begun > committed]
        assert len(late) >= PROCESSES * len(paths), "every process looked again afterwards"
        assert not any(shown for _path, shown in late), (round_, late)
        assert {status for *_rest, status in answers} <= {200, 303, 404}
        before += sum(bool(shown) for *_rest, shown, _status in answers)
        after += len(late)
        opened |= {paths[n].rsplit("/", 1)[1] for _b, n, shown, _s in answers if shown}
        files += len(paths) == 5
    print(f"{ROUNDS} withdrawals, {PROCESSES} processes: {before} answers named, {after} after")
    assert before > 0
    assert files > 0
    assert {"pdf", "fichier", "dossier"} <= opened


def test_an_end_by_the_clock_races_like_a_withdrawal(
    racers: Racers, tab: Tab, database: Database, company: MadeCompany
) -> None:
    """Nothing is written at the end of a duration: the clock alone closes, in every process."""
    person = an_imported_applicant(database, company, overrides={"applicant.birth_name": NAME})
    for _round in range(max(2, ROUNDS // 6)):
        decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, True, 1))
        paths = tab.opens(person, printed=False)
        ends = _ends_in(database, timedelta(seconds=1))
        racers.start(tab.cookies(), paths)
        wall = (ends - datetime.now(ends.tzinfo)).total_seconds()
        over = time.monotonic() + wall
        time.sleep(max(0.0, wall) + 0.1)
        answers = racers.stop()
        # The two clocks were read one after the other: a hundredth of a second is theirs.
        late = [shown for begun, _number, shown, _status in answers if begun > over + 0.01]
        assert len(late) >= PROCESSES * len(paths)
        assert not any(late)
        assert any(shown for _begun, _number, shown, _status in answers)


def _ends_in(database: Database, soon: timedelta) -> datetime:
    """Bring the running choice's end near, as the trigger copies it; its moment."""
    with database.owner.begin() as owner:
        ends: datetime = owner.execute(
            text("SELECT app.clock() + :soon"), {"soon": soon}
        ).scalar_one()
        for table in ("visibility", "summary", "file", "sensitive_block", "other_adult",
                      "candidature", "candidature_event"):  # fmt: skip
            owner.execute(
                text(f"UPDATE {table} SET visible_until = :ends WHERE level > 1"), {"ends": ends}
            )
    return ends
