"""A small real SMTP server (RFC 5321) on a free port, and what it was given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class Received:
    """The mails taken, and how to behave: `refuse` maps a recipient to an answer's number."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)


class _Dialogue(socketserver.StreamRequestHandler):
    received: Received

    def handle(self) -> None:
        self._say("220 mail.test")
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words[:4].upper()
            if verb == "DATA":
                self._say("354 go on")
                self._take()
            elif verb == "RCPT" and (code := self._refused(words)):
                self._say(f"{code} no")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _refused(self, words: str) -> str | None:
        return next((c for r, c in self.received.refuse.items() if r in words), None)

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        mail = message_from_bytes(b"".join(lines), policy=default)
        self.received.mails.append(mail)  # type: ignore[arg-type]
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def mail_server() -> Iterator[Received]:
    """Runs until the block ends."""
    received = Received()
    handler = type("Dialogue", (_Dialogue,), {"received": received})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        received.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield received
        finally:
            server.shutdown()
            thread.join()
