"""The copy one takes away: JSON for machines, and a PDF that says the same to people."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.own_data.gathering import OwnData
from app.own_data.shown import sections_of
from app.reports.pdf.job import Attachment, RenderJob
from app.reports.pdf.render import render_pdf
from app.web.formats import long_moment
from app.web.offline import in_language, render_offline

RENDER_SECONDS = 60
# What leads to somebody's page or stops somebody's mails is no fact of a person.
_LEFT_OUT = frozenset(
    {
        "id", "request_id", "public_id", "line_id", "offer_id", "about", "stop_token",
        "assignee", "assignee_id", "code_accepted_for",
    }
)  # fmt: skip


def export_json(data: OwnData) -> bytes:
    """Everything, in the order of the pages. The same data gives the same bytes."""
    return json.dumps(_plain(data), ensure_ascii=False, indent=1).encode()


def export_pdf(data: OwnData, locale: str) -> bytes:
    """The same on paper, with the JSON attached. Raises RenderError."""
    with in_language(locale):
        title = _("Mes données")
        html = render_offline(
            "reports/own_data.html", locale, language=locale, sections=sections_of(data),
            made_at=long_moment(data.gathered_at), title=title,
        )  # fmt: skip
        attachment = Attachment(
            name="mes-donnees.json",
            mime="application/json",
            description=_("Les mêmes données, lisibles par une machine"),
            data=export_json(data),
        )
    job = RenderJob(
        html=html,
        title=title,
        language="en" if locale == "en" else "fr",
        created_at=data.gathered_at,
        attachments=(attachment,),
        identifier=data.account.email.encode(),
    )
    return render_pdf(job, timeout=RENDER_SECONDS).pdf


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: _plain(one) for name, one in named if name not in _LEFT_OUT}
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, UUID) else value
