"""PostgreSQL of the system: a primary, a streaming replica, and what an operator does to them."""

import secrets
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from app.config import DOORS
from app.db.embedded.settings import QUIET, SMALL_MACHINE
from bench.cluster.namespaces import MACHINES, Network, kill_group, kill_machine
from bench.cluster.programs import programs, run_program

NAME, STANDBY = "portail", "replica"
_SETTINGS = {
    "listen_addresses": "'*'", "wal_level": "replica", "max_wal_senders": "10",
    "wal_keep_size": "128MB", "wal_log_hints": "on", "hot_standby": "on",
    "shared_buffers": "512MB", "max_wal_size": "512MB", "logging_collector": "off",
    "hot_standby_feedback": "on", "wal_receiver_status_interval": "1s",
    "log_min_messages": "warning",
}  # fmt: skip


@dataclass
class Postgres:
    """One server on one machine. Its process is ours: a restart is a supervisor's."""

    network: Network
    machine: str
    folder: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return MACHINES[self.machine]

    def start(self) -> None:
        bin_folder = programs()
        assert bin_folder is not None
        words = [str(bin_folder / "postgres"), "-D", str(self.folder), "-k", ""]
        self.process = self.network.start(
            self.machine, words, log=self.log, user="postgres", cwd=self.folder
        )

    def stop(self, mode: str = "fast") -> None:
        """As `systemctl stop`: sessions are cut, what was committed is on disk."""
        if self.process is not None and self.process.poll() is not None:
            return
        self.run("pg_ctl", "stop", "-D", str(self.folder), "-m", mode, "-w", "-t", "60")
        if self.process is not None:
            self.process.wait()

    def kill(self) -> None:
        """As a machine that loses its power."""
        if self.process is not None:
            kill_group(self.process)
            kill_machine(self.machine)

    def run(self, program: str, *words: str) -> str:
        return run_program(program, *words)


@dataclass
class Pair:
    """The primary and its replica. `now` is the machine that takes writes."""

    network: Network
    root: Path
    logs: Path
    password: str = field(default_factory=lambda: secrets.token_hex(16))
    servers: dict[str, Postgres] = field(default_factory=dict)
    now: str = "db1"

    @property
    def primary(self) -> Postgres:
        return self.servers[self.now]

    @property
    def replica(self) -> Postgres:
        return self.servers["db2" if self.now == "db1" else "db1"]

    def make_primary(self) -> None:
        one = self._server("db1")
        secret = self.root / "superuser"
        secret.write_text(self.password)
        secret.chmod(0o644)
        run_program("initdb", "-D", str(one.folder), "-U", "postgres", "--auth=scram-sha-256",
                    f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
        settings = QUIET | SMALL_MACHINE | _SETTINGS
        with (one.folder / "postgresql.conf").open("a") as conf:
            conf.write("\n".join(["", *(f"{k} = {v}" for k, v in settings.items())]) + "\n")
        with (one.folder / "pg_hba.conf").open("a") as hba:
            hba.write("host all,replication all 10.77.0.0/16 scram-sha-256\n")
        one.start()
        self.wait_for(one)
        with self.superuser(one) as db:
            db.execute(f"CREATE ROLE portail_owner LOGIN CREATEROLE PASSWORD '{self.password}'")
            db.execute(f"CREATE DATABASE {NAME} OWNER portail_owner")

    def make_replica(self) -> None:
        """A base backup of the primary that streams from it, and is waited for at each commit."""
        self.rebuild_replica("db2")
        self.wait_for_standby()
        self.be_synchronous(True)

    def rebuild_replica(self, machine: str) -> None:
        two = self._server(machine)
        subprocess.run(["rm", "-rf", str(two.folder)], check=True)
        source = (f"host={self.primary.address} user=postgres password={self.password} "
                  f"application_name={STANDBY}")  # fmt: skip
        run_program("pg_basebackup", "-D", str(two.folder), "-R", "-X", "stream", "-c", "fast",
                    "-d", source)  # fmt: skip
        two.start()
        self.wait_for(two)

    def be_synchronous(self, wanted: bool) -> None:
        with self.superuser(self.primary) as db:
            name = STANDBY if wanted else ""
            db.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
            db.execute("SELECT pg_reload_conf()")

    def promote(self) -> None:
        """The replica becomes the primary, and waits for no other until one is built."""
        self.now = self.replica.machine
        run_program("pg_ctl", "promote", "-D", str(self.primary.folder), "-w")
        self.be_synchronous(False)

    def superuser(self, server: Postgres, name: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=server.address, user="postgres", password=self.password, dbname=name,
            autocommit=True, connect_timeout=2,
        )  # fmt: skip

    def wait_for(self, server: Postgres, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while True:
            try:
                self.superuser(server).close()
                return
            except psycopg.OperationalError:
                gone = server.process is not None and server.process.poll() is not None
                if gone or time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def wait_for_standby(self, seconds: float = 60) -> None:
        """Until the replica streams and has everything."""
        until = time.monotonic() + seconds
        with self.superuser(self.primary) as db:
            while not db.execute(
                "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' "
                "AND replay_lsn >= pg_current_wal_lsn()"
            ).fetchone():
                if time.monotonic() > until:
                    raise RuntimeError("the replica does not catch up")
                time.sleep(0.2)

    def version(self) -> str:
        with self.superuser(self.primary) as db:
            found = db.execute("SHOW server_version").fetchone()
        return str(found[0]).split()[0] if found else ""

    def urls(self) -> dict[str, str]:
        """What each node is told: libpq finds the one of the two that takes writes."""
        asked = urlencode({
            "host": f"{MACHINES['db1']},{MACHINES['db2']}", "port": "5432,5432",
            "target_session_attrs": "read-write", "connect_timeout": "2",
            "keepalives_idle": "5", "tcp_user_timeout": "5000",
        }, safe=",")  # fmt: skip
        doors = {
            f"DATABASE_URL_{door.upper()}": self._url(f"portail_{door}_login", asked)
            for door in DOORS
        }
        return {"DATABASE_URL": self._url("portail_owner", asked)} | doors

    def _url(self, login: str, asked: str) -> str:
        return f"postgresql://{login}:{self.password}@/{NAME}?{asked}"

    def _server(self, machine: str) -> Postgres:
        if machine not in self.servers:
            self.servers[machine] = Postgres(
                self.network, machine, self.root / machine, self.logs / f"{machine}.log"
            )
        return self.servers[machine]
