"""Where the data, the socket and the programs stand, so that the server's user can reach them."""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.db.embedded.account import ServerAccount
from app.db.embedded.errors import EmbeddedUnavailable
from app.db.embedded.settings import PORT

SOCKET_NAME = f".s.PGSQL.{PORT}"
# sun_path holds 108 bytes on Linux and 104 on macOS, the final zero included.
LONGEST_SOCKET_PATH = 103
SYSTEM_STATE = Path("/var/lib")
OWN_FOLDER = "portail-"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one server and its user's number; `tag` names its processes.

    `home` is ours; in it the data and the socket's folder belong to the server's user.
    """

    home: Path
    cluster: Path
    socket_dir: Path
    uid: int

    @property
    def tag(self) -> str:
        return OWN_FOLDER + short_hash(self.cluster)

    @property
    def log(self) -> Path:
        return self.home / "pg.log"

    @property
    def settings(self) -> Path:
        return self.home / "pg.settings"

    @property
    def socket(self) -> Path:
        return self.socket_dir / SOCKET_NAME


def open_data_dir(data_dir: Path) -> Path:
    """Create `data_dir`, closed to others, when it is missing; return its real path."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return data_dir.resolve()


def choose_place(data_dir: Path, account: ServerAccount) -> Place:
    """Return the folders of the server of `data_dir`; creates those that are missing.

    As root the server's user often cannot enter `data_dir` (a closed home). The data then stand
    in a folder of their own and `data_dir/pg` is a symbolic link to them, the only record of it:
    a new folder of the same name never finds an older one's data.
    """
    entry = data_dir / "pg"
    if not os.path.lexists(entry) and account.dropped and not _suits(data_dir, account):
        entry.symlink_to(_make_home_elsewhere(data_dir) / "pg")
    cluster = Path(os.path.realpath(entry))
    is_elsewhere = entry.is_symlink() and cluster.parent.name.startswith(OWN_FOLDER)
    home = cluster.parent if is_elsewhere else data_dir
    if not home.is_dir():
        raise EmbeddedUnavailable(
            "The folder that holds the embedded PostgreSQL's data is gone: restore it, or remove "
            f"the link {entry} to start afresh."
        )
    socket_dir = _choose_socket_dir(home, account)
    make_private_folder(socket_dir, account)
    return Place(home, cluster, socket_dir, account.uid)


def _suits(data_dir: Path, account: ServerAccount) -> bool:
    return account.can_reach(data_dir) and _is_short(data_dir / "run")


def _make_home_elsewhere(data_dir: Path) -> Path:
    """Create a folder everybody can traverse and only we can write; temporary data stay so."""
    temporary = Path(tempfile.gettempdir()).resolve()
    base = temporary if data_dir.is_relative_to(temporary) else SYSTEM_STATE
    home = Path(tempfile.mkdtemp(prefix=OWN_FOLDER, dir=base))
    home.chmod(0o711)
    return home


def _choose_socket_dir(home: Path, account: ServerAccount) -> Path:
    """Return a folder whose path leaves room for the socket's name, always the same one.

    Never taken from the environment: a session's runtime folder vanishes at log-out, and a
    second process with another environment would not find the server.
    """
    if _is_short(home / "run"):
        return home / "run"
    own_home = Path(pwd.getpwuid(account.uid).pw_dir)
    if own_home.is_dir() and os.access(own_home, os.W_OK):
        hidden = own_home / f".{OWN_FOLDER}{short_hash(home)}"
        if _is_short(hidden):
            return hidden
    # Its name can be guessed: make_private_folder refuses one that is not ours.
    return Path("/tmp") / f"{OWN_FOLDER}{account.uid}-{short_hash(home)}"  # noqa: S108


def _is_short(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def make_private_folder(folder: Path, account: ServerAccount) -> None:
    """Make `folder` exist, 0700 and the server user's own; refuse one that somebody else made."""
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        pass
    facts = folder.lstat()
    if stat.S_ISDIR(facts.st_mode) and account.dropped and facts.st_uid == os.geteuid():
        account.own(folder)  # we were killed between the two lines above
        facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != account.uid or facts.st_mode & 0o077:
        raise EmbeddedUnavailable(
            f"{folder} must be a folder that only the server's user can open: remove it."
        )


def short_hash(path: Path) -> str:
    """Return 12 hexadecimal digits that stand for `path`."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def make_binaries_reachable(binaries: Path, account: ServerAccount) -> Path:
    """Return `binaries`, or a copy the server's user can run when they lie in a closed home."""
    if not account.dropped or _are_usable(binaries, account):
        return binaries
    root = _tree_to_copy(binaries)
    facts = (binaries / "postgres").stat()
    key = short_hash(Path(f"{binaries}:{facts.st_size}:{facts.st_mtime_ns}"))
    copy = SYSTEM_STATE / f"{OWN_FOLDER}bin-{key}"
    if not copy.exists():
        _copy_tree(root, copy, binaries.parent)
    return copy / binaries.relative_to(root)


def _are_usable(binaries: Path, account: ServerAccount) -> bool:
    """Tell whether the account can run initdb (which loads libpq) and read what it installs."""
    return account.can_reach(binaries.parent) and account.can_run(binaries / "initdb")


def _tree_to_copy(binaries: Path) -> Path:
    """Return the folder above which nothing is needed.

    The wheel's programs look for their libraries next to the package, two folders up.
    """
    package = binaries.parent.parent
    libraries = package.parent / f"{package.name}.libs"
    return package.parent if libraries.is_dir() else binaries.parent


def _copy_tree(root: Path, copy: Path, prefix: Path) -> None:
    """Copy `prefix` (and the wheel's libraries) from under `root`, whole or not at all."""
    SYSTEM_STATE.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{copy.name}-", dir=SYSTEM_STATE))
    try:
        unfinished.chmod(0o755)
        leave_out = shutil.ignore_patterns("include", "*.a", "pkgconfig")
        target = unfinished / prefix.relative_to(root)
        shutil.copytree(prefix, target, symlinks=True, ignore=leave_out, dirs_exist_ok=True)
        libraries = prefix.parent.parent / f"{prefix.parent.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        _open_for_reading(unfinished)
        unfinished.rename(copy)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not copy.exists():
            raise


def _open_for_reading(tree: Path) -> None:
    """Let everybody read and run the copy, whatever umask it was installed under."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            runnable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runnable else 0o644)
