"""The product as an operator installs it: its own data folder, its own command, its own port."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError

from app.config import Settings, read_settings

PORTAIL = str(Path(sys.executable).with_name("portail"))
STARTS_WITHIN, STOPS_WITHIN = 60.0, 40.0
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FAULT = re.compile(r"\[(error|critical) *\]|Traceback|^\w*(Error|Exception)\b")


class Installation:
    """Runs `portail …` with one data folder; serves it with its worker until stopped."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = a_free_port()
        self._log = data / "served.log"
        self._environ = {
            "PATH": os.environ["PATH"], "HOME": str(data), "LANG": "C.UTF-8",
            "PORTAIL_DATA": str(data), "PORT": str(self.port),
            # A name, not a number: browsers bind passkeys to names.
            "PUBLIC_URL": self.address, **settings,
        }  # fmt: skip
        self._served: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environ(self) -> Mapping[str, str]:
        return self._environ

    @property
    def settings(self) -> Settings:
        """As the served product reads them."""
        return read_settings(self._environ)

    def run(self, *words: str, typed: str = "") -> str:
        """Run one command to its end; what it printed."""
        done = subprocess.run(
            [PORTAIL, *words], env=self._environ, input=typed, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"portail {words[0]}: {done.stdout}{done.stderr}"
        return done.stdout

    def serve(self) -> None:
        """Start `portail serve` and wait until it answers."""
        log = self._log.open("wb")
        self._served = subprocess.Popen(
            [PORTAIL, "serve", "--port", str(self.port)],
            env=self._environ, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        log.close()
        end = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            assert self._served.poll() is None, self._log.read_text()
            assert time.monotonic() < end, f"no answer: {self._log.read_text()}"
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop it as a service manager does."""
        if self._served is None:
            return
        self._served.terminate()
        try:
            self._served.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self._served.kill()
            self._served.wait()
            raise

    def faults(self) -> list[str]:
        """What the web processes and the worker logged as errors, traces included."""
        lines = _COLOURS.sub("", self._log.read_text()).splitlines()
        return [line for line in lines if _FAULT.search(line)]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
