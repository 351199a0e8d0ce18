"""Every kind of report: how it reads and how it is composed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.access.actor import Actor
from app.reports.documents.figures import compose_figures
from app.reports.documents.figures_data import read_company_figures, read_network_figures
from app.reports.documents.frame import Printing
from app.reports.documents.periodic import compose_periodic
from app.reports.documents.periodic_data import read_periodic
from app.reports.documents.person import compose_person, read_person
from app.reports.documents.poster import compose_poster, read_poster
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
    "PERIODIC": Maker(read_periodic, compose_periodic),
    "COMMITTEE": Maker(read_company_figures, compose_figures),
    "POSTER": Maker(read_poster, compose_poster),
    "COMPANY": Maker(read_company_figures, compose_figures),
    "NETWORK": Maker(read_network_figures, compose_figures),
}
