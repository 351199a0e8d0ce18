"""An invitation is accepted by whoever holds its link, once, and by nobody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.access.actor import Actor
from app.accounts.addresses import BadAddress
from app.accounts.invitations import create_invitation
from app.db.engines import Database
from app.db.transaction import transaction
from tests.app.accounts.letters import Letterbox, link_of, words_of
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, a_staff, an_owner
from tests.factories.companies import a_company

GUEST = "nouvelle.rh@exemple.example"


def staff_actor(database: Database, role: str = "COMPANY_MANAGER") -> Actor:
    account = a_staff(database, role)
    return Actor("staff", account.account_id, "Agent", role, "fr", b"x")


def invite(
    database: Database, letters: Letterbox, company: UUID, *, email: str = GUEST,
    role: str = "OWNER",
) -> str:  # fmt: skip
    with transaction(database, "staff", staff_actor(database)) as tx:
        create_invitation(tx, company_id=company, email=email, role=role)
    return link_of(letters.the_mail())


def open_account(client: Client, page: Page, **changes: Any) -> Page:
    values = {"full_name": "Nadia Benali", "password": PASSWORD, "terms": "y"} | changes
    return client.submit(page, values, form="invitation", follow=False)


def memberships(database: Database) -> list[tuple[Any, ...]]:
    with database.owner.connect() as owner:
        rows = owner.execute(
            text("SELECT a.email, m.role, m.may_open_files, m.may_export, m.company_id "
                 "FROM membership m JOIN employer_account a ON a.id = m.account_id")
        )  # fmt: skip
        return [tuple(r) for r in rows]


@pytest.mark.parametrize(
    ("role", "flags"),
    [("OWNER", True), ("MANAGER", True), ("READER", False), ("COMMISSION", False)],
)
def test_a_new_person_opens_an_account_and_is_in(
    plain_app: Flask, database: Database, letters: Letterbox, role: str, flags: bool
) -> None:
    company = a_company(database, name="Ateliers du Rhône").id
    client = Client(plain_app)
    page = client.get(invite(database, letters, company, role=role))
    assert "Ateliers du Rhône" in page.text
    assert open_account(client, page).location == "/employeur"
    assert client.get("/employeur/session").status == 204
    assert memberships(database) == [(GUEST, role, flags, flags, company)]
    with database.owner.connect() as owner:
        terms = owner.execute(
            text("SELECT terms_version, terms_accepted_at IS NOT NULL FROM employer_account")
        ).one()
    assert tuple(terms) == ("2026-11", True)


def test_the_mail_names_nobody(database: Database, letters: Letterbox) -> None:
    company = a_company(database, name="Ateliers du Rhône").id
    with transaction(database, "staff", staff_actor(database)) as tx:
        create_invitation(tx, company_id=company, email=GUEST, role="OWNER")
    mail = letters.the_mail()
    assert mail["To"] == GUEST
    assert "Ateliers" not in words_of(mail)


def test_who_has_an_account_joins_with_its_password(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    known = an_owner(database, a_company(database, name="Zinc SA").id)
    company = a_company(database, name="Alu SA").id
    link = invite(database, letters, company, email=known.email.upper(), role="READER")
    client = Client(plain_app)
    page = client.get(link)
    wrong = client.submit(page, {"password": "not mine at all"}, form="invitation", follow=False)
    assert wrong.status == 200
    assert len(memberships(database)) == 1
    done = client.submit(page, {"password": PASSWORD}, form="invitation", follow=False)
    assert done.status == 303
    assert (known.email, "READER", False, False, company) in memberships(database)


def test_inviting_a_member_again_leaves_the_membership_as_it_is(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    company = a_company(database).id
    known = an_owner(database, company)
    client = Client(plain_app)
    page = client.get(invite(database, letters, company, email=known.email, role="READER"))
    client.submit(page, {"password": PASSWORD}, form="invitation", follow=False)
    assert memberships(database) == [(known.email, "OWNER", True, True, company)]


def test_a_link_serves_once_and_dies_after_a_week(
    plain_app: Flask, database: Database, letters: Letterbox, clock: Clock
) -> None:
    company = a_company(database).id
    client, link = Client(plain_app), invite(database, letters, company)
    page = client.get(link)
    assert open_account(client, page, terms=None).status == 200, "the terms must be accepted"
    assert open_account(client, page, password="court").status == 200
    assert open_account(Client(plain_app), page).status == 400, "another browser has no token"
    assert open_account(client, page).status == 303
    assert Client(plain_app).get(link).status == 410
    second = invite(database, letters, company, email="autre@exemple.example")
    clock.advance(timedelta(days=7, seconds=2))
    assert Client(plain_app).get(second).status == 410


def test_a_closed_company_can_no_longer_be_joined(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    link = invite(database, letters, a_company(database).id)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE company SET status = 'CLOSED'"))
    assert Client(plain_app).get(link).status == 410


def test_inviting_answers_alike_whatever_account_the_address_has(
    database: Database, letters: Letterbox
) -> None:
    company = a_company(database).id
    known = an_owner(database, a_company(database).id)
    with transaction(database, "staff", staff_actor(database)) as tx:
        for email in (GUEST, known.email):
            create_invitation(tx, company_id=company, email=email, role="READER")
    first, second = letters.new_mails()
    assert first["Subject"] == second["Subject"]
    without_links = [words_of(m).replace(link_of(m), "") for m in (first, second)]
    assert without_links[0] == without_links[1]


@pytest.mark.parametrize("role", ["ADVISER", "AUDITOR"])
def test_staff_who_do_not_manage_companies_invite_nobody(database: Database, role: str) -> None:
    company = a_company(database).id
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction(database, "staff", staff_actor(database, role)) as tx,
    ):
        create_invitation(tx, company_id=company, email=GUEST, role="OWNER")


def test_a_bad_address_is_refused_without_being_quoted(database: Database) -> None:
    company = a_company(database).id
    with (
        pytest.raises(BadAddress) as raised,
        transaction(database, "staff", staff_actor(database)) as tx,
    ):
        create_invitation(tx, company_id=company, email="jeanne at home", role="OWNER")
    assert "jeanne" not in str(raised.value)
