"""Other adults of a request: asked at the registry's address, answering by their own link."""

import re

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.notifications.rendering import render_mail
from tests.applicant.conftest import Applicant
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    import_request,
    registry_says,
)
from tests.factories.companies import a_company
from tests.privacy.sql import Console, context_of, member_actor

ADULTS = "/demandeur/adultes"


@pytest.fixture
def person(database: Database) -> ImportedApplicant:
    company = a_company(database, name="Ateliers du Rhône")
    mates = {"household.flat_mates": [{"last_name": "Colocateur", "first_names": "Noé"}]}
    return an_imported_applicant(database, company, choice=3, sensitive=True, overrides=mates)


@pytest.fixture
def browser(app: Flask, person: ImportedApplicant) -> Applicant:
    return Applicant(app, person.account_id)


def co_applicant(person: ImportedApplicant) -> dict[str, str]:
    found: dict[str, str] = person.record["co_applicant"]
    return found


def sent(database: Database) -> list[tuple[str, str]]:
    """(recipient, path of the link) of every mail to another adult, oldest first."""
    with database.owner.connect() as owner:
        rows = owner.execute(
            text("SELECT recipient, params ->> 'token' AS token FROM mail_outbox"
                 " WHERE kind = 'adult_agreement' ORDER BY created_at")
        )  # fmt: skip
        return [(row.recipient, f"/demandeur/accord/{row.token}") for row in rows]


def ask(browser: Applicant, database: Database) -> str:
    browser.submit(ADULTS, form="/lien")
    return sent(database)[-1][1]


def agreed(database: Database) -> list[bool]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT agreed FROM other_adult ORDER BY ordinal")))


def seen_by_employer(database: Database, person: ImportedApplicant) -> int:
    owner = an_owner(database, person.company.id)
    console = Console(database, "employer")
    try:
        context = context_of(database, member_actor(owner))
        return len(console.run("SELECT ordinal FROM other_adult", context=context))
    finally:
        console.close()


def answer(client: Client, link: str, given: str) -> Page:
    return client.submit(link, button=f"answer={given}")


def test_the_link_goes_to_the_registrys_address_and_nowhere_else(
    browser: Applicant, person: ImportedApplicant, database: Database
) -> None:
    page = browser.get(ADULTS)
    form = page.dom.select_one("main form[action$='/lien']")
    assert form is not None
    assert [i.get("name") for i in form.find_all("input")] == ["csrf_token"]
    browser.submit(page, form="/lien")
    assert [recipient for recipient, _link in sent(database)] == [co_applicant(person)["email"]]
    assert "Lien envoyé le" in browser.get(ADULTS).text


def test_an_adult_without_an_address_cannot_be_asked(
    browser: Applicant, database: Database
) -> None:
    page = browser.get(ADULTS)
    with database.owner.connect() as owner:
        mate = owner.scalar(text("SELECT id FROM other_adult WHERE content ->> 'email' IS NULL"))
    assert str(mate) not in page.body
    assert "ne connaît pas son adresse" in page.text
    token = page.dom.select_one("main input[name=csrf_token]")
    assert token is not None
    answer = browser.post_raw(f"{ADULTS}/{mate}/lien", {"csrf_token": token["value"]})
    assert answer.status == 404
    assert sent(database) == []


def test_nobody_can_have_a_link_sent_for_anothers_request(
    app: Flask, browser: Applicant, database: Database
) -> None:
    stranger = Applicant(app, an_imported_applicant(database, choice=2).account_id)
    theirs = stranger.get(ADULTS).dom.select_one("main form[action$='/lien']")
    mine = browser.get(ADULTS).dom.select_one("main form[action$='/lien']")
    assert theirs is not None
    assert mine is not None
    token = theirs.find("input", attrs={"name": "csrf_token"})["value"]
    assert stranger.post_raw(str(mine["action"]), {"csrf_token": token}).status == 404
    assert sent(database) == []


def test_the_page_says_who_asks_and_for_which_company_and_weighs_both_answers_the_same(
    client: Client, browser: Applicant, person: ImportedApplicant, database: Database
) -> None:
    page = client.get(ask(browser, database))
    assert "Inès a une demande" in page.text
    assert "Ateliers du Rhône" in page.text
    assert "MIRANDEUIL" not in page.text.upper()
    assert person.unique_number not in page.body
    buttons = page.dom.select("main button[name=answer]")
    assert [b["value"] for b in buttons] == ["oui", "non"]
    assert len({tuple(b["class"]) for b in buttons}) == 1
    assert agreed(database) == [False, False], "opening the link is no answer"


def test_agreeing_shows_that_adult_alone_and_taking_back_hides_them_again(
    client: Client, browser: Applicant, person: ImportedApplicant, database: Database
) -> None:
    link = ask(browser, database)
    assert seen_by_employer(database, person) == 0
    page = answer(client, link, "oui")
    assert "Vous avez donné votre accord." in page.text
    assert agreed(database) == [True, False]
    assert seen_by_employer(database, person) == 1
    assert "Accord donné" in browser.get(ADULTS).text
    page = answer(client, link, "non")
    assert "rien de vous n’est montré" in page.text
    assert agreed(database) == [False, False]
    assert seen_by_employer(database, person) == 0


def test_a_refusal_reads_like_no_answer_to_the_applicant(
    client: Client, browser: Applicant, database: Database
) -> None:
    link = ask(browser, database)
    before = browser.get(ADULTS).dom.select("main .rows")
    answer(client, link, "non")
    after = browser.get(ADULTS).dom.select("main .rows")
    assert [_words(p) for p in before] == [_words(p) for p in after]


def _words(tag: object) -> str:
    return re.sub(r"\s+", " ", str(getattr(tag, "get_text")(" ")))  # noqa: B009


def test_a_new_link_takes_the_place_of_the_former_one(
    client: Client, browser: Applicant, database: Database
) -> None:
    first = ask(browser, database)
    ask(browser, database)
    links = {link for _who, link in sent(database)}
    assert len(links) == 2
    alive = [link for link in links if client.get(link).status == 200]
    assert len(alive) == 1
    assert client.get(first).status in (200, 410)


def test_links_that_are_wrong_late_or_forged_all_answer_the_same(
    client: Client, browser: Applicant, database: Database, clock: Clock
) -> None:
    link = ask(browser, database)
    wrong = client.get("/demandeur/accord/" + "A" * 43)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE adult_link SET asked_at = asked_at - interval '31 days'"))
    late = client.get(link)
    assert (wrong.status, late.status) == (410, 410)
    assert wrong.text == late.text


def test_the_link_takes_back_for_as_long_as_the_agreement_lasts(
    client: Client, browser: Applicant, database: Database
) -> None:
    link = ask(browser, database)
    answer(client, link, "oui")
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE adult_link SET asked_at = asked_at - interval '400 days',"
                 " answered_at = answered_at - interval '400 days'")
        )  # fmt: skip
    answer_page = client.submit(link, button="answer=non", follow=False)
    assert answer_page.status == 303
    assert agreed(database) == [False, False]


@pytest.mark.parametrize("change", ["person", "address", "company"])
def test_an_agreement_and_its_link_bind_one_person_one_address_and_one_company(
    client: Client, browser: Applicant, person: ImportedApplicant, database: Database, change: str
) -> None:
    link = ask(browser, database)
    answer(client, link, "oui")
    record = {**person.record, "co_applicant": dict(co_applicant(person))}
    if change == "person":
        record["co_applicant"]["first_names"] = "Quelquun"
    elif change == "address":
        record["co_applicant"]["email"] = "autre@courriel.example"
    else:
        job = {**record["applicant"]["occupation"], "siret": a_company(database).siret}
        record["applicant"] = {**record["applicant"], "occupation": job}
    registry_says(database, record)
    import_request(database, person.actor, person.unique_number)
    assert client.get(link).status == 410
    assert agreed(database) == [False, False]
    assert seen_by_employer(database, person) == 0


def test_the_mail_is_in_both_languages_and_names_nobody(settings: Settings) -> None:
    words = {}
    for locale in ("fr", "en"):
        mail = render_mail("adult_agreement", locale, {"token": "x" * 43}, settings.public_url)
        assert f"/demandeur/accord/{'x' * 43}" in mail.text
        words[locale] = mail.subject
    assert words["fr"] != words["en"]


def test_no_other_door_can_ask_or_answer(browser: Applicant, database: Database) -> None:
    link = ask(browser, database)
    token = link.rsplit("/", 1)[1]
    for door in ("employer", "staff", "applicant", "worker"):
        with pytest.raises(Exception, match="permission denied"), transaction(database, door) as tx:
            tx.execute(text("SELECT app.answer_adult_link(:t, true)"), {"t": token})
    assert agreed(database) == [False, False]
