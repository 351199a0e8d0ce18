"""Every kind of report: how it reads and how it is composed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.access.actor import Actor
from app.reports.documents.frame import Printing
from app.reports.documents.person import compose_person, read_person
from app.reports.pdf.job import RenderJob
from app.reports.state import ReportState


@dataclass(frozen=True, slots=True)
class Maker:
    """`read` runs as the asker, in the transaction that notes who is in the report, and writes
    the journal's lines; `compose` reads nothing more."""

    read: Callable[[Connection, Actor, ReportState], Any]
    compose: Callable[[Printing, Any], RenderJob]


MAKERS: dict[str, Maker] = {
    "SUMMARY": Maker(read_person, compose_person),
    "FILE": Maker(read_person, compose_person),
}
