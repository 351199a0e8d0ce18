"""What may be wrong with the journal: where, never what stood there."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID


class Wrong(Enum):
    """The value is the sentence of `portail audit verify`."""

    SEAL_MISSING = "seal {seq}: missing"
    LINE_GONE = "seal {seq}: its line {line} is gone"
    LINE_CHANGED = "seal {seq}: line {line} was changed"
    PUT_LATER = "seal {seq}: line {line} was put there later"
    CHAIN_BROKEN = "seal {seq}: the chain is broken here"
    DETAILS_CHANGED = "line {line}: its details were changed"
    DETAILS_GONE = "line {line}: its details are gone"
    ANCHOR_CHANGED = "anchor {anchor}: the file was changed"
    ANCHORED_GONE = "anchor {anchor}: seal {seq} is gone"
    ANCHORED_OTHER = "anchor {anchor}: seal {seq} is another than on that day"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: `seq` numbers a seal, `line` names a line, `anchor` a day."""

    what: Wrong
    seq: int | None = None
    line: UUID | None = None
    anchor: str | None = None

    def __str__(self) -> str:
        return self.what.value.format(seq=self.seq, line=self.line, anchor=self.anchor)

    def kept(self) -> dict[str, object]:
        """As it is kept with a verification."""
        line = str(self.line) if self.line else None
        return {"what": self.what.name, "seq": self.seq, "line": line, "anchor": self.anchor}

    @classmethod
    def of(cls, kept: dict[str, object]) -> "Fault":
        seq, line, anchor = kept["seq"], kept["line"], kept["anchor"]
        return cls(
            Wrong[str(kept["what"])],
            int(str(seq)) if seq is not None else None,
            UUID(str(line)) if line else None,
            str(anchor) if anchor else None,
        )
