"""Lines of a SIRENE file, plain, gzip or zip, in bounded memory whatever the file holds.

INSEE writes one record a line. A line is read by itself, so that an open quote spoils its own line
and not the rest of the file.
"""

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from app.sirene.faults import BadFile, BadLine, Fault

LONGEST = 64 * 1024
_GZIP, _ZIP, _BOM = b"\x1f\x8b", b"PK\x03\x04", b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, numbered from 1 (the header). Either its text or a fault."""

    number: int
    text: str = ""
    fault: Fault | None = None


@contextmanager
def unpacked(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file itself, or what its gzip or its zip's only CSV holds: told by its first bytes."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(_GZIP):
        with gzip.GzipFile(fileobj=file, mode="rb") as inside:
            yield cast(BinaryIO, io.BufferedReader(inside, 1 << 20))
    elif start == _ZIP:
        with _archive(file) as archive, archive.open(_only_csv(archive)) as member:
            yield cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, member), 1 << 20))
    else:
        yield file


def _archive(file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise BadFile("L’archive zip est incomplète ou abîmée.") from error


def _only_csv(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = [i for i in archive.infolist() if i.filename.lower().endswith(".csv")]
    if len(found) != 1:
        raise BadFile("L’archive zip doit contenir un seul fichier .csv.")
    return found[0]


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Lines without their ends nor the byte order mark. Damage ends the reading with a fault."""
    number = 0
    try:
        while content := stream.readline(LONGEST + 2):
            number += 1
            if len(content) == LONGEST + 2 and not content.endswith(b"\n"):
                _skip_rest(stream)
                yield Line(number, fault=Fault.LINE_TOO_LONG)
            elif content.strip():
                yield _decoded(number, content)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
        yield Line(number + 1, fault=Fault.DAMAGED_FILE)


def _decoded(number: int, content: bytes) -> Line:
    if number == 1:
        content = content.removeprefix(_BOM)
    try:
        text = content.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return Line(number, fault=Fault.NOT_UTF8)
    # Tabs, bells, NUL… : PostgreSQL refuses some of them, nobody means any.
    return Line(number, text) if text.isprintable() else _unprintable(number, text)


def _unprintable(number: int, text: str) -> Line:
    if any(c < " " or "\x7f" <= c < "\xa0" for c in text):
        return Line(number, fault=Fault.CONTROL_CHARACTER)
    return Line(number, text)


def _skip_rest(stream: BinaryIO) -> None:
    while rest := stream.readline(LONGEST):
        if rest.endswith(b"\n"):
            return


def fields_of(text: str) -> list[str]:
    """The fields of one record. Raises BadLine for a quote that is not closed."""
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error:
        raise BadLine(Fault.COLUMNS) from None
