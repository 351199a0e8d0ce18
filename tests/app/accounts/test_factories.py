"""The people of the tests are accounts of the product."""

from sqlalchemy import text

from app.accounts.queries import own_companies
from app.db.engines import Database
from app.db.transaction import transaction
from tests.factories.accounts import a_staff, an_applicant, an_employer_user, an_owner
from tests.factories.companies import a_company


def test_a_manager_may_open_files_and_a_reader_may_not(database: Database) -> None:
    company = a_company(database).id
    an_owner(database, company)
    an_employer_user(database, company, role="READER")
    with database.owner.connect() as owner:
        rows = owner.execute(text("SELECT role, may_open_files, may_export FROM membership")).all()
    assert sorted(tuple(r) for r in rows) == [("OWNER", True, True), ("READER", False, False)]


def test_one_address_may_live_behind_the_three_doors(database: Database) -> None:
    company = a_company(database).id
    address = "meme.adresse@exemple.example"
    ids = {
        an_owner(database, company, email=address).account_id,
        a_staff(database, email=address).account_id,
        an_applicant(database, email=address).account_id,
    }
    assert len(ids) == 3


def test_one_account_may_act_for_several_companies(database: Database) -> None:
    first, second = (a_company(database, name=n).id for n in ("Zinc SA", "Alu SA"))
    person = an_owner(database, first)
    again = an_employer_user(database, second, role="READER", email=person.email)
    with transaction(database, "signin") as tx:
        found = own_companies(tx, person.account_id)
    assert again.account_id == person.account_id
    assert [(c.name, c.role) for c in found] == [("Alu SA", "READER"), ("Zinc SA", "OWNER")]
