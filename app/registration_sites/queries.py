"""Which site is a department's on a day."""

from datetime import date

from sqlalchemy import Connection

from app.companies.day import today
from app.dated.versions import lines_on
from app.reference.unique_number import territory_departments
from app.registration_sites.known import NATIONAL, RegistrationSite
from app.registration_sites.table import SITES


def site_of(tx: Connection, department: str, on: date) -> RegistrationSite:
    """The department's site in the version that governs on that day, else the national one."""
    for code, address, name in lines_on(tx, SITES, on).rows:
        if code == department:
            return RegistrationSite(name, address, own=address != NATIONAL.address)
    return NATIONAL


def site_of_number(tx: Connection, unique_number: str | None) -> RegistrationSite:
    """Where the request of this number is kept: its first three signs name the territory.

    Île-de-France is one territory of eight departments: it has the national site.
    """
    covered = territory_departments((unique_number or "")[:3])
    if covered is None or len(covered) != 1:
        return NATIONAL
    return site_of(tx, min(covered), today(tx))
