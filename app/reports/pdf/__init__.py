"""The PDF engine: HTML in, a tagged and archival PDF out.

It knows nothing of people, companies or choices: what reaches it has already been
filtered. It opens no database, no file outside the bundle and no socket.
"""

from app.reports.pdf.context import PrintContext
from app.reports.pdf.job import (
    Attachment,
    Progress,
    RenderCancelled,
    RenderError,
    RenderFailed,
    RenderJob,
    RenderResult,
    RenderTimedOut,
)
from app.reports.pdf.render import render_pdf

__all__ = [
    "Attachment",
    "PrintContext",
    "Progress",
    "RenderCancelled",
    "RenderError",
    "RenderFailed",
    "RenderJob",
    "RenderResult",
    "RenderTimedOut",
    "render_pdf",
]
