"""The renderer process: `python -m app.reports.pdf.child FD`.

Reads jobs from the socket FD, one at a time, until its parent closes it or dies.
Imports WeasyPrint once; each later job costs only its own work.
"""

from __future__ import annotations

import gc
import os
import select
import shutil
import socket
import sys
import threading
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from app.reports.pdf.limits import allow_cpu, limit_this_process
from app.reports.pdf.wire import Message, encode, job_of, read_message

if TYPE_CHECKING:
    from app.reports.pdf.paint import Painter

FOLDER_PREFIX = "portail-pdf-"


def main(descriptor: int) -> None:
    """Serve jobs until the parent hangs up."""
    limit_this_process()
    channel = socket.socket(fileno=descriptor)
    threading.Thread(target=_die_with_parent, args=(channel,), daemon=True).start()
    # After the limits, because this import is most of the process.
    from app.reports.pdf.paint import Painter

    painter = Painter(lambda header: channel.sendall(encode(Message(header))))
    gc.freeze()
    stream = channel.makefile("rb")
    while True:
        try:
            message = read_message(lambda size: _read(stream, size))
        except EOFError:
            return
        channel.sendall(encode(_answer(painter, message)))
        gc.collect()


def _answer(painter: Painter, message: Message) -> Message:
    """Render one job; an error goes back as its class name only: texts may hold data."""
    allow_cpu(message.header["cpu_seconds"])
    gc.disable()  # boxes live until the end of the job; collecting costs a fifth of it
    try:
        result = painter.paint(job_of(message))
    except Exception as error:
        return Message({"kind": "failed", "reason": type(error).__name__})
    finally:
        gc.enable()
    header = {"kind": "done", "warnings": list(result.warnings), "pages": result.pages}
    return Message(header, (result.pdf,))


def _read(stream: BufferedReader, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _die_with_parent(channel: socket.socket) -> None:
    """End this process at once when the other end closes, even in the middle of a job.

    A parent ended by `kill -9` cleans nothing: the child removes its own folder.
    """
    poller = select.poll()
    poller.register(channel, select.POLLHUP | select.POLLRDHUP)
    poller.poll()
    folder = Path(os.environ.get("TMPDIR", ""))
    if folder.name.startswith(FOLDER_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
