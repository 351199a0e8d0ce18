"""`python -m app.cli_worker`: the worker as `portail serve` starts it, for as long as it lives."""

import os
import signal
import threading
import time

from app.cli import main


def _stop_with_parent(parent: int) -> None:
    """When the parent is gone, even killed, somebody else adopts us: stop as if told to."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_stop_with_parent, args=(os.getppid(),), daemon=True).start()
    main(["worker"])
