"""Anchors: once a day the head of the chain goes to a file, out of the database's reach.

Whoever owns the database can cut the chain's end, or write it all anew so that it fits: the files
of the days before then say otherwise. One a day, never written twice; copy them off the machine.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction

_HEAD = text(
    "SELECT (app.clock() AT TIME ZONE 'Europe/Paris')::date AS day, seq, chain "
    "FROM journal_seal ORDER BY seq DESC LIMIT 1"
)
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the chain was on that day: `seq` lines sealed, `chain` the digest of the last."""

    name: str
    seq: int
    chain: bytes


def anchors_folder(data: Path) -> Path:
    return data / "anchors"


def drop_anchor(database: Database, folder: Path) -> bool:
    """Write today's anchor; False when it is there already or nothing is sealed yet."""
    with transaction(database, "worker") as tx:
        head = tx.execute(_HEAD).first()
    if head is None or (path := folder / f"{head.day}.txt").exists():
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _write_once(path, f"{head.day} {head.seq} {head.chain.hex()}\n")


def _write_once(path: Path, line: str) -> bool:
    """Whole or not at all, and by one worker only: a link never replaces what is there."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o400)
        os.link(part, path)
    except FileExistsError:
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def read_anchors(folder: Path) -> tuple[list[Anchor], list[str]]:
    """Every anchor of the folder, and the names of the files that are none any more."""
    anchors, broken = [], []
    for path in sorted(folder.glob("*.txt")):
        try:
            day, seq, chain = path.read_text("ascii").split()
            anchor = Anchor(path.stem, int(seq), bytes.fromhex(chain))
        except (OSError, ValueError):
            broken.append(path.stem)
            continue
        if day != path.stem or anchor.seq < 1 or len(anchor.chain) != _DIGEST_BYTES:
            broken.append(path.stem)
        else:
            anchors.append(anchor)
    return anchors, broken
