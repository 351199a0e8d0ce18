"""A closed loop of GETs over a few kept connections, in one thread without waiting for any.

    python -m bench.web.loop 127.0.0.1 8601 /path connections seconds [cookie]

Prints one JSON object: requests, the seconds they took together, failed ones, the bytes of one
answer, and the times of one in seconds (p50, p95).
Only this machine is asked.
"""

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field

from bench.figures import percentile

FEWEST = 10
_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass
class Line:
    """One connection: what has come of the answer under way, and when it was asked for."""

    socket: socket.socket
    started: float = 0.0
    body_ends_at: int = -1
    received: int = 0
    head: bytes = b""


@dataclass
class Counted:
    times: list[float] = field(default_factory=list)
    failed: int = 0
    size: int = 0


def main(host: str, port: int, path: str, connections: int, seconds: float, cookie: str) -> None:
    request = _request(host, port, path, cookie)
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        line = Line(socket.create_connection((host, port)))
        selector.register(line.socket, selectors.EVENT_READ, line)
        _ask(line, request)
    counted, started = Counted(), time.perf_counter()
    while time.perf_counter() < started + seconds or len(counted.times) < FEWEST:
        for key, _ in selector.select(timeout=0.5):
            if _take(key.data, counted):
                _ask(key.data, request)
    print(json.dumps({
        "requests": len(counted.times), "seconds": time.perf_counter() - started,
        "failed": counted.failed, "size": counted.size,
        "p50": percentile(counted.times, 50), "p95": percentile(counted.times, 95),
    }))  # fmt: skip


def _request(host: str, port: int, path: str, cookie: str) -> bytes:
    if host != "127.0.0.1":
        raise SystemExit("only this machine is asked")
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Accept-Language: fr"]
    return "\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""]).encode()


def _ask(line: Line, request: bytes) -> None:
    line.started, line.received, line.body_ends_at, line.head = time.perf_counter(), 0, -1, b""
    line.socket.sendall(request)


def _take(line: Line, counted: Counted) -> bool:
    """Read what came; True when the answer is whole."""
    some = line.socket.recv(262_144)
    if not some:
        raise SystemExit("the server closed a connection")
    line.received += len(some)
    if line.body_ends_at < 0:
        line.head += some
        end = line.head.find(_END)
        if end < 0:
            return False
        head = line.head[:end].lower()
        place = head.index(_LENGTH) + len(_LENGTH)
        line.body_ends_at = end + len(_END) + int(head[place:].split(b"\r\n", 1)[0])
        counted.failed += not head.startswith(b"http/1.1 200")
    if line.received < line.body_ends_at:
        return False
    counted.times.append(time.perf_counter() - line.started)
    counted.size = line.body_ends_at
    return True


if __name__ == "__main__":
    _host, _port, _path, _connections, _seconds, *_rest = sys.argv[1:]
    main(_host, int(_port), _path, int(_connections), float(_seconds), _rest[0] if _rest else "")
