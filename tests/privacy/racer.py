"""One web process of a race: `python -m tests.privacy.racer`, its own application and pools.

Reads one JSON line a round from its input: {"cookies": [[key, value, path]…], "paths": […],
"first": n}. Asks for the paths over and over, from the n-th on, until the next line, "over", then
once more each, and answers with one JSON line: [begun, path's number, whether the body names the
person, status] of every answer. Times are of the machine's monotonic clock, which all processes
share.
"""

import json
import os
import select
import sys
import time
from typing import Any

from app.config import read_settings
from app.db.engines import open_database
from app.factory import create_app
from tests.client import Client

Answer = tuple[float, int, bool, int]


def main(name: str) -> None:
    settings = read_settings({"PORTAIL_DATA": os.environ["PORTAIL_DATA"], "HOME": "/"})
    database = open_database(settings, name="portail_test", durable=False)
    app = create_app(settings, database)
    app.testing = True
    print("ready", flush=True)
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps(_round(Client(app), json.loads(line), name.encode())), flush=True)
    database.dispose()


def _round(hr: Client, asked: dict[str, Any], name: bytes) -> list[Answer]:
    for key, value, path in asked["cookies"]:
        hr.http.set_cookie(key, value, path=path)
    answers: list[Answer] = []
    numbered = list(enumerate(asked["paths"]))
    paths = numbered[asked["first"] :] + numbered[: asked["first"]]
    while not select.select([sys.stdin], [], [], 0)[0]:
        _ask_all(hr, paths, name, answers)
    sys.stdin.readline()
    _ask_all(hr, paths, name, answers)
    return answers


def _ask_all(hr: Client, paths: list[tuple[int, str]], name: bytes, answers: list[Answer]) -> None:
    for number, path in paths:
        begun = time.monotonic()
        response = hr.http.get(path)
        body = response.get_data()
        # A file that is handed out at all holds the person.
        shown = body.startswith(b"%PDF") or name in body.upper()
        answers.append((begun, number, shown, response.status_code))


if __name__ == "__main__":
    main(sys.argv[1])
