"""Machines as network namespaces on one bridge, and processes inside them.

Nothing of it outlives the run: `Network.close` ends every process and takes the wires away, and
the next run does so for one that was killed.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = "alinbench"
SWITCH = f"{PREFIX}-switch"
HERE = "10.77.0.254"
MACHINES = {
    "proxy": "10.77.0.2", "node1": "10.77.0.11", "node2": "10.77.0.12",
    "worker1": "10.77.0.21", "worker2": "10.77.0.22",
    "db1": "10.77.0.31", "db2": "10.77.0.32", "mail": "10.77.0.41", "load": "10.77.0.100",
}  # fmt: skip
# Everybody at work has an address of their own, as at home: refusals are counted by address.
BROWSERS = tuple(f"10.77.1.{n}" for n in range(1, 121))


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _inside(machine: str) -> list[str]:
    return ["nsenter", f"--net=/run/netns/{PREFIX}-{machine}"]


@dataclass
class Network:
    """The wires and what runs behind them."""

    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def open(self) -> "Network":
        sweep()
        _ip("netns", "add", SWITCH)
        _ip("-n", SWITCH, "link", "add", "br0", "type", "bridge")
        _ip("-n", SWITCH, "link", "set", "br0", "up")
        for number, (machine, address) in enumerate(MACHINES.items()):
            _ip("netns", "add", f"{PREFIX}-{machine}")
            _ip("link", "add", "eth0", "netns", f"{PREFIX}-{machine}", "type", "veth",
                "peer", "name", f"p{number}", "netns", SWITCH)  # fmt: skip
            self._plug(f"p{number}")
            _ip("-n", f"{PREFIX}-{machine}", "addr", "add", f"{address}/16", "dev", "eth0")
            for link in ("lo", "eth0"):
                _ip("-n", f"{PREFIX}-{machine}", "link", "set", link, "up")
        for address in BROWSERS:
            _ip("-n", f"{PREFIX}-load", "addr", "add", f"{address}/16", "dev", "eth0")
        _ip("link", "add", PREFIX, "type", "veth", "peer", "name", "here", "netns", SWITCH)
        self._plug("here")
        _ip("addr", "add", f"{HERE}/16", "dev", PREFIX)
        _ip("link", "set", PREFIX, "up")
        return self

    @staticmethod
    def _plug(port: str) -> None:
        _ip("-n", SWITCH, "link", "set", port, "master", "br0", "up")

    def start(
        self, machine: str, command: Sequence[str], *, log: Path, user: str | None = None,
        env: Mapping[str, str] | None = None, share: Path | None = None, cwd: Path | None = None,
    ) -> subprocess.Popen[bytes]:  # fmt: skip
        """A process of that machine, in a session of its own; `share` is its control group."""
        words = [*_inside(machine), *as_user(user), *command]
        if share is not None:
            words = ["sh", "-c", f'echo $$ > {share}/cgroup.procs; exec "$@"', "sh", *words]
        with log.open("ab") as out:
            process = subprocess.Popen(
                words, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                env=dict(env or {}) | _kept(), start_new_session=True, cwd=cwd,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def unplug(self, machine: str, *, plug: bool = False) -> None:
        """The wire is out, or in again: nobody answers, nobody refuses."""
        port = f"p{list(MACHINES).index(machine)}"
        _ip("-n", SWITCH, "link", "set", port, "up" if plug else "down")

    def close(self) -> None:
        for process in reversed(self.processes):
            kill_group(process)
        self.processes.clear()
        sweep()


def _kept() -> dict[str, str]:
    return {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}


def as_user(user: str | None) -> list[str]:
    if user is None:
        return []
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """As a machine that loses its power: nothing is finished."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_machine(machine: str) -> None:
    """Whatever runs there: PostgreSQL's backends are no group of their postmaster's."""
    until = time.monotonic() + 20
    while _kill_all(f"{PREFIX}-{machine}") and time.monotonic() < until:
        time.sleep(0.02)


def _kill_all(namespace: str) -> int:
    """How many there were."""
    told = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True)
    for pid in told.stdout.split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    return len(told.stdout.split())


def sweep() -> None:
    """End what a killed run left behind: processes in our namespaces, then these."""
    names = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True)
    ours = [line.split()[0] for line in names.stdout.splitlines() if line.startswith(PREFIX)]
    for name in ours:
        _kill_all(name)
    if ours:
        time.sleep(0.3)
    subprocess.run(["ip", "link", "del", PREFIX], capture_output=True)
    for name in ours:
        subprocess.run(["ip", "netns", "del", name], capture_output=True)
