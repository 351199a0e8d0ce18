"""The bench's own server and databases, under var/bench, beside nobody else's data."""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.config import DOORS, Settings, read_settings
from app.db.embedded import EmbeddedServer, ensure_server
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade

FOLDER = Path(__file__).parent.parent / "var" / "bench"
# While loading nothing is kept safe: no log of what is written, large sorts, few checkpoints.
_LOADING = {
    "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "16GB",
    "checkpoint_timeout": "1h", "maintenance_work_mem": "1GB", "work_mem": "128MB",
    "autovacuum": "off",
}  # fmt: skip


@dataclass
class Ground:
    """One server; `settings` are those of any installation whose data lie in `folder`."""

    server: EmbeddedServer
    settings: Settings
    folder: Path

    def database(self, name: str) -> Database:
        """Open a database that stands."""
        return open_database(self.settings, name=name, durable=False)

    def fresh(self, name: str) -> Database:
        """An empty, upgraded database of that name, whatever stood there before."""
        with self.superuser() as superuser:
            superuser.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        made = self.database(name)
        upgrade(made)
        return made

    def environment(self, name: str) -> dict[str, str]:
        """What a web process needs to serve the database `name`."""
        doors = {
            f"DATABASE_URL_{door.upper()}": self.server.dsn(name, f"portail_{door}_login")
            for door in DOORS
        }
        return {
            "DATABASE_URL": self.server.dsn(name, "portail_owner"),
            "PORTAIL_DATA": str(self.folder),
            "PORTAIL_SECOND_FACTOR": "off",
            **doors,
        }

    def superuser(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.server.dsn(database), autocommit=True)


def open_ground(shared_buffers: str, *, loading: bool) -> Ground:
    """Start the server for loading, or (durable, as in production) for measuring."""
    settings = read_settings({"PORTAIL_DATA": str(FOLDER), "HOME": str(FOLDER)})
    FOLDER.mkdir(parents=True, exist_ok=True)
    server = ensure_server(FOLDER, durable=not loading)
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as superuser:
        superuser.execute("ALTER SYSTEM RESET ALL")
        wanted = {"shared_buffers": shared_buffers, "effective_cache_size": "12GB"}
        for key, value in (wanted | (_LOADING if loading else {})).items():
            superuser.execute(f"ALTER SYSTEM SET {key} = '{value}'")
    server.release()  # these settings need a fresh start
    return Ground(ensure_server(FOLDER, durable=not loading), settings, FOLDER)
