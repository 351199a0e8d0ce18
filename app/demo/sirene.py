"""The demonstration's SIRENE: its companies, and some that are not in the portal yet."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import text

from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import COMPANIES, VAUQUELIN, Company, Site
from app.reference.names import sort_key
from app.sirene.models import sirene_load
from app.sirene.records import SITES, UNITS, Row
from app.sirene.store import store_rows

LATER = (
    Company(10_000_134, "Imprimeries Sauvagnac",
            (Site("", "7 rue des Presses", "87000", "87085"),
             Site("Façonnage", "2 impasse du Massicot", "87280", "87085")), band="22"),
    Company(10_000_145, "Imprimerie du Vieux-Moulin",
            (Site("", "3 place du Moulin", "49000", "49007"),), band="03"),
    Company(10_000_156, "Vergers de Montcalmin",
            (Site("", "Lieu-dit Les Coteaux", "82000", "82121"),), band="12",
            sector="AGRICULTURAL"),
)  # fmt: skip
# An establishment of a company of the portal that nobody has added there.
_UNKNOWN_SITE = Site("Bureau d’études", "18 rue des Calques", "69003", "69383")
_TREATED, _YEAR = "2026-10-05T04:12:31", 2024


def load_sirene(database: Database, moment: datetime) -> None:
    """Both files, as a load of them leaves the reference."""
    with told_at(database, "worker", moment) as tx:
        store_rows(tx, UNITS, (_unit(one) for one in (*COMPANIES, *LATER)))
        store_rows(tx, SITES, _sites())
        for kind in ("UNIT", "SITE"):
            tx.execute(
                sirene_load.insert().values(
                    fingerprint=kind.encode(), kind=kind, lines_done=1, done_at=text("app.clock()")
                )
            )


def _unit(one: Company) -> Row:
    activity = "01.24Z" if one.sector == "AGRICULTURAL" else "25.62B"
    return (
        one.siren, one.name, sort_key(one.name), "5710", activity, one.band, _YEAR, True,
        one.siret(0)[9:], _TREATED, True,
    )  # fmt: skip


def _sites() -> Iterator[Row]:
    for one in (*COMPANIES, *LATER):
        for rank, site in enumerate(one.sites):
            yield _site(one, rank, site)
    yield _site(VAUQUELIN, len(VAUQUELIN.sites), _UNKNOWN_SITE)


def _site(one: Company, rank: int, site: Site) -> Row:
    return (
        one.siret(rank), one.siren, site.label, site.address, site.postcode, site.insee_code,
        one.band, _YEAR, True, rank == 0, _TREATED, True,
    )  # fmt: skip
