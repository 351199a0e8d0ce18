"""The applicant's own account: address, identity, second factor, and the address at work."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pyotp
import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from tests.app.accounts.conftest import letters, plain_app
from tests.app.accounts.letters import Letterbox, link_of
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, Somebody, an_applicant, protect
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company
from tests.privacy.sql import Console, context_of

__all__ = ["letters", "plain_app"]
NEW_ADDRESS = "nouvelle@exemple.example"
ACCOUNT = "/demandeur/compte"


def enter(app: Flask, account_id: Any) -> Client:
    return Client(app).enter_as("applicant", account_id)


def ask(client: Client, email: str, present: str = PASSWORD) -> Page:
    page = client.get(f"{ACCOUNT}/adresse")
    return client.submit(page, {"email": email, "present": present}, follow=False)


def links(letters: Letterbox) -> dict[str, str]:
    return {str(m["To"]): link_of(m) for m in letters.new_mails()}


def confirm(app: Flask, link: str) -> Page:
    client = Client(app)
    return client.submit(client.get(link), follow=False)


def address_of(database: Database, person: Somebody) -> str:
    with database.owner.connect() as owner:
        return str(owner.scalar(text("SELECT email FROM applicant_account WHERE id = :a"),
                                {"a": person.account_id}))  # fmt: skip


@pytest.mark.parametrize("old_first", [True, False])
def test_the_address_changes_when_both_have_confirmed_and_not_before(
    plain_app: Flask, database: Database, letters: Letterbox, old_first: bool
) -> None:
    person = an_applicant(database)
    client = enter(plain_app, person.account_id)
    assert ask(client, " Nouvelle@Exemple.example").location == ACCOUNT
    sent = links(letters)
    order = [person.email, NEW_ADDRESS] if old_first else [NEW_ADDRESS, person.email]
    assert set(sent) == set(order)
    for link in sent.values():
        assert Client(plain_app).get(link).status == 200
    assert "autre adresse" in confirm(plain_app, sent[order[0]]).text
    assert address_of(database, person) == person.email, "one word is not two"
    assert Client(plain_app).get(sent[order[0]]).status == 410, "and it serves once"
    assert client.get(ACCOUNT).status == 200
    assert confirm(plain_app, sent[order[1]]).location == "/demandeur/connexion"
    assert address_of(database, person) == NEW_ADDRESS
    assert client.get(ACCOUNT).status == 303, "every session is closed"
    assert {str(m["To"]) for m in letters.new_mails()} == set(order)
    values = {"email": NEW_ADDRESS, "password": PASSWORD}
    assert Client(plain_app).submit("/demandeur/connexion", values, follow=False).status == 303


def test_an_address_that_has_an_account_gets_the_same_answer_and_is_never_taken(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    known, answers = an_applicant(database), []
    for email in (known.email, "libre@exemple.example"):
        person = an_applicant(database)
        client = enter(plain_app, person.account_id)
        answer = ask(client, email)
        shown = str(client.get(answer.location).dom.find(class_="flashes"))
        sent = links(letters)
        agreed = confirm(plain_app, sent[person.email])
        answers.append((answer.status, answer.location, shown, agreed.status, agreed.text))
        assert set(sent) == {person.email, email}
        assert address_of(database, person) == person.email
    assert answers[0] == answers[1]
    assert address_of(database, known) == known.email


def test_an_address_taken_meanwhile_is_not_taken_twice(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    person = an_applicant(database)
    ask(enter(plain_app, person.account_id), NEW_ADDRESS)
    sent = links(letters)
    an_applicant(database, email=NEW_ADDRESS)
    confirm(plain_app, sent[person.email])
    assert confirm(plain_app, sent[NEW_ADDRESS]).status == 410
    assert address_of(database, person) == person.email


def test_changing_the_address_asks_the_password_and_a_new_password_drops_the_change(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    person = an_applicant(database)
    client = enter(plain_app, person.account_id)
    for email, present in ((NEW_ADDRESS, "faux"), (person.email, PASSWORD), ("rien", PASSWORD)):
        assert ask(client, email, present).status == 200
    assert letters.new_mails() == []
    ask(client, NEW_ADDRESS)
    sent = links(letters)
    page = client.get(f"{ACCOUNT}/mot-de-passe")
    values = {"present": PASSWORD, "password": "Quatre chats gris 58"}
    assert client.submit(page, values, follow=False).status == 303
    assert [Client(plain_app).get(link).status for link in sent.values()] == [410, 410]


def test_links_of_a_change_die_after_a_day_and_with_the_next_change(
    plain_app: Flask, database: Database, letters: Letterbox, clock: Clock
) -> None:
    client = enter(plain_app, an_applicant(database).account_id)
    ask(client, "premiere@exemple.example")
    first = links(letters)
    ask(client, NEW_ADDRESS)
    second = links(letters)
    assert [Client(plain_app).get(link).status for link in first.values()] == [410, 410]
    clock.advance(timedelta(hours=24, seconds=2))
    assert [Client(plain_app).get(link).status for link in second.values()] == [410, 410]


def test_a_reset_link_sent_to_the_old_address_dies_with_it(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    person = an_applicant(database)
    visitor = Client(plain_app)
    visitor.submit("/demandeur/mot-de-passe-oublie", {"email": person.email}, follow=False)
    reset = link_of(letters.the_mail())
    ask(enter(plain_app, person.account_id), NEW_ADDRESS)
    for link in links(letters).values():
        confirm(plain_app, link)
    assert visitor.get(reset).status == 410


def test_the_typed_identity_is_corrected_until_a_request_is_imported(
    plain_app: Flask, database: Database
) -> None:
    person = an_applicant(database)
    client = enter(plain_app, person.account_id)
    page = client.get(f"{ACCOUNT}/identite")
    values = {"surname": "DURAND", "birth_date": "1991-06-18", "civility": "M"}
    assert client.submit(page, values | {"surname": "A\x07B"}, follow=False).status == 200
    assert client.submit(page, values, follow=False).location == ACCOUNT
    with database.owner.connect() as owner:
        row = owner.execute(text("SELECT * FROM applicant_account")).one()
    assert (row.surname, row.birth_date, row.civility) == ("DURAND", date(1991, 6, 18), "M")
    assert row.first_names == "Jeanne"
    imported = an_imported_applicant(database, a_company(database), choice=1)
    later = enter(plain_app, imported.account_id)
    assert later.get(f"{ACCOUNT}/identite").dom.find("input", attrs={"name": "surname"}) is None
    token = client.get(f"{ACCOUNT}/identite").dom.find("input", attrs={"name": "csrf_token"})
    assert token is not None
    console = Console(database, "applicant")
    update = "UPDATE applicant_account SET surname = 'AUTRE' RETURNING id"
    assert console.run(update, context=context_of(database, imported.actor)) == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        console.run("UPDATE applicant_account SET email = 'x@y.example'",
                    context=context_of(database, imported.actor))  # fmt: skip
    console.close()


def test_the_second_factor_is_taken_away_by_a_code_and_by_nothing_else(
    app: Flask, database: Database, letters: Letterbox, clock: Clock
) -> None:
    now = datetime.fromtimestamp(datetime.now(UTC).timestamp() // 30 * 30 - 7_200 + 5, UTC)
    clock.freeze(now)
    person = an_applicant(database)
    secret = protect(database, "applicant", person.account_id)
    client = enter(app, person.account_id)
    page = client.get(f"{ACCOUNT}/second-facteur")
    wrong = str((int(pyotp.TOTP(secret).at(now)) + 1) % 1_000_000).zfill(6)
    assert client.submit(page, {"code": wrong}, follow=False).status == 200
    assert client.submit(page, {"code": ""}, follow=False).status == 200
    right = {"code": pyotp.TOTP(secret).at(now)}
    assert client.submit(page, right, follow=False).location == ACCOUNT
    assert letters.the_mail()["To"] == person.email
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT totp_secret FROM applicant_account")) is None
    values = {"email": person.email, "password": PASSWORD}
    fresh = Client(app)
    assert fresh.submit("/demandeur/connexion", values, follow=False).location == "/demandeur"


@pytest.mark.parametrize(
    ("email", "warned"),
    [("jeanne@gmail.com", False), ("jeanne@orange.fr", False), ("jeanne@usine.example", True),
     ("jeanne@gmail.com.usine.example", True)],
)  # fmt: skip
def test_an_address_that_may_be_at_work_is_warned_about(
    plain_app: Flask, database: Database, email: str, warned: bool
) -> None:
    client = Client(plain_app)
    page = client.get("/demandeur/inscription")
    assert "Préférez une adresse personnelle" in page.text, "said before anybody types"
    typed = {"civility": "MME", "surname": "Martin", "first_names": "Jeanne",
             "birth_date": "1990-05-17", "email": email, "password": PASSWORD,
             "consent": "y"}  # fmt: skip
    assert ("adresse de travail" in client.submit(page, typed).text) == warned
