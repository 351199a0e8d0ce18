"""All machines of a run, started in order and taken away at the end, whatever happened."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.config import read_settings
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade
from bench.cluster.cast import prepare_cast
from bench.cluster.database import Pair
from bench.cluster.mailbox import PORT as MAIL_PORT
from bench.cluster.namespaces import MACHINES, Network
from bench.cluster.nodes import COMMAND, ROOT, Node
from bench.cluster.proxy import PORT, Proxy
from bench.cluster.shares import sweep_shares
from bench.cluster.told import Window, window
from bench.cluster.under_way import Load
from bench.load.country import fill
from bench.scale import Scale

SECRET = "bench-" + "0123456789abcdef" * 3


def say(words: str) -> None:
    print(f"# {time.strftime('%H:%M:%S')} {words}", flush=True)


@dataclass
class Cluster:
    """`nodes` and `workers` by machine; `told` is the newest load's book."""

    network: Network
    folder: Path
    pair: Pair
    proxy: Proxy
    cores: float
    nodes: dict[str, Node] = field(default_factory=dict)
    runs: int = 0
    used: int = 0

    @property
    def store(self) -> Path:
        """PORTAIL_DATA of every machine: what several nodes share on a file server."""
        return self.folder / "store"

    @property
    def mails(self) -> Path:
        return self.folder / "mails"

    def environment(self) -> dict[str, str]:
        return self.pair.urls() | {
            "PORTAIL_DATA": str(self.store), "PORTAIL_SECOND_FACTOR": "off",
            "SECRET_KEY": SECRET, "PUBLIC_URL": f"http://{MACHINES['proxy']}:{PORT}",
            "TRUSTED_PROXIES": "1", "HOME": str(self.folder),
            "SMTP_URL": f"smtp://{MACHINES['mail']}:{MAIL_PORT}",
        }  # fmt: skip

    def database(self) -> Database:
        return open_database(read_settings(self.environment()))

    def start(self, *machines: str, tree: Path = ROOT, extra: dict[str, str] | None = None) -> None:
        for machine in machines:
            node = Node(
                self.network, machine, self.environment(), self.folder / "logs",
                self.cores if machine.startswith("node") else None, tree, extra or {},
            )  # fmt: skip
            self.nodes[machine] = node
            node.start()
        for machine in machines:
            if self.nodes[machine].is_web:
                self.nodes[machine].wait()

    def replace(self, machine: str, tree: Path, extra: dict[str, str]) -> None:
        """Out of the proxy, finished, started with another code or other settings, in again."""
        others = [m for m in ("node1", "node2") if m != machine]
        if machine.startswith("node"):
            self.proxy.show(others)
            time.sleep(1)  # nobody is sent there any more; who is there gets an answer
        self.nodes[machine].stop()
        self.start(machine, tree=tree, extra=extra)
        self.proxy.show(["node1", "node2"])

    def command(self, *words: str, tree: Path = ROOT, extra: dict[str, str] | None = None) -> None:
        """One of the product's commands, as an operator types it on the first worker's machine."""
        env = self.environment() | {"PYTHONPATH": str(tree)} | (extra or {})
        log = self.folder / "logs" / "commands.log"
        process = self.network.start("worker1", [*COMMAND, *words], log=log, env=env, cwd=tree)
        if process.wait(120):
            raise RuntimeError(f"`portail {' '.join(words)}` ended with {process.returncode}")

    def be_whole(self) -> None:
        """Two nodes, two workers, both shown; whatever a fault before has left."""
        self.start(*(m for m in ("node1", "node2", "worker1", "worker2") if not self.lives(m)))
        self.proxy.show(["node1", "node2"])

    def lives(self, machine: str) -> bool:
        node = self.nodes.get(machine)
        return node is not None and node.process is not None and node.process.poll() is None

    def load(self, seconds: float, pause: float) -> Load:
        """Begin a load and return once everybody is signed in."""
        self.runs += 1
        book = self.folder / f"told-{self.runs}.jsonl"
        book.touch()
        words = [sys.executable, "-m", "bench.cluster.load", str(self.folder / "cast.json"),
                 str(book), str(seconds), str(pause), str(self.used)]  # fmt: skip
        process = self.network.start(
            "load", words, log=self.folder / "logs" / "load.log", cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        load = Load(book, process, seconds)
        load.wait_until_ready()
        return load

    def finish(self, load: Load) -> Window:
        """Wait for the load's end; the window from everybody signed in to the time's end."""
        load.process.wait(load.seconds + 120)
        found = window(load.book, load.ready, load.ready + load.seconds)
        everything = window(load.book, 0, time.time())
        self.used += sum(r["kind"] == "sign_in" and r["door"] == "/demandeur"
                         for r in everything.requests) + 40  # fmt: skip
        return found


@contextmanager
def cluster(scale: Scale, cores: float, *, keep: bool = False) -> Iterator[Cluster]:
    """Primary, replica, country, cast, proxy and mail server; nodes are started by who runs."""
    folder = Path(tempfile.mkdtemp(prefix="alinbench-", dir="/var/tmp"))
    folder.chmod(0o755)
    network = Network()
    try:
        network.open()
        for name in ("logs", "postgres", "store"):
            (folder / name).mkdir()
        shutil.chown(folder / "postgres", "postgres", "postgres")
        pair = Pair(network, folder / "postgres", folder / "logs")
        made = Cluster(network, folder, pair, Proxy(network, folder / "nginx"), cores)
        _fill(made, scale)
        made.mails.touch()
        mail_words = [sys.executable, "-m", "bench.cluster.mailbox", MACHINES["mail"],
                      str(made.mails)]  # fmt: skip
        network.start("mail", mail_words, log=folder / "logs" / "mail.log", cwd=ROOT,
                      env={"PYTHONPATH": str(ROOT)})  # fmt: skip
        made.proxy.start(["node1", "node2"], (ROOT / "templates/errors/503.html").read_bytes())
        yield made
    finally:
        network.close()
        sweep_shares()
        if keep:
            say(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _fill(made: Cluster, scale: Scale) -> None:
    say("primary")
    made.pair.make_primary()
    database = made.database()
    try:
        say("schema")
        upgrade(database)
        say(f"country of {scale.requests} requests")
        fill(database, scale)
        prepare_cast(database, made.folder / "cast.json")
    finally:
        database.dispose()
    say("replica, synchronous")
    made.pair.make_replica()
