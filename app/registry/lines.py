"""Lines of a JSON Lines file, plain or gzip, in bounded memory whatever the file holds."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from app.registry.contract import MAX_LINE_BYTES
from app.registry.faults import Fault

_GZIP_MAGIC = b"\x1f\x8b"
_UTF8_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `number` counts from 1. Either content or a fault."""

    number: int
    content: bytes = b""
    fault: Fault | None = None


def unpacked(file: BinaryIO) -> BinaryIO:
    """The file itself, or what its gzip holds: told by its first bytes, not by its name."""
    start = file.read(2)
    file.seek(-len(start), io.SEEK_CUR)
    if start != _GZIP_MAGIC:
        return file
    return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))


def _skip_rest_of_line(stream: BinaryIO) -> None:
    while rest := stream.readline(MAX_LINE_BYTES):
        if rest.endswith(b"\n"):
            return


def _raw_lines(stream: BinaryIO) -> Iterator[Line]:
    number = 0
    # Two bytes more: the line end does not count.
    while content := stream.readline(MAX_LINE_BYTES + 2):
        number += 1
        if len(content) == MAX_LINE_BYTES + 2 and not content.endswith(b"\n"):
            _skip_rest_of_line(stream)
            yield Line(number, fault=Fault.LINE_TOO_LONG)
        else:
            yield Line(number, content)


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Lines without their ends (LF or CRLF) nor the file's byte order mark; blanks are skipped.

    A gzip that stops too early or is damaged ends with one line carrying that fault.
    """
    number = 0
    try:
        for line in _raw_lines(stream):
            number = line.number
            content = line.content.removeprefix(_UTF8_BOM) if number == 1 else line.content
            content = content.strip(_BLANK)
            if content or line.fault:
                yield Line(number, content, line.fault)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Line(number + 1, fault=Fault.DAMAGED_FILE)
