"""`python -m app.demo.forget FOLDER`: stop a demonstration's embedded server, erase its data."""

import shutil
import sys
from pathlib import Path

from app.db.embedded import EmbeddedUnavailable, discard_server

# What a data folder of the portal holds; anything else in it is somebody's own.
OURS = frozenset({"anchors", "mail", "reports", "run", "pg", "pg.lock", "pg.lease", "pg.log",
                  "pg.log.old", "pg.settings", "pg.new"})  # fmt: skip


def forget(folder: Path) -> str:
    """Erase the data folder; one sentence. Raises EmbeddedUnavailable when it is in use.

    A folder that holds anything but a portal's data is left alone (ValueError).
    """
    if not folder.exists():
        return f"Rien à oublier dans {folder}."
    foreign = sorted(item.name for item in folder.iterdir() if item.name not in OURS)
    if foreign:
        raise ValueError(f"{folder} holds something else: {foreign[0]}")
    discard_server(folder)
    shutil.rmtree(folder)
    return f"La démonstration de {folder} est oubliée."


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("python -m app.demo.forget FOLDER\n")
        return 2
    try:
        sys.stdout.write(forget(Path(arguments[0])) + "\n")
    except (EmbeddedUnavailable, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
