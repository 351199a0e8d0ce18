"""What is asked of the PDF engine, what comes back, and how it may fail.

Nothing here imports WeasyPrint: the web process must be able to ask for a file
without ever loading the renderer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["fr", "en"]


@dataclass(frozen=True)
class Attachment:
    """One file carried inside the PDF, kept byte for byte."""

    name: str
    mime: str
    description: str
    data: bytes


@dataclass(frozen=True)
class ListColumn:
    """A column of the long list; `width` is its share."""

    label: str
    width: int
    numeric: bool = False


@dataclass(frozen=True)
class Listing:
    """A long list that follows the designed pages: plain texts, written by the row writer.

    `product`, `confidential`, `foot` and `reference` are the running texts of its pages, as the
    templates write them on the others. With a list, the templates leave out page numbers: all
    pages are numbered at the end, when their total is known.
    """

    title: str
    caption: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    product: str
    confidential: str
    foot: tuple[str, ...]
    reference: str
    page_word: str


@dataclass(frozen=True)
class RenderJob:
    """One document to render.

    `html` is already filtered by the privacy rule and escaped. `created_at` must be
    aware: it is the only clock the file knows, so the same job gives the same bytes.
    `identifier` is the permanent half of the PDF's /ID; None derives it from the content.
    """

    html: str
    title: str
    language: Language
    created_at: datetime
    attachments: tuple[Attachment, ...] = ()
    identifier: bytes | None = None
    listing: Listing | None = None

    def __post_init__(self) -> None:
        """Refuse a naive date, and two attachments of one name (one would hide the other)."""
        if self.created_at.tzinfo is None:
            raise ValueError("created_at must carry its time zone")
        names = [attachment.name for attachment in self.attachments]
        if len(set(names)) != len(names):
            raise ValueError("attachment names must differ")


@dataclass(frozen=True)
class RenderResult:
    """The finished file, and what the renderer complained about.

    Warnings are message patterns without their values: they may be logged.
    """

    pdf: bytes
    warnings: tuple[str, ...]
    pages: int


@dataclass(frozen=True)
class Progress:
    """How far a render is: `fraction` from 0 to 1, and the page being laid out, if any."""

    fraction: float
    page: int | None = None


class RenderError(Exception):
    """A render that gave no file. The text never holds anything of the document."""


class RenderFailed(RenderError):
    """The renderer refused the document or died."""

    def __init__(self, reason: str) -> None:
        """Keep `reason`: an error's class name or an exit status, never its message."""
        super().__init__(reason)
        self.reason = reason


class RendererLost(RenderFailed):
    """The renderer's process ended: `reason` says how, `silent` that it never answered."""

    def __init__(self, reason: str, silent: bool) -> None:
        """Keep how it ended (`signal 9`, `exit 1`) and whether it had said anything."""
        super().__init__(reason)
        self.silent = silent


class RenderTimedOut(RenderError):
    """The time given was not enough; the renderer has been killed."""


class RenderCancelled(RenderError):
    """The caller asked to stop; the renderer has been killed."""
