"""The demonstration's companies and users, by the acts of the staff who run the portal."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, text

from app.access.actor import Actor
from app.accounts.opening import join_company, open_employer_account, open_staff_account
from app.companies import services
from app.companies.codes_by_staff import issue_for
from app.companies.day import today
from app.companies.policy import Status
from app.companies.rules import NewPolicy, issue_code, set_policy
from app.companies.services import Facts
from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import COMPANIES, MEMBERS, STAFF, VAUQUELIN, Company, Person

# Since when Vauquelin offers the third choice; before, its policy was narrower.
POLICY_AFTER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Standing:
    """A company that stands: its id, and a Company Code that is good today."""

    id: UUID
    code: str | None


def open_staff(
    database: Database, moment: datetime, people: tuple[Person, ...], hashed: str
) -> Actor:
    """Accounts of the staff; the first of them as actor."""
    made = []
    with told_at(database, "signin", moment) as tx:
        for one in people:
            made.append(
                open_staff_account(
                    tx, email=one.email, full_name=one.name, role=one.role, password_hash=hashed
                )
            )
    if made[0] is None:
        raise RuntimeError("the first account of the staff exists already")
    first = people[0]
    return Actor("staff", made[0], first.name, first.role, "fr", b"")


def found_companies(
    database: Database, start: datetime, now: datetime, hashed: str
) -> dict[str, Standing]:
    """All companies by SIREN, verified a week after the start; their users can sign in."""
    staff = open_staff(database, start, STAFF, hashed)
    found: dict[str, Standing] = {}
    with told_at(database, "staff", start, staff) as tx:
        ids = {one.siren: _create(tx, one) for one in COMPANIES if one.ends_as != "PENDING"}
        _narrow(tx, ids[VAUQUELIN.siren], today(tx), (1, 2), code_required=False, seen=1)
    with told_at(database, "staff", start + timedelta(days=7), staff) as tx:
        for one in COMPANIES:
            if one.siren in ids:
                services.verify_company(
                    tx, ids[one.siren], "Mandat et SIRET conformes", seen=Status.PENDING
                )
                found[one.siren] = Standing(
                    ids[one.siren], issue_code(tx, ids[one.siren], "Affiche")
                )
    with told_at(database, "staff", start + POLICY_AFTER, staff) as tx:
        _set_policies(tx, ids, today(tx))
    with told_at(database, "staff", now - timedelta(days=9), staff) as tx:
        for one in COMPANIES:
            if one.ends_as == "PENDING":
                found[one.siren] = Standing(_create(tx, one), None)
    _open_members(database, start + timedelta(days=8), found, hashed)
    return found


def suspend_companies(database: Database, moment: datetime, standing: dict[str, Standing]) -> None:
    """The ones that end so; their employees' choices go on running, unseen."""
    with database.owner.connect() as owner:
        account = owner.scalar(
            text("SELECT id FROM staff_account WHERE email = :e"), {"e": STAFF[0].email}
        )
    staff = Actor("staff", account, STAFF[0].name, STAFF[0].role, "fr", b"")
    with told_at(database, "staff", moment, staff) as tx:
        for one in COMPANIES:
            if one.ends_as == "SUSPENDED":
                services.suspend_company(
                    tx, standing[one.siren].id, "Mandat échu", seen=Status.ACTIVE
                )


def _create(tx: Connection, one: Company) -> UUID:
    sites = [
        services.Site(one.siret(n), site.label, site.address, site.postcode, site.insee_code)
        for n, site in enumerate(one.sites)
    ]
    company = services.create_company(
        tx, one.siren, Facts(one.name, one.sector, one.band, "SIRENE", 2024), sites[0]
    )
    for site in sites[1:]:
        services.add_establishment(tx, company, site)
    return company


def _set_policies(tx: Connection, ids: dict[str, UUID], day: date) -> None:
    for one in COMPANIES:
        if one.siren not in ids:
            continue
        first = 2 if one is VAUQUELIN else 1
        if one is VAUQUELIN or one.choices != (1, 2, 3) or one.code_required:
            _narrow(
                tx, ids[one.siren], day, one.choices, code_required=one.code_required, seen=first
            )
    site = VAUQUELIN.siret(2)
    # Made by staff, with the reason that its owners read in their journal.
    issue_for(
        tx, ids[VAUQUELIN.siren], "Agence de Rezé", "À la demande de la titulaire, par téléphone",
        siret=site, valid_from=None, valid_until=None,
    )  # fmt: skip
    # A code whose days are over, as the list of codes shows one.
    issue_code(tx, ids[VAUQUELIN.siren], "Saisonniers", valid_until=day + timedelta(days=90))


def _narrow(
    tx: Connection, company: UUID, day: date, choices: tuple[int, ...], *,
    code_required: bool, seen: int,
) -> None:  # fmt: skip
    rules = "Salariés en CDI ou CDD de plus de six mois, apprentis compris."
    set_policy(tx, company, NewPolicy(day, choices, code_required, rules), seen=seen)


def _open_members(
    database: Database, moment: datetime, standing: dict[str, Standing], hashed: str
) -> None:
    """An address that is there already joins one more company."""
    accounts: dict[str, UUID] = {}
    with told_at(database, "signin", moment) as tx:
        for company, one in MEMBERS:
            if one.email not in accounts:
                made = open_employer_account(
                    tx, email=one.email, full_name=one.name, password_hash=hashed
                )
                if made is None:
                    raise RuntimeError("an employer's account exists already")
                accounts[one.email] = made
            sites = [company.siret(one.site)] if one.site is not None else None
            join_company(tx, accounts[one.email], standing[company.siren].id, one.role, sites=sites)
