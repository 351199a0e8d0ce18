"""A mail server that takes everything and remembers what it took.

`python -m bench.cluster.mailbox address file` writes the Message-ID of each mail it answered 250
to, one a line.
"""

import re
import socketserver
import sys
from pathlib import Path

PORT = 2525
_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Session(socketserver.StreamRequestHandler):
    """One SMTP conversation, as RFC 5321 has it, without extensions."""

    def handle(self) -> None:
        self._say("220 mailbox")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self._take()
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        found = _ID.search(b"".join(lines))
        with Path(sys.argv[2]).open("a") as book:
            book.write((found[1].decode() if found else "none") + "\n")
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    with Server((sys.argv[1], PORT), Session) as server:
        server.serve_forever()
