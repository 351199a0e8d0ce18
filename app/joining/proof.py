"""What a proof of mandate is, by its content alone: a name or a declared type proves nothing."""

from dataclasses import dataclass

MOST_BYTES = 5_000_000
# kind -> (how it begins, how it ends, type said when it is handed out)
_SHAPES: dict[str, tuple[bytes, bytes, str]] = {
    "PDF": (b"%PDF-", b"%%EOF", "application/pdf"),
    "JPEG": (b"\xff\xd8\xff", b"\xff\xd9", "image/jpeg"),
    "PNG": (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", "image/png"),
}
# Programs leave a few bytes after a file's end.
_TAIL = 1_024


class BadProof(ValueError):
    """Not a file we take; `reason` is `empty`, `too_large` or `kind`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof of mandate of a known kind (PDF, JPEG, PNG)."""

    kind: str
    content: bytes

    @property
    def mimetype(self) -> str:
        return _SHAPES[self.kind][2]

    @property
    def file_name(self) -> str:
        """A name of our own."""
        return f"mandat.{self.kind.lower()}"


def read_proof(content: bytes) -> Proof:
    """The proof these bytes are. Raises BadProof."""
    if not content:
        raise BadProof("empty")
    if len(content) > MOST_BYTES:
        raise BadProof("too_large")
    for kind, (beginning, end, _mimetype) in _SHAPES.items():
        if content.startswith(beginning) and end in content[-_TAIL:]:
            return Proof(kind, content)
    raise BadProof("kind")
