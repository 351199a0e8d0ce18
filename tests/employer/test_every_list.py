"""Every list of the employers' door asks the database as often for one row as for fifty."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.approvals.services import Kind, ask_approval
from app.candidatures.services import Event, record, submit
from app.candidatures.states import By, State
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.contests import contest_line
from app.points.own import own_lines
from tests.client import Client
from tests.factories.accounts import Somebody, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.factories.offers import an_offer
from tests.factories.points import a_note, a_scale, an_award, employer_actor
from tests.privacy.detectors import Work

MANY = 50


@dataclass
class Ground:
    """A company and whoever looks; each filler below adds one row to its list."""

    database: Database
    company: MadeCompany
    me: Somebody
    other: Somebody

    def sql(self, statement: str, **values: object) -> None:
        with self.database.owner.begin() as owner:
            owner.execute(text(statement), {"company": self.company.id, **values})

    def person(self, choice: int = 2) -> ImportedApplicant:
        return an_imported_applicant(self.database, self.company, choice=choice)


def _listed(ground: Ground) -> None:
    ground.person()


def _supported(ground: Ground) -> None:
    person = ground.person(3)
    home = an_offer(ground.database)
    with transaction(ground.database, "applicant", person.actor) as tx:
        submit(tx, person.actor, home)
    a_note(ground.database, ground.me, person, "Un mot")


def _housed(ground: Ground) -> None:
    person = ground.person(3)
    home = an_offer(ground.database)
    with transaction(ground.database, "applicant", person.actor) as tx:
        made = submit(tx, person.actor, home)
    with transaction(ground.database, "worker") as tx:
        for state, by in (
            (State.VALIDATED, By.ADVISER), (State.TRANSMITTED, By.ADVISER),
            (State.LEASE_SIGNED, By.LANDLORD),
        ):  # fmt: skip
            at = tx.scalar(text("SELECT app.clock()"))
            assert at is not None
            record(tx, made, Event(state, at, by))


def _awarded(ground: Ground) -> None:
    an_award(ground.database, ground.me, ground.person().public_id)


def _contested(ground: Ground) -> None:
    person = ground.person()
    an_award(ground.database, ground.other, person.public_id)
    with transaction(ground.database, "applicant", person.actor) as tx:
        contest_line(tx, own_lines(tx)[0].id, "Non")


def _printed(ground: Ground) -> None:
    ground.sql(
        "INSERT INTO report (kind, company_id, membership_id, public_id, level, locale, "
        "expires_at) VALUES ('SUMMARY', :company, :m, :p, 2, 'fr', now() + interval '1 day')",
        m=ground.me.membership_id, p=ground.person().public_id,
    )  # fmt: skip


def _read(ground: Ground) -> None:
    """A line of the journal about somebody."""
    browser = Client(APP[0]).enter_as(
        "employer", ground.other.account_id, membership_id=ground.other.membership_id
    )
    assert browser.get(f"/employeur/salaries/{ground.person().public_id}").status == 200


def _coded(ground: Ground) -> None:
    ground.sql(
        "INSERT INTO company_code (company_id, code, label, valid_from) "
        "VALUES (:company, :code, 'Affiche', '2020-01-01')", code=uuid4().hex[:9].upper(),
    )  # fmt: skip


def _joined(ground: Ground) -> None:
    an_employer_user(ground.database, ground.company.id, role="READER")


def _told(ground: Ground) -> None:
    ground.sql("INSERT INTO company_notice (company_id, kind) VALUES (:company, 'CODE_ISSUED')")


def _waiting(ground: Ground) -> None:
    person = ground.person().public_id
    wanted = {"people": [str(person)], "version": 1, "ordinal": 1}
    with transaction(ground.database, "employer", employer_actor(ground.other)) as tx:
        ask_approval(tx, Kind.AWARD, wanted)


def _versioned(ground: Ground) -> None:
    ground.sql(
        "INSERT INTO policy_version (company_id, number, effective_on, choices, code_required) "
        "SELECT :company, max(number) + 1, max(effective_on), '{1,2,3}', false "
        "FROM policy_version WHERE company_id = :company"
    )


def _placed(ground: Ground) -> None:
    siret = f"{ground.company.siren}{uuid4().int % 100_000:05}"
    ground.sql(
        "INSERT INTO establishment (siret, company_id, label, address, postcode, insee_code) "
        "SELECT :siret, company_id, label, address, postcode, insee_code FROM establishment "
        "WHERE company_id = :company LIMIT 1 ON CONFLICT DO NOTHING", siret=siret,
    )  # fmt: skip


APP: list[Flask] = []
LISTS: dict[str, tuple[str, Callable[[Ground], None]]] = {
    "people": ("/employeur/salaries?par=100", _listed),
    "people to award": ("/employeur/points/plusieurs", _listed),
    "candidatures": ("/employeur/candidatures", _supported),
    "housed": ("/employeur/loges", _housed),
    "ledger": ("/employeur/points/registre", _awarded),
    "contests": ("/employeur/points/contestations", _contested),
    "reports": ("/employeur/rapports", _printed),
    "journal": ("/employeur/entreprise/journal", _read),
    "codes": ("/employeur/entreprise/codes", _coded),
    "team": ("/employeur/entreprise/equipe", _joined),
    "notifications": ("/employeur/notifications", _told),
    "second person": ("/employeur/accords", _waiting),
    "policy": ("/employeur/entreprise/politique", _versioned),
    "establishments": ("/employeur/entreprise", _placed),
    "home": ("/employeur", _supported),
}


@pytest.mark.parametrize("name", LISTS)
def test_one_row_and_fifty_cost_the_same_queries(app: Flask, database: Database, name: str) -> None:
    APP[:] = [app]
    company = a_company(database)
    me, other = an_owner(database, company.id), an_owner(database, company.id)
    a_scale(database, me, budget=1_000_000)
    ground = Ground(database, company, me, other)
    address, fill = LISTS[name]
    browser = Client(app).enter_as("employer", me.account_id, membership_id=me.membership_id)
    fill(ground)
    browser.get(address)
    work, counted, sizes = Work(database), [], []
    for more in (0, MANY - 1):
        for _row in range(more):
            fill(ground)
        with work.counted() as statements:
            page = browser.get(address)
        assert page.status == 200
        counted.append(len(statements))
        sizes.append(len(page.body))
    assert counted[0] == counted[1], name
    assert sizes[1] > sizes[0], "the rows are there"


def test_every_page_with_a_list_is_among_them(app: Flask) -> None:
    """A new list must say what fifty of its rows cost."""
    known = {address.split("?")[0] for address, _fill in LISTS.values()}
    paths = {
        str(rule) for rule in app.url_map.iter_rules()
        if str(rule).startswith("/employeur") and "GET" in (rule.methods or ())
        and not rule.arguments
    }  # fmt: skip
    assert known <= paths
    assert not paths - known - WITHOUT_LISTS, "with a list? then it belongs above"


# Forms, pages of words, signing in, one's own keys, the scale in force.
WITHOUT_LISTS = {
    f"/employeur/{page}" for page in (
        "aide", "ce-que-voit-l-entreprise", "changer-d-entreprise", "compte", "compte/application",
        "compte/cles", "compte/codes-de-secours", "compte/mot-de-passe", "compte/second-facteur",
        "conditions", "confirmer", "connexion", "entreprise/codes/nouveau",
        "entreprise/equipe/inviter", "inscription",
        "inscription/envoyee", "entreprise/politique/nouvelle", "mot-de-passe-oublie",
        "mot-de-passe-oublie/envoye", "points", "points/bareme/nouveau", "salaries/exporter",
        "salaries/filtres", "second-facteur", "session",
    )
}  # fmt: skip
