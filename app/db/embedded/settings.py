"""The server's configuration files, written anew at every start."""

import os
from collections.abc import Sequence
from pathlib import Path

from app.db.embedded.account import hand_over

PORT = 5432
PEER_ALL_SINCE = 16
IO_METHOD_SINCE = 18

# Statements and error details may carry personal data: none of them reaches the log.
QUIET = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_line_prefix": "'%m [%p] '",
}
SMALL_MACHINE = {
    "max_connections": "200",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "1GB",
    "huge_pages": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "datestyle": "'iso, ymd'",
    "password_encryption": "'scram-sha-256'",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def write_settings(folder: Path, *, clients: Sequence[str], major: int, durable: bool) -> None:
    """Write postgresql.conf, pg_hba.conf and pg_ident.conf into `folder`.

    They stand outside the data folder: the server's user reads them and cannot change who gets
    in. An operator's own wishes belong in ALTER SYSTEM, which is kept.
    """
    values = QUIET | SMALL_MACHINE | ({} if durable else NOT_DURABLE)
    if major >= IO_METHOD_SINCE:
        values = values | {"io_method": "sync"}
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    hand_over(folder, folder.parent)
    _write(folder / "postgresql.conf", [f"{name} = {value}" for name, value in values.items()])
    _write(folder / "pg_hba.conf", [access_line(major)])
    _write(folder / "pg_ident.conf", [f'portail "{client}" all' for client in clients])


def access_line(major: int) -> str:
    """Return the only line of pg_hba.conf: there is no network, no replication, no other user.

    `peer` asks the kernel who calls: only the user who runs the application gets in, under any
    role. Before version 16 a map cannot say "any role"; then the folder of the socket, 0700,
    is the only lock.
    """
    method = "peer map=portail" if major >= PEER_ALL_SINCE else "trust"
    return f"local all all {method}"


def command_line_settings(folder: Path, socket_dir: Path, tag: str) -> list[str]:
    """Return the settings that nothing in the data folder may override.

    The port is said although it is the usual one: it is part of the socket's name. `tag` appears
    in the title of every process of the server, which is how they are recognised.
    """
    values = {
        "config_file": str(folder / "postgresql.conf"),
        "hba_file": str(folder / "pg_hba.conf"),
        "ident_file": str(folder / "pg_ident.conf"),
        "listen_addresses": "",
        "unix_socket_directories": str(socket_dir),
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "cluster_name": tag,
        "logging_collector": "off",
    }
    return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]


def _write(path: Path, lines: list[str]) -> None:
    """Write a new file, readable by the server's user; an old one is replaced, never followed."""
    path.unlink(missing_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    with os.fdopen(file, "w", encoding="utf-8") as out:
        os.fchmod(file, 0o644)
        hand_over(file, path.parent)
        out.write("\n".join(["# Written at every start.", *lines]) + "\n")
