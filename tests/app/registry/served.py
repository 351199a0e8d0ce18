"""A registration system of its own kind: a real HTTP server that says what a test told it to."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "a-key-of-sixteen-or-more"
Answer = Callable[["Handler", str], None]


def known(record: dict[str, Any]) -> Answer:
    """This request, whoever asks."""
    return lambda asked, _number: asked.say(200, json.dumps(record).encode())


def unknown(asked: "Handler", _number: str) -> None:
    """No such number."""
    asked.say(404, b'{"known": false}')


def says(status: int, body: bytes = b"{}", **headers: str) -> Answer:
    return lambda asked, _number: asked.say(
        status, body, {name.replace("_", "-"): value for name, value in headers.items()}
    )


def waits(seconds: float, then: Answer) -> Answer:
    """Nothing at all for a while."""

    def late(asked: "Handler", number: str) -> None:
        time.sleep(seconds)
        then(asked, number)

    return late


def drips(seconds: float, *, headers: bool) -> Answer:
    """A byte from time to time, each within every time-out: in the headers or in the body."""

    def slowly(asked: "Handler", _number: str) -> None:
        end = time.monotonic() + seconds
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        asked.wfile.write(b"X-Slow: " if headers else b"Content-Length: 100000\r\n\r\n")
        while time.monotonic() < end:
            asked.wfile.write(b"a")
            asked.wfile.flush()
            time.sleep(0.1)

    return slowly


@dataclass
class Served:
    """The server's address, what it answers, and every question it got: (key, path, number)."""

    address: str
    answer: Answer = unknown
    questions: list[tuple[str, str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: Served

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        number = json.loads(self.rfile.read(length))["unique_number"]
        key = self.headers.get("Authorization", "")
        self.served.questions.append((key, self.path, number))
        try:
            if key != f"Bearer {KEY}":
                self.say(401, b"{}")
            else:
                self.served.answer(self, number)
        except OSError:
            pass  # The portal hung up, as it should.
        self.close_connection = True

    def say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        told = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        for name, value in {**told, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def a_registry() -> Iterator[Served]:
    """The server, for as long as the test lasts."""
    handler = type("One", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        served = Served(f"http://127.0.0.1:{server.server_address[1]}")
        handler.served = served  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def a_closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
