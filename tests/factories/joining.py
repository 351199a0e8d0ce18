"""Requests to join, asked for and confirmed by the product's own services."""

from uuid import UUID

from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction
from app.joining.asking import Asked, ask_to_join
from app.joining.deciding import turn_to_owners
from app.joining.proof import Proof
from tests.factories.companies import MadeCompany, the_company_manager

PDF = b"%PDF-1.7\n%%EOF\n"


def a_join_request(
    database: Database, siret: str, *, email: str = "paule.perrin@fonderie.example",
    company_name: str = "Fonderie du Rhône",
) -> UUID:  # fmt: skip
    """A request whose address is confirmed."""
    asked = Asked(siret, company_name, "Paule Perrin", "DRH", email, "+33123456789")
    with transaction(database, "signin") as tx:
        ask_to_join(tx, asked, Proof("PDF", PDF), "fr")
    with database.owner.begin() as owner:
        made: UUID = owner.execute(
            text("UPDATE join_request SET state = 'RECEIVED', confirmed_at = app.clock() "
                 "WHERE email = :e RETURNING id"), {"e": email},
        ).scalar_one()  # fmt: skip
    return made


def requests_to_join(database: Database, company: MadeCompany) -> tuple[UUID, ...]:
    """One with staff, one turned to the owners of `company`."""
    waiting = a_join_request(database, company.siret)
    turned = a_join_request(database, company.siret, email="paul.perrin@fonderie.example")
    with transaction(database, "staff", the_company_manager(database)) as tx:
        turn_to_owners(tx, turned)
    return waiting, turned
