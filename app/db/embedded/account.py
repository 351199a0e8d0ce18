"""Which operating-system user runs the server, and what its processes inherit."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.db.embedded.errors import EmbeddedUnavailable

UNPRIVILEGED = ("postgres", "nobody")
TRAVERSE = {"user": stat.S_IXUSR, "group": stat.S_IXGRP, "other": stat.S_IXOTH}


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """The user that owns the server's processes and files.

    `clients` are the names of the users it lets in: whoever asks, and the folder's owner when
    root works in somebody's folder. An account root merely borrows (postgres, nobody) is not
    among them: its other processes have no business in our data.
    `dropped` is true when we are root and the server therefore runs as somebody else.
    """

    uid: int
    gid: int
    clients: tuple[str, ...]
    dropped: bool

    def run(self, command: Sequence[str | Path], *, log: int) -> int:
        """Run `command` as this user, output to the open file `log`; return its exit status."""
        done = subprocess.run(  # noqa: S603 (our own arguments, no shell)
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=clean_environment(),
            cwd="/",
            umask=0o077,
            start_new_session=True,
            check=False,
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
        )
        return done.returncode

    def can_reach(self, path: Path) -> bool:
        """Tell whether this user may go down to `path` and into it."""
        return all(self._can_traverse(folder) for folder in (path, *path.parents))

    def _can_traverse(self, folder: Path) -> bool:
        facts = folder.stat()
        if facts.st_uid == self.uid:
            kind = "user"
        elif facts.st_gid == self.gid:
            kind = "group"
        else:
            kind = "other"
        return bool(facts.st_mode & TRAVERSE[kind])

    def can_run(self, program: Path) -> bool:
        """Tell whether this user can run `program` and load its libraries."""
        try:
            return self.run([program, "--version"], log=subprocess.DEVNULL) == 0
        except PermissionError:
            return False

    def own(self, path: Path) -> None:
        """Give `path` to this user."""
        if self.dropped:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def clean_environment() -> dict[str, str]:
    """Return the environment of server processes.

    Nothing is inherited: a PGPORT, PGDATA or PGOPTIONS of the caller's would move the socket or
    change the server, and LC_* or TZ would make the same data behave differently tomorrow.
    """
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def choose_account(data_dir: Path) -> ServerAccount:
    """Return the user to run as: ourselves; for root, the folder's owner or an unprivileged one."""
    uid = os.geteuid()
    try:
        me = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedUnavailable(
            f"The user number {uid} has no name on this machine and PostgreSQL needs one: add it "
            "to /etc/passwd, or set DATABASE_URL."
        ) from None
    if uid != 0:
        return ServerAccount(uid, me.pw_gid, (me.pw_name,), dropped=False)
    owner = _owner_of(data_dir)
    if owner is not None:
        return ServerAccount(owner.pw_uid, owner.pw_gid, (me.pw_name, owner.pw_name), dropped=True)
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return ServerAccount(found.pw_uid, found.pw_gid, (me.pw_name,), dropped=True)
    raise EmbeddedUnavailable(
        "PostgreSQL refuses to run as root and neither the user postgres nor nobody exists: "
        "create one of them, or set DATABASE_URL."
    )


def _owner_of(data_dir: Path) -> pwd.struct_passwd | None:
    """Return the owner of `data_dir` unless it is root or has no name (a container's volume)."""
    uid = data_dir.stat().st_uid
    try:
        return pwd.getpwuid(uid) if uid != 0 else None
    except KeyError:
        return None


def hand_over(file: int | Path, folder: Path) -> None:
    """Give what root made in `folder` to its owner, who must be able to go on without root."""
    if os.geteuid() == 0:
        facts = folder.stat()
        os.chown(file, facts.st_uid, facts.st_gid)
