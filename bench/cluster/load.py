"""A working day of the three doors, from the load's machine.

    python -m bench.cluster.load cast.json told.jsonl seconds pause first

Everybody signs in by the door's form, then works until the time is over. Each applicant is one of
the cast, used once (from `first` on): signs in, takes back what is shown, and then the company's
own witness, signed in too, must not find that person any more.
"""

import json
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.cluster.browser import Browser
from bench.cluster.people_at_work import AtWork, Employer, Staff
from bench.cluster.told import Told


@dataclass
class Witnesses:
    """One more user per company, who looks for a person when told that they withdrew."""

    make: Any
    browsers: dict[int, tuple[Browser, threading.Lock]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def look_for(self, rank: int, public_id: str) -> str:
        """The status of the person's page, as text; `?` when no answer came of it."""
        with self.lock:
            if rank not in self.browsers:
                self.browsers[rank] = (self.make(rank), threading.Lock())
        browser, own = self.browsers[rank]
        with own:
            if not browser.inside and not browser.sign_in():
                return "?"
            page = browser.get("witness", f"/employeur/salaries/{public_id}", 404)
            if page.status == 200 and "/connexion" in page.path:
                browser.inside = False
                return "?"
            return str(page.status)


class Applicant:
    """One thread that is many applicants, one after the other."""

    def __init__(self, load: "Load", source: str, seed: int) -> None:
        self.load, self.source, self.dice = load, source, Random(seed)

    def work(self, until: float) -> None:
        while time.time() < until:
            one = self.load.next_applicant()
            if one is None:
                return
            self._be(one)

    def _be(self, one: dict[str, Any]) -> None:
        told, pause = self.load.told, self.load.pause
        me = self.load.browser("/demandeur", one["email"], self.source)
        if not me.sign_in():
            time.sleep(0.2)
            return
        me.get("home", "/demandeur")
        self._rest(pause)
        page = me.get("withdraw_page", "/demandeur/choix/retirer")
        if page.path != "/demandeur/choix/retirer" or not page.token:
            told.say(act="could_not_withdraw", status=page.status)
            return
        done = me.post("withdraw", "/demandeur/choix/retirer", {"csrf_token": page.token})
        if done.path == "/demandeur/choix/retirer":  # no redirect came: not acknowledged
            return
        told.say(act="withdraw", email=one["email"])
        found = self.load.witnesses.look_for(one["rank"], one["public_id"])
        told.say(act="looked", status=found, email=one["email"])
        self._rest(pause)
        me.get("candidatures", "/demandeur/candidatures")
        if self.dice.random() < 0.5:
            self._choose_again(me, one)
        me.close()

    def _choose_again(self, me: Browser, one: dict[str, Any]) -> None:
        page = me.get("choice_page", "/demandeur/choix")
        if not page.token:
            return
        self._rest(self.load.pause)
        fields = {"csrf_token": page.token, "choice": "2", "duration": "sans-fin"}
        done = me.post("choose", "/demandeur/choix", fields)
        if done.status and done.path != "/demandeur/choix":
            self.load.told.say(act="choose", email=one["email"])

    def _rest(self, pause: float) -> None:
        if pause:
            time.sleep(self.dice.uniform(pause / 2, pause * 1.5))


class Load:
    """The cast at work."""

    def __init__(self, cast: dict[str, Any], told: Told, pause: float, first: int) -> None:
        self.cast, self.told, self.pause = cast, told, pause
        self.site = (str(cast["site"][0]), int(cast["site"][1]))
        self.password: str = cast["password"]
        self.witnesses = Witnesses(self._witness)
        self._waiting = iter(cast["applicants"][first:])
        self._lock = threading.Lock()

    def next_applicant(self) -> dict[str, Any] | None:
        with self._lock:
            return next(self._waiting, None)

    def _witness(self, rank: int) -> Browser:
        source = self.cast["sources"][-1 - rank % 20]
        email = self.cast["employers"][rank]
        return self.browser("/employeur", email, source)

    def browser(self, door: str, email: str, source: str) -> Browser:
        return Browser(door, email, self.password, self.site, source, self.told)

    def everybody(self) -> list[AtWork]:
        sources = iter(self.cast["sources"])
        people: list[AtWork] = []
        for kind, door, emails in (
            (Employer, "/employeur", self.cast["employers"]),
            (Staff, "/action-logement", self.cast["staff"]),
        ):
            for email in emails:
                browser = self.browser(door, email, next(sources))
                people.append(kind(browser, self.pause, len(people)))
        return people

    def run(self, seconds: float) -> None:
        people = self.everybody()
        _all(one.enter for one in people)
        until = time.time() + seconds
        self.told.say(act="ready")
        sources = self.cast["sources"][len(people) :]
        crowd = [Applicant(self, sources[n], n) for n in range(self.cast["applicant_threads"])]
        works = [*(one.work for one in people), *(one.work for one in crowd)]
        _all((lambda work=work: work(until)) for work in works)
        self.told.say(act="over")


def _all(calls: Any) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    _cast, _told, _seconds, _pause, _first = sys.argv[1:]
    Load(
        json.loads(Path(_cast).read_text()), Told(Path(_told)), float(_pause), int(_first)
    ).run(float(_seconds))  # fmt: skip
