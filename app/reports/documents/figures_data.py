"""Reports of figures about many: the works council's, a company's for staff, the network's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text

from app.access.actor import Actor
from app.audit.acts import record_act
from app.companies.models import company, establishment
from app.privacy.rule import NotShared
from app.reports.state import ReportState
from app.statistics.reading import Tables, company_tables, network_tables


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be told; `name` and `sites` are a company's, `month` the network's."""

    name: str | None
    sites: dict[str, str]
    month: date | None
    tables: Tables


def read_company_figures(tx: Connection, _actor: Actor, asked: ReportState) -> Figures:
    """Of the people visible to one company: no person is read, only how many there are."""
    name = tx.scalar(select(company.c.name).where(company.c.id == asked.company_id))
    if name is None:
        raise NotShared
    sites = tx.execute(
        select(establishment.c.siret, establishment.c.label).where(
            establishment.c.company_id == asked.company_id
        )
    )
    record_act(tx, "FIGURES_PRINTED", asked.company_id, None)
    labels = {row.siret: row.label for row in sites}
    return Figures(name, labels, None, company_tables(tx, asked.id))


def read_network_figures(tx: Connection, _actor: Actor, _asked: ReportState) -> Figures:
    """Of everybody visible to some company, frozen for the month."""
    month = tx.scalar(
        text("SELECT date_trunc('month', app.clock() AT TIME ZONE 'Europe/Paris')::date")
    )
    record_act(tx, "FIGURES_PRINTED", None, "network")
    told, tables = network_tables(tx, month)
    return Figures(None, {}, told, tables)
