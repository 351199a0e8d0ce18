"""People at work at the same time: lists, searches, one person, a file with its purpose, the home.

    python -m bench.web.day 127.0.0.1 8601 seconds < cookies, one a line, a person each

Each waits half a second to a second and a half between two pages. Prints one JSON object: for
each kind of page its times in seconds, and how many answers were not what was asked for.
"""

import http.client
import json
import re
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

_LIST = "/employeur/salaries"
_PERSON = re.compile(rf'href="({_LIST}/[0-9a-f-]{{36}})"')
PURPOSE = "SUPPORT"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_LISTS = ("?par=50", "", "?tri=jour", "?visible=dossier", "?q=aub", "?q=martin", "?q=villeroche")
_KINDS = ("list",) * 12 + ("person",) * 4 + ("file",) * 2 + ("home",) * 2


@dataclass
class Told:
    """Shared by all; a list's append and an addition under the lock are enough."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, right: bool) -> None:
        with self.lock:
            self.times[kind].append(seconds)
            self.wrong[kind] += not right


class Person:
    """One browser."""

    def __init__(self, host: str, port: int, cookie: str, told: Told, seed: int) -> None:
        self.connection = http.client.HTTPConnection(host, port, timeout=60)
        self.cookie, self.told, self.dice = cookie, told, Random(seed)
        self.people: list[str] = []

    def work(self, until: float) -> None:
        """People come in over a second and a half, not all at one instant."""
        time.sleep(self.dice.uniform(0, 1.5))
        self._list()
        while time.perf_counter() < until:
            time.sleep(self.dice.uniform(0.5, 1.5))
            getattr(self, f"_{self.dice.choice(_KINDS)}")()

    def _list(self) -> None:
        _, page = self._ask("list", "GET", _LIST + self.dice.choice(_LISTS))
        self.people = _PERSON.findall(page) or self.people

    def _home(self) -> None:
        self._ask("home", "GET", "/employeur")

    def _person(self) -> tuple[str, str]:
        """Somebody of the last list; who withdrew meanwhile is as unknown as anybody: 404."""
        if not self.people:
            return "", ""
        where = self.dice.choice(self.people)
        return where, self._ask("person", "GET", where, right=(200, 404))[1]

    def _file(self) -> None:
        where, page = self._person()
        token = _TOKEN.search(page)
        if token is None or 'name="purpose"' not in page:
            return
        form = urlencode({"csrf_token": token[1], "purpose": PURPOSE})
        self._ask("purpose", "POST", where, form, right=(303, 404))
        self._ask("file", "GET", f"{where}/dossier", right=(200, 303, 404))

    def _ask(
        self, kind: str, method: str, path: str, body: str = "", right: tuple[int, ...] = (200,)
    ) -> tuple[int, str]:
        headers = {"Cookie": self.cookie, "Accept-Language": "fr"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.told.add(kind, time.perf_counter() - started, answer.status in right)
        if renewed := answer.getheader("Set-Cookie"):
            self.cookie = renewed.split(";", 1)[0]
        return answer.status, text


def main(host: str, port: int, seconds: float) -> None:
    if host != "127.0.0.1":
        raise SystemExit("only this machine is asked")
    told, until = Told(), time.perf_counter() + seconds
    cookies = [line.strip() for line in sys.stdin if line.strip()]
    people = [Person(host, port, cookie, told, seed) for seed, cookie in enumerate(cookies)]
    threads = [threading.Thread(target=one.work, args=(until,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"times": told.times, "wrong": told.wrong}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
