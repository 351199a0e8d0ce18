"""Which site is a department's on a day."""

from datetime import date

from sqlalchemy import Connection, select

from app.registration_sites.known import KNOWN, NATIONAL, RegistrationSite
from app.registration_sites.models import registration_site


def site_of(tx: Connection, department: str, on: date) -> RegistrationSite:
    """The department's newest site in effect on that day, else the national one."""
    table = registration_site.c
    row = tx.execute(
        select(table.name, table.address)
        .where(table.department == department, table.effective_on <= on)
        .order_by(table.effective_on.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return KNOWN.get(department, NATIONAL)
    own = row.address != NATIONAL.address
    return RegistrationSite(row.name, row.address, own)
