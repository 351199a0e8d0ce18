"""A company's team: invited with rights, changed and ended in every open session at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.access.actor import Actor
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from tests.app.accounts.letters import Letterbox, link_of
from tests.client import Client, Page
from tests.employer.conftest import Enter, Later
from tests.factories.accounts import PASSWORD, Somebody, an_employer_user, an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import MadeCompany, a_company

TEAM = "/employeur/entreprise/equipe"


@pytest.fixture
def letters(database: Database, settings: Settings, tmp_path: Path) -> Letterbox:
    return Letterbox(database, settings, tmp_path)


def enter_as(app: Flask, who: Somebody) -> Client:
    return Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)


def invite(owner: Client, **values: object) -> Page:
    asked = {"email": "nouvelle@entreprise.example", "role": "READER", **values}
    return owner.submit(f"{TEAM}/inviter", asked, form="inviter")


def change(owner: Client, who: Somebody, page: Page | None = None, **values: object) -> Page:
    here = f"{TEAM}/{who.membership_id}"
    return owner.submit(page or owner.get(here), values, form=str(who.membership_id), follow=False)


def membership(database: Database, email: str) -> tuple[object, ...]:
    with database.owner.connect() as owner:
        row = owner.execute(
            text("SELECT role, may_open_files, may_export, sites FROM membership m JOIN"
                 " employer_account a ON a.id = m.account_id WHERE a.email = :e"), {"e": email}
        ).one()  # fmt: skip
    return tuple(row)


def owners(database: Database) -> int:
    with database.owner.connect() as owner:
        return owner.scalar(text(
            "SELECT count(*) FROM membership WHERE role = 'OWNER' AND ended_at IS NULL"
        )) or 0  # fmt: skip


def test_a_colleague_is_invited_with_rights_and_limited_to_a_place(
    app: Flask, database: Database, enter: Enter, letters: Letterbox
) -> None:
    company = a_company(database, establishments=2)
    site = company.sirets[1]
    sent = invite(enter(company), role="MANAGER", may_open_files="y", sites=site)
    assert "nouvelle@entreprise.example" in sent.text
    fresh = Client(app)
    page = fresh.get(link_of(letters.the_mail()))
    values = {"full_name": "Nora Bel", "password": "Quatre chats gris 58", "terms": "y"}
    fresh.submit(page, values, follow=False)
    assert membership(database, "nouvelle@entreprise.example") == ("MANAGER", True, False, [site])


def test_a_cancelled_invitation_and_that_of_somebody_who_left_are_dead(
    app: Flask, database: Database, enter: Enter, letters: Letterbox
) -> None:
    company = a_company(database)
    owner, leaving = an_owner(database, company.id), an_owner(database, company.id)
    boss = enter_as(app, owner)
    invite(boss)
    link = link_of(letters.the_mail())
    assert Client(app).get(link).status == 200
    boss.submit(TEAM, form="annuler")
    assert Client(app).get(link).status == 410
    invite(enter_as(app, leaving))
    later_link = link_of(letters.the_mail())
    boss.submit(f"{TEAM}/{leaving.membership_id}/fin", form="fin")
    assert Client(app).get(later_link).status == 410


def test_inviting_says_the_same_whatever_account_there_is(database: Database, enter: Enter) -> None:
    company = a_company(database)
    known = an_employer_user(database, a_company(database).id)
    owner = enter(company)
    answers = [invite(owner, email=e) for e in (known.email, "personne@entreprise.example")]
    said = [
        re.sub(r"\S+@\S+", "…", page.text.split("Invitations en attente")[0]) for page in answers
    ]
    assert said[0] == said[1]
    assert "Claire Fontaine" not in answers[0].text.replace("CF Claire Fontaine", "")


def test_changed_rights_hold_in_a_session_that_is_open(
    app: Flask, database: Database, enter: Enter
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3, sensitive=True)
    colleague = an_employer_user(database, company.id, role="MANAGER")
    open_session, owner = enter_as(app, colleague), enter(company)
    assert open_session.get("/employeur/salaries").status == 200
    assert (
        change(owner, colleague, role="COMMISSION", may_open_files=None, may_export=None).status
        == 303
    )
    assert open_session.get("/employeur/salaries").status == 403
    assert open_session.get(f"/employeur/salaries/{person.public_id}").status == 403
    change(owner, colleague, role="READER")
    assert open_session.get(f"/employeur/salaries/{person.public_id}").status == 200


def test_an_ended_access_is_out_in_every_session_at_once(
    app: Flask, database: Database, enter: Enter
) -> None:
    company = a_company(database)
    colleague = an_employer_user(database, company.id, role="MANAGER")
    sessions, owner = [enter_as(app, colleague) for _n in range(2)], enter(company)
    assert "2 sessions ouvertes" in owner.get(TEAM).text
    owner.submit(f"{TEAM}/{colleague.membership_id}/fin", form="fin")
    assert [client.get("/employeur").status for client in sessions] == [303, 303]
    assert colleague.email not in owner.get(TEAM).text


def test_an_owner_closes_a_colleagues_sessions(
    app: Flask, database: Database, enter: Enter
) -> None:
    company = a_company(database)
    colleague = an_employer_user(database, company.id, role="READER")
    session, owner = enter_as(app, colleague), enter(company)
    owner.submit(f"{TEAM}/{colleague.membership_id}", form="deconnecter")
    assert session.get("/employeur").status == 303
    assert enter_as(app, colleague).get("/employeur").status == 200, "signing in again is fine"


def test_a_company_is_never_without_an_owner_however_they_leave_together(
    app: Flask, database: Database
) -> None:
    for _round in range(8):
        company = a_company(database)
        pair = [an_owner(database, company.id) for _n in range(2)]
        before = owners(database)
        clients = [enter_as(app, who) for who in pair]
        pages = [
            c.get(f"{TEAM}/{o.membership_id}/fin") for c, o in zip(clients, pair[::-1], strict=True)
        ]

        def leave(client: Client, page: Page) -> int:
            return client.submit(page, form="fin", follow=False).status

        with ThreadPoolExecutor(2) as together:
            list(together.map(leave, clients, pages))
        assert owners(database) == before - 1


def test_nobody_changes_or_ends_their_own_rights(app: Flask, database: Database) -> None:
    company = a_company(database)
    me, _other = an_owner(database, company.id), an_owner(database, company.id)
    client = enter_as(app, me)
    assert "autre personne titulaire" in change(client, me, role="MANAGER").text
    page = client.get(f"{TEAM}/{me.membership_id}/fin")
    assert "autre personne titulaire" in client.submit(page, form="fin", follow=False).text
    assert client.get(TEAM).status == 200


def test_every_owner_is_told_when_one_is_added(
    app: Flask, database: Database, letters: Letterbox
) -> None:
    company = a_company(database)
    first, second = an_owner(database, company.id), an_owner(database, company.id)
    colleague = an_employer_user(database, company.id, role="READER")
    an_employer_user(database, company.id, role="MANAGER")
    change(enter_as(app, first), colleague, role="OWNER")
    mails = letters.new_mails()
    assert sorted(mail["To"] for mail in mails) == sorted([first.email, second.email])
    for mail in mails:
        assert "Claire" not in mail.as_string()
        assert colleague.email not in mail.as_string()


def test_two_owners_changing_one_colleague_are_told(app: Flask, database: Database) -> None:
    company = a_company(database)
    pair = [enter_as(app, an_owner(database, company.id)) for _n in range(2)]
    colleague = an_employer_user(database, company.id, role="READER")
    pages = [client.get(f"{TEAM}/{colleague.membership_id}") for client in pair]
    assert change(pair[0], colleague, pages[0], role="MANAGER").status == 303
    refused = change(pair[1], colleague, pages[1], role="COMMISSION")
    assert refused.status == 409
    ticked = refused.dom.find("input", attrs={"name": "role", "checked": True})
    assert ticked is not None
    assert ticked["value"] == "COMMISSION"
    assert "En ce moment" in refused.text
    assert membership(database, colleague.email)[0] == "MANAGER"


@pytest.mark.parametrize(
    "values",
    [{"role": "READER", "may_export": "y"}, {"role": "COMMISSION", "may_open_files": "y"},
     {"role": "OWNER", "sites": "first"}],
)  # fmt: skip
def test_rights_that_make_no_sense_are_refused_with_the_reason(
    app: Flask, database: Database, values: dict[str, str]
) -> None:
    company = a_company(database)
    colleague = an_employer_user(database, company.id, role="MANAGER", may_open_files=False)
    if "sites" in values:
        values = {**values, "sites": company.siret}
    values = {"may_open_files": None, "may_export": None, **values}  # type: ignore[dict-item]
    answer = change(enter_as(app, an_owner(database, company.id)), colleague, **values)
    assert answer.status == 200
    assert answer.dom.find(class_="error-summary") is not None
    assert membership(database, colleague.email)[0] == "MANAGER"


def test_rights_ask_for_the_password_again(app: Flask, database: Database, later: Later) -> None:
    company = a_company(database)
    colleague = an_employer_user(database, company.id, role="READER")
    owner = enter_as(app, an_owner(database, company.id))
    page = owner.get(f"{TEAM}/{colleague.membership_id}")
    later(timedelta(minutes=20))
    asked = change(owner, colleague, page, role="MANAGER")
    assert asked.h1 == "Confirmez que c’est vous"
    assert membership(database, colleague.email)[0] == "READER"
    owner.submit(asked, {"confirm_password": PASSWORD}, form=str(colleague.membership_id))
    assert membership(database, colleague.email)[0] == "MANAGER"


def test_another_companys_members_are_not_there(app: Flask, database: Database) -> None:
    mine, other = a_company(database), a_company(database, name="Autre")
    stranger = an_employer_user(database, other.id, name="Éric Tranger")
    owner = enter_as(app, an_owner(database, mine.id))
    assert "Tranger" not in owner.get(TEAM).text
    for path in ("", "/fin"):
        assert owner.get(f"{TEAM}/{stranger.membership_id}{path}").status == 404
    _no_way_round(database, mine, stranger)


@pytest.mark.parametrize("traits", [{"role": "MANAGER"}, {"sites": True}])
def test_who_does_not_run_the_company_raises_nobodys_rights_in_the_database_either(
    database: Database, traits: dict[str, object]
) -> None:
    company = a_company(database)
    if traits.pop("sites", None):
        traits["sites"] = (company.siret,)
    who = an_employer_user(database, company.id, **traits)  # type: ignore[arg-type]
    actor = Actor(
        "employer", who.account_id, "", "OWNER", "fr", b"", who.membership_id, company.id
    )  # fmt: skip
    with transaction(database, "employer", actor) as tx:
        for change in ("role = 'OWNER'", "sites = NULL", "may_open_files = true"):
            assert tx.execute(text(f"UPDATE membership SET {change}")).rowcount == 0
        assert tx.execute(text("SELECT id FROM employer_account")).all() == []


def _no_way_round(database: Database, mine: MadeCompany, stranger: Somebody) -> None:
    """The database alone: an owner's login reaches no other company's team."""
    boss = an_owner(database, mine.id)
    actor = Actor("employer", boss.account_id, "", "OWNER", "fr", b"", boss.membership_id, mine.id)
    with transaction(database, "employer", actor) as tx:
        done = tx.execute(text("UPDATE membership SET role = 'OWNER' WHERE id = :m"),
                          {"m": stranger.membership_id})  # fmt: skip
        assert done.rowcount == 0
        tx.execute(text("SELECT app.end_team_sessions(:m)"), {"m": stranger.membership_id})
        seen = tx.scalar(text("SELECT count(*) FROM employer_account WHERE id = :a"),
                         {"a": stranger.account_id})  # fmt: skip
        assert seen == 0
