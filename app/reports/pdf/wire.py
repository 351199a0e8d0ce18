"""Messages between the asking process and the renderer.

A message is a JSON header and raw byte strings. JSON and not pickle: the renderer
reads the least trusted input of the product, and must not be able to make its parent
build an object.
"""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from app.reports.pdf.job import Attachment, ListColumn, Listing, RenderJob

_LENGTH = struct.Struct(">I")
LARGEST_BYTES = 512 * 1024 * 1024
"""A message above this is refused on both sides: 16 times the largest report expected."""


@dataclass(frozen=True)
class Message:
    """A header of plain JSON values, and the byte strings that go with it."""

    header: dict[str, Any]
    blobs: Sequence[bytes] = field(default=())


def encode(message: Message) -> bytes:
    """Return the message as bytes: length of the header, header, blobs."""
    header = {**message.header, "blobs": [len(blob) for blob in message.blobs]}
    text = json.dumps(header).encode()
    return b"".join((_LENGTH.pack(len(text)), text, *message.blobs))


def read_message(read_exactly: Callable[[int], bytes]) -> Message:
    """Read one message; `read_exactly(n)` returns n bytes or raises EOFError.

    Raises ValueError for a message too large or not of our making.
    """
    (length,) = _LENGTH.unpack(read_exactly(_LENGTH.size))
    _refuse_above(length)
    header = json.loads(read_exactly(length))
    sizes = header.pop("blobs")
    _refuse_above(sum(sizes))
    return Message(header, tuple(read_exactly(size) for size in sizes))


def _refuse_above(size: int) -> None:
    if not 0 <= size <= LARGEST_BYTES:
        raise ValueError("message too large")


def job_message(job: RenderJob, cpu_seconds: int) -> Message:
    """Return the message that carries a job and the processor time it may use."""
    header = {
        "title": job.title,
        "language": job.language,
        "created_at": job.created_at.isoformat(),
        "identifier": None if job.identifier is None else job.identifier.hex(),
        "cpu_seconds": cpu_seconds,
        "listing": None if job.listing is None else asdict(job.listing),
        "attachments": [
            {"name": a.name, "mime": a.mime, "description": a.description} for a in job.attachments
        ],
    }
    # Half a surrogate pair cannot be written: it is replaced, as a browser does.
    html = job.html.encode(errors="replace")
    return Message(header, (html, *(a.data for a in job.attachments)))


def job_of(message: Message) -> RenderJob:
    """Return the job a message carries."""
    header, (html, *files) = message.header, message.blobs
    identifier = header["identifier"]
    attachments = tuple(
        Attachment(**described, data=data)
        for described, data in zip(header["attachments"], files, strict=True)
    )
    return RenderJob(
        html=html.decode(),
        title=header["title"],
        language=header["language"],
        created_at=datetime.fromisoformat(header["created_at"]),
        attachments=attachments,
        identifier=None if identifier is None else bytes.fromhex(identifier),
        listing=_listing(header["listing"]),
    )


def _listing(sent: dict[str, Any] | None) -> Listing | None:
    if sent is None:
        return None
    columns = tuple(ListColumn(**column) for column in sent["columns"])
    rows = tuple(tuple(row) for row in sent["rows"])
    return Listing(**{**sent, "columns": columns, "rows": rows, "foot": tuple(sent["foot"])})
