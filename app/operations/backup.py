"""`portail backup` and `portail restore`: one file that holds the database and the printed reports.

The database is dumped by pg_dump in one snapshot, so what it holds fits together; reports are
files beside it, and one that is missing is simply made again. Rights, row security and functions
are not restored: `portail db upgrade` lays them from the code, as always.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect

from app.audit.verify import verify
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.db.upgrade import upgrade
from app.operations.programs import BackupFailed, run_program
from app.operations.vitals import Vital, note, portal_version
from app.privacy.proof import disagreements

_DUMP, _MANIFEST, _REPORTS = "database.dump", "manifest.json", "reports"
# What the code lays anew, and what names roles that a new machine does not have yet.
_LAID_BY_CODE = ("ACL", "POLICY", "ROW SECURITY", "DEFAULT ACL")


def back_up(settings: Settings, database: Database, target: Path) -> int:
    """Write `target` (mode 0600), whole or not at all; returns its size in bytes.

    Raises BackupFailed.
    """
    part = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            dump = Path(folder, _DUMP)
            run_program(database, "pg_dump", "--format=custom", f"--file={dump}")
            _pack(part, dump, settings.data / _REPORTS)
        os.replace(part, target)
    except OSError as error:
        raise BackupFailed(f"the file cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)
    with transaction(database, "worker") as tx:
        note(tx, Vital.BACKUP, fine=True)
    return target.stat().st_size


def _pack(part: Path, dump: Path, reports: Path) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        manifest = {
            "portal": portal_version(),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database_sha256": _digest(dump),
        }
        _add_bytes(tar, _MANIFEST, json.dumps(manifest).encode())
        tar.add(dump, _DUMP)
        for report in sorted(reports.glob("*.*")) if reports.is_dir() else ():
            # One erased meanwhile is no loss: it was to be erased.
            if report.suffix != ".part" and report.is_file():
                tar.add(report, f"{_REPORTS}/{report.name}", recursive=False)


def restore(settings: Settings, database: Database, source: Path) -> dict[str, int]:
    """Fill an empty database from `source`, lay the wall, and prove what came.

    Returns figures: sealed lines of the journal, faults, copies that disagree with choices.
    Raises BackupFailed: the database is not empty, the file is not a whole backup.
    """
    _refuse_unless_empty(database)
    with tempfile.TemporaryDirectory(dir=settings.data) as folder, _opened(source) as tar:
        _unpack(tar, Path(folder))
        _check(Path(folder))
        _fill(database, Path(folder))
        upgrade(database)
        _put_reports(Path(folder, _REPORTS), settings.data / _REPORTS)
    verdict = verify(database)
    with transaction(database, "worker") as tx:
        wrong = disagreements(tx)
        note(tx, Vital.VERIFICATION, fine=not verdict.faults and not wrong)
    return {"sealed": verdict.sealed, "faults": len(verdict.faults), "disagreements": wrong}


def _refuse_unless_empty(database: Database) -> None:
    with database.owner.connect() as owner:
        if inspect(owner).get_table_names():
            raise BackupFailed("the database is not empty: a backup is restored into a new one.")


def _opened(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source, mode="r:")
    except (OSError, tarfile.TarError):
        raise BackupFailed("the file is not a backup, or cannot be read.") from None


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """What a backup holds and nothing else: whatever an entry is called, it lands in `folder`."""
    try:
        for entry in tar:
            within = Path(entry.name)
            place = folder / _REPORTS if within.parent == Path(_REPORTS) else folder
            content = tar.extractfile(entry) if entry.isfile() else None
            if content is None:
                continue
            place.mkdir(exist_ok=True)
            with (place / within.name).open("wb") as file:
                shutil.copyfileobj(content, file)
    except (OSError, tarfile.TarError):
        raise BackupFailed("the backup is cut or damaged.") from None


def _check(folder: Path) -> None:
    try:
        manifest = json.loads(Path(folder, _MANIFEST).read_text("utf-8"))
        whole = manifest["database_sha256"] == _digest(Path(folder, _DUMP))
    except (OSError, ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise BackupFailed("the backup is cut or damaged.")


def _fill(database: Database, folder: Path) -> None:
    dump, wanted = folder / _DUMP, folder / "wanted"
    listed = run_program(database, "pg_restore", "--list", str(dump))
    wanted.write_text("".join(f"{line}\n" for line in listed.splitlines() if _is_wanted(line)))
    run_program(
        database, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
        f"--use-list={wanted}", f"--dbname={database.owner_url.database}", str(dump),
    )  # fmt: skip


def _is_wanted(line: str) -> bool:
    """`3456; 0 0 POLICY public summary employer_reads portail_owner` and its like are not."""
    words = line.split(";", 1)[-1].split(maxsplit=2)
    kind = words[2] if len(words) == 3 else ""
    # The schema `public` is there already.
    return not kind.startswith(_LAID_BY_CODE) and not kind.startswith("SCHEMA - public")


def _put_reports(restored: Path, reports: Path) -> None:
    reports.mkdir(parents=True, exist_ok=True)
    for report in restored.glob("*") if restored.is_dir() else ():
        os.replace(report, reports / report.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))
