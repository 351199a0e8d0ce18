"""A PostgreSQL server of our own, for whoever has not set `DATABASE_URL`.

`ensure_server(data_dir)` starts (or joins) the server whose data lie in `data_dir/pg` and returns
how to reach it. It listens on one Unix socket in a folder of its own, never on the network; it is
shared by every process that uses the same folder, and stops when the last of them leaves.
Why it is made this way: docs/decisions/0003-embedded-postgresql.md.
"""

from app.db.embedded.binaries import find_binaries
from app.db.embedded.errors import EmbeddedUnavailable
from app.db.embedded.server import EmbeddedServer, discard_server, ensure_server

__all__ = [
    "EmbeddedServer",
    "EmbeddedUnavailable",
    "discard_server",
    "ensure_server",
    "find_binaries",
]
