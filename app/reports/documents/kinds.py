"""Every kind of report: how it reads and how it is composed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import Connection

from app.access.actor import Actor
from app.db.engines import Database
from app.exports.asking import read_listed
from app.exports.making import write_export
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
    the journal's lines; `compose` reads nothing more. Of an export `write` reads its rows and
    writes the file itself, as long as it is."""

    read: Callable[[Connection, Actor, ReportState], Any]
    compose: Callable[[Printing, Any], RenderJob] | None = None
    write: Callable[[BinaryIO, Database, Actor, ReportState, Any], None] | None = None


MAKERS: dict[str, Maker] = {
    "SUMMARY": Maker(read_person, compose_person),
    "FILE": Maker(read_person, compose_person),
    "PERIODIC": Maker(read_periodic, compose_periodic),
    "COMMITTEE": Maker(read_company_figures, compose_figures),
    "POSTER": Maker(read_poster, compose_poster),
    "COMPANY": Maker(read_company_figures, compose_figures),
    "NETWORK": Maker(read_network_figures, compose_figures),
    "LIST_CSV": Maker(read_listed, write=write_export),
    "LIST_XLSX": Maker(read_listed, write=write_export),
}
