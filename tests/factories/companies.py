"""Companies for tests, made by the product's own services with staff signed in."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from sqlalchemy import Connection, select

from app.access.actor import Actor
from app.accounts.models import staff_account
from app.companies.policy import Status
from app.companies.rules import issue_code
from app.companies.services import (
    Facts,
    Site,
    add_establishment,
    close_company,
    create_company,
    suspend_company,
    verify_company,
)
from app.db.engines import Database
from app.db.transaction import transaction
from tests.factories.accounts import a_staff

_numbers = count(10_000_001)
_STAFF_EMAIL = "entreprises@al.example"
# (label, address, postcode, INSEE code) of the n-th establishment
_PLACES = (
    ("Siège", "12 rue de la Soie", "69100", "69266"),
    ("Atelier", "4 allée des Forges", "69800", "69290"),
    ("Agence", "8 quai de la Loire", "44400", "44143"),
)


@dataclass(frozen=True)
class MadeCompany:
    """A company that stands. `sirets[0]` is the head office."""

    id: UUID
    siren: str
    sirets: tuple[str, ...]
    name: str

    @property
    def siret(self) -> str:
        return self.sirets[0]


def a_siren() -> str:
    """A SIREN nobody else has in this run, with the right check digit (Luhn)."""
    return _with_check_digit(str(next(_numbers)))


def a_siret(siren: str, establishment: int = 1) -> str:
    """The SIRET of the company's n-th establishment."""
    return _with_check_digit(f"{siren}{establishment:04}")


def a_company(
    database: Database, *, name: str = "Ateliers du Rhône", siren: str | None = None,
    status: str = "ACTIVE", establishments: int = 1,
    sector: str = "NON_AGRICULTURAL", headcount_band: str | None = "22",
) -> MadeCompany:  # fmt: skip
    """A company with `establishments` sites and its first policy (all choices, no code)."""
    number = siren or a_siren()
    sites = [_site(number, n) for n in range(establishments)]
    with transaction(database, "staff", the_company_manager(database)) as tx:
        company = create_company(tx, number, Facts(name, sector, headcount_band), sites[0])
        for site in sites[1:]:
            add_establishment(tx, company, site)
        _lead_to(tx, company, Status(status))
    return MadeCompany(company, number, tuple(s.siret for s in sites), name)


def the_company_manager(database: Database) -> Actor:
    """The staff who made the companies of this test, for acts through the services."""
    with database.owner.connect() as owner:
        found = owner.scalar(
            select(staff_account.c.id).where(staff_account.c.email == _STAFF_EMAIL)
        )
    account = found or a_staff(database, email=_STAFF_EMAIL, name="Odile Ferrandeau").account_id
    return Actor(
        audience="staff", account_id=account, name="Odile Ferrandeau", role="COMPANY_MANAGER",
        locale="fr", sid_hash=b"",
    )  # fmt: skip


def a_code(database: Database, company: MadeCompany, label: str = "Siège") -> str:
    """A Company Code in stored form, issued by the staff who made the company."""
    with transaction(database, "staff", the_company_manager(database)) as tx:
        return issue_code(tx, company.id, label)


def _lead_to(tx: Connection, company: UUID, status: Status) -> None:
    """From PENDING to `status` by the acts that lead there."""
    if status in (Status.ACTIVE, Status.SUSPENDED):
        verify_company(tx, company, "Mandat et SIRET conformes", seen=Status.PENDING)
    if status is Status.SUSPENDED:
        suspend_company(tx, company, "Mandat échu", seen=Status.ACTIVE)
    if status is Status.CLOSED:
        close_company(tx, company, "Cessation d’activité", seen=Status.PENDING)


def _site(siren: str, number: int) -> Site:
    label, address, postcode, insee_code = _PLACES[number % len(_PLACES)]
    return Site(a_siret(siren, number + 1), label, address, postcode, insee_code)


def _with_check_digit(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return digits + str(-total % 10)
