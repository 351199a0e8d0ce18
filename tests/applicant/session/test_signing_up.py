"""An applicant opens an account by the link of a mail, and nobody learns who has one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts.signing_up import open_asked_account
from app.db.engines import Database
from app.db.transaction import transaction
from tests.app.accounts.letters import Letterbox, link_of, words_of
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, an_applicant

PAGE = "/demandeur/inscription"
TYPED: dict[str, Any] = {
    "civility": "MME", "surname": "Martin", "first_names": "Jeanne Élise",
    "birth_date": "1990-05-17", "email": "jeanne@exemple.example",
    "password": PASSWORD, "consent": "y",
}  # fmt: skip


def sign_up(client: Client, **changes: Any) -> Page:
    return client.submit(PAGE, TYPED | changes, follow=False)


def accounts(database: Database) -> list[Any]:
    with database.owner.connect() as owner:
        return list(owner.execute(text("SELECT * FROM applicant_account ORDER BY email")))


def test_from_the_form_by_the_mail_to_the_first_sign_in(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    client = Client(plain_app)
    answer = sign_up(client, email=" Jeanne@Exemple.example ")
    assert (answer.status, answer.location) == (303, f"{PAGE}/envoyee")
    assert accounts(database) == [], "nothing stands before the link is followed"
    mail = letters.the_mail()
    assert mail["To"] == "jeanne@exemple.example"
    for personal in ("Martin", "Jeanne", "1990"):
        assert personal not in words_of(mail)
    page = client.get(link_of(mail))
    assert page.status == 200
    assert accounts(database) == [], "opening the link opens no account: scanners do it"
    client.submit(page, follow=False)
    (account,) = accounts(database)
    assert (account.surname, account.first_names, str(account.birth_date)) == (
        "Martin", "Jeanne Élise", "1990-05-17",
    )  # fmt: skip
    values = {"email": "jeanne@exemple.example", "password": PASSWORD}
    assert client.submit("/demandeur/connexion", values, follow=False).location == "/demandeur"


def test_a_known_address_gets_the_same_answer_and_another_mail(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    known = an_applicant(database)
    answers = {}
    for email in ("new@exemple.example", known.email):
        client = Client(plain_app)
        first = sign_up(client, email=email)
        after = client.get(first.location)
        answers[email] = (first.status, first.location, after.status, str(after.dom.main))
    assert len(set(answers.values())) == 1
    mails = {str(m["To"]): m for m in letters.new_mails()}
    new, old = mails["new@exemple.example"], mails[known.email]
    assert new["Subject"] != old["Subject"]
    assert link_of(old) == "/demandeur/connexion"
    assert len(accounts(database)) == 1


def test_a_known_address_costs_the_same_work(
    plain_app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes: list[int] = []
    from argon2 import PasswordHasher

    make = PasswordHasher.hash

    def counted(self: PasswordHasher, password: str, **options: Any) -> str:
        hashes.append(1)
        return make(self, password, **options)

    known = an_applicant(database)
    monkeypatch.setattr(PasswordHasher, "hash", counted)
    for email in ("new@exemple.example", known.email):
        hashes.clear()
        with database.owner.begin() as owner:
            owner.execute(text("DELETE FROM mail_outbox"))
            owner.execute(text("DELETE FROM one_time_token"))
        sign_up(Client(plain_app), email=email)
        with database.owner.connect() as owner:
            tokens = owner.scalar(text("SELECT count(*) FROM one_time_token"))
            mails = owner.scalar(text("SELECT count(*) FROM mail_outbox"))
        assert (len(hashes), tokens, mails) == (1, 1, 1)


def test_a_link_serves_once(plain_app: Flask, database: Database, letters: Letterbox) -> None:
    client = Client(plain_app)
    sign_up(client)
    link = link_of(letters.the_mail())
    page = client.get(link)
    client.submit(page, follow=False)
    assert client.submit(page, follow=False).status == 410
    assert client.get(link).status == 410
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT payload FROM one_time_token")) == {}


def test_a_link_dies_after_twenty_four_hours(
    plain_app: Flask, database: Database, letters: Letterbox, clock: Clock
) -> None:
    client = Client(plain_app)
    sign_up(client)
    link = link_of(letters.the_mail())
    clock.advance(timedelta(hours=23, minutes=59))
    assert client.get(link).status == 200
    clock.advance(timedelta(hours=24, seconds=2))
    assert client.get(link).status == 410


def test_two_presses_at_once_open_one_account(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    sign_up(Client(plain_app))
    token = link_of(letters.the_mail()).rsplit("/", 1)[1]

    def press(_n: int) -> bool:
        with transaction(database, "signin") as tx:
            return open_asked_account(tx, token)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [False, False, False, True]
    assert len(accounts(database)) == 1


def test_a_strangers_sign_up_at_my_address_does_not_change_what_my_link_opens(
    plain_app: Flask, database: Database, letters: Letterbox
) -> None:
    sign_up(Client(plain_app))
    mine = link_of(letters.the_mail())
    sign_up(Client(plain_app), password="Un tout autre secret 9", surname="Voleur")
    theirs = link_of(letters.the_mail())
    for link in (mine, theirs):
        client = Client(plain_app)
        client.submit(client.get(link), follow=False)
    (account,) = accounts(database)
    assert account.surname == "Martin"
    client = Client(plain_app)
    values = {"email": TYPED["email"], "password": "Un tout autre secret 9"}
    assert "incorrect" in client.submit("/demandeur/connexion", values).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("surname", ""), ("surname", "A\x07B"), ("surname", "A\u202eB"), ("surname", "x" * 121),
        ("surname", "   "), ("first_names", "a\nb"), ("birth_date", "1899-12-31"),
        ("birth_date", "2999-01-01"), ("birth_date", "hier"), ("email", "personne"),
        ("email", "a@b"), ("email", "a@exemple.example\r\nBcc: x@y.example"),
        ("email", "x" * 400 + "@exemple.example"), ("password", "court1A"),
        ("password", "Motdepasse1"), ("password", "Martin1990"), ("civility", "X"),
        ("civility", None), ("consent", None), ("consent", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_the_rest_is_kept(
    plain_app: Flask, database: Database, field: str, value: str | None
) -> None:
    client = Client(plain_app)
    page = client.submit(PAGE, TYPED | {field: value}, follow=False)
    assert page.status == 200
    summary = page.dom.find(class_="error-summary")
    assert summary is not None
    links = [str(a["href"]) for a in summary.find_all("a")]
    assert links
    assert page.dom.find(id=links[0][1:]) is not None, "the summary leads to the field"
    kept = "first_names" if field != "first_names" else "surname"
    shown = page.dom.find("input", attrs={"name": kept})
    assert shown is not None
    assert shown["value"] == TYPED[kept]
    assert PASSWORD not in page.body
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM mail_outbox")) == 0


@pytest.mark.parametrize(
    "name", ["O’Neil-Œuvrard", "李小龙", "<script>alert(1)</script>", "=cmd|' /C calc'!A0",
             "Ñúñez 👩🏽", "x" * 120, "D'Arc"],
)  # fmt: skip
def test_strange_names_are_names(
    plain_app: Flask, database: Database, letters: Letterbox, name: str
) -> None:
    client = Client(plain_app)
    assert sign_up(client, surname=name).status == 303
    client.submit(client.get(link_of(letters.the_mail())), follow=False)
    assert [a.surname for a in accounts(database)] == [name]


def test_five_mails_an_hour_to_one_address_whether_known_or_not(
    plain_app: Flask, database: Database
) -> None:
    known = an_applicant(database)
    for email in ("new@exemple.example", known.email):
        client = Client(plain_app)
        statuses = [sign_up(client, email=email).status for _n in range(6)]
        assert statuses == [303] * 5 + [429]


def test_a_link_that_never_was_is_dead(plain_app: Flask, database: Database) -> None:
    client = Client(plain_app)
    for token in ("x", "x" * 5_000, "%00", "é"):
        assert client.get(f"/demandeur/confirmation/{token}").status == 410


def test_an_english_browser_gets_an_english_mail(plain_app: Flask, database: Database) -> None:
    client = Client(plain_app)
    client.get("/demandeur/langue/en")
    sign_up(client)
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT locale FROM mail_outbox")) == "en"
