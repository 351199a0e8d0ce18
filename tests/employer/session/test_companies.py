"""Somebody in several companies acts for one at a time, and chooses which."""

from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from tests.client import Client
from tests.factories.accounts import PASSWORD, Somebody, an_employer_user, an_owner
from tests.factories.companies import a_company


def in_two(database: Database) -> tuple[Somebody, Somebody]:
    """One person, OWNER of Zinc and READER at Alu."""
    zinc = an_owner(database, a_company(database, name="Zinc SA").id)
    alu = an_employer_user(
        database, a_company(database, name="Alu SA").id, role="READER", email=zinc.email
    )
    return zinc, alu


def acts_for(database: Database) -> object:
    with database.owner.connect() as owner:
        return owner.execute(text("SELECT membership_id FROM web_session")).scalar_one()


def test_the_company_is_asked_after_the_password(plain_app: Flask, database: Database) -> None:
    zinc, _alu = in_two(database)
    client = Client(plain_app)
    values = {"email": zinc.email, "password": PASSWORD}
    answer = client.submit("/employeur/connexion?next=/employeur/aide", values, follow=False)
    page = client.get(answer.location)
    assert page.h1 == "Pour quelle entreprise\u202f?".replace("\u202f", " ")
    labels = [label.get_text() for label in page.dom.find_all("label")]
    assert [label.split(" (")[0] for label in labels] == ["Alu SA", "Zinc SA"]
    chosen = {"membership": str(zinc.membership_id)}
    done = client.submit(page, chosen, form="changer", follow=False)
    assert done.location == "/employeur/aide"
    assert acts_for(database) == zinc.membership_id


def test_changing_the_company_changes_the_session(plain_app: Flask, database: Database) -> None:
    zinc, alu = in_two(database)
    client = Client(plain_app)
    client.enter_as("employer", zinc.account_id, membership_id=zinc.membership_id)
    with database.owner.connect() as owner:
        before = owner.execute(text("SELECT sid_hash FROM web_session")).scalar_one()
    page = client.get("/employeur/changer-d-entreprise")
    client.submit(page, {"membership": str(alu.membership_id)}, form="changer", follow=False)
    with database.owner.connect() as owner:
        after = owner.execute(text("SELECT sid_hash FROM web_session")).scalar_one()
    assert after != before
    assert acts_for(database) == alu.membership_id


def test_nobody_acts_for_a_company_of_somebody_else(plain_app: Flask, database: Database) -> None:
    zinc, _alu = in_two(database)
    foreign = an_owner(database, a_company(database, name="Cuivre SA").id)
    client = Client(plain_app)
    client.enter_as("employer", zinc.account_id, membership_id=zinc.membership_id)
    page = client.get("/employeur/changer-d-entreprise")
    for value in (str(foreign.membership_id), "x", ""):
        answer = client.submit(page, {"membership": value}, form="changer", follow=False)
        assert answer.status == 200
        assert acts_for(database) == zinc.membership_id


def test_an_ended_membership_cannot_be_chosen(plain_app: Flask, database: Database) -> None:
    zinc, alu = in_two(database)
    client = Client(plain_app)
    client.enter_as("employer", zinc.account_id, membership_id=zinc.membership_id)
    page = client.get("/employeur/changer-d-entreprise")
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET ended_at = app.clock() WHERE role = 'READER'"))
    client.submit(page, {"membership": str(alu.membership_id)}, form="changer", follow=False)
    assert acts_for(database) == zinc.membership_id


def test_the_factor_passed_for_one_company_holds_for_the_other(
    app: Flask, database: Database
) -> None:
    zinc, alu = in_two(database)
    client = Client(app)
    client.enter_as("employer", alu.account_id, membership_id=alu.membership_id, factor=False)
    page = client.get("/employeur/changer-d-entreprise")
    to_zinc = {"membership": str(zinc.membership_id)}
    answer = client.submit(page, to_zinc, form="changer", follow=False)
    assert answer.location.startswith("/employeur/second-facteur"), "OWNER needs it, READER not"
    passed = Client(app)
    passed.enter_as("employer", alu.account_id, membership_id=alu.membership_id)
    page = passed.get("/employeur/changer-d-entreprise")
    assert passed.submit(page, to_zinc, form="changer", follow=False).location == "/employeur"


def test_with_one_company_there_is_nothing_to_choose(plain_app: Flask, database: Database) -> None:
    person = an_owner(database, a_company(database).id)
    client = Client(plain_app)
    client.enter_as("employer", person.account_id, membership_id=person.membership_id)
    assert client.get("/employeur/changer-d-entreprise").location == "/employeur"
