"""An end to a whole exchange, however slowly the other side drips its bytes.

A client's time-outs begin again with each byte that arrives; this one does not.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Any

_OPENED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Deadline:
    """Within `with`, closes the connection `seconds` after the start; `passed` says that it did.

    `watch` is httpcore's trace function: it learns there which connection to close.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._close)
        self._timer.daemon = True

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the connection once it is made."""
        if event not in _OPENED:
            return
        self._socket = info["return_value"].get_extra_info("socket")
        if self.passed:
            self._close()

    def _close(self) -> None:
        self.passed = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
