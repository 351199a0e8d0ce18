"""Over the company's limits an export or an award waits: a colleague agrees, whoever asked does it,
once, with the rights and the people of that moment."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.approvals.services import (
    Kind,
    Limits,
    NotAnswered,
    answer_approval,
    ask_approval,
    set_limits,
)
from app.config import Settings
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.exports.asking import ask_export
from app.jobs.housekeeping import keep_house
from app.points.policy import PointsRefused
from app.points.services import Award, award_points
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery
from tests.client import Client, Page
from tests.clock import Clock
from tests.employer.conftest import Enter, Later
from tests.factories.accounts import Somebody, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.factories.points import a_scale, employer_actor
from tests.worker import do_jobs

ROOT, LIST = "/employeur/accords", "/employeur/salaries"
MANY = "/employeur/points/plusieurs"


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def people(database: Database, company: MadeCompany) -> list[ImportedApplicant]:
    return [an_imported_applicant(database, company, choice=2) for _n in range(4)]


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    made = an_owner(database, company.id, name="Odile Ferrandeau")
    a_scale(database, made)
    limited_to(database, made, exports=3, awards=2)
    return made


@pytest.fixture
def odile(app: Flask, owner: Somebody) -> Client:
    return Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)


def limited_to(
    database: Database, owner: Somebody, exports: int | None, awards: int | None
) -> None:
    with transaction(database, "employer", employer_actor(owner)) as tx:
        set_limits(tx, Limits(exports, awards, 0))


def ask_list(who: Client) -> Page:
    return who.submit(f"{LIST}/exporter", {"purpose": "SUPPORT", "form": "csv"}, form="exporter")


def ask_award(who: Client, people: list[ImportedApplicant]) -> Page:
    """Tick them, choose the first criterion, look at the preview, confirm."""
    page = who.get(MANY)
    form = page.dom.find("form", id="plusieurs")
    assert form is not None
    hidden = {str(i["name"]): i.get("value", "") for i in form.find_all("input", type="hidden")}
    ticked = [str(one.public_id) for one in people]
    shown = who.post_raw(MANY, {**hidden, "criterion": "1", "person": ticked})
    form = shown.dom.find("form", action=f"{MANY}/attribuer")
    assert form is not None
    sent: dict[str, object] = {
        str(i["name"]): i.get("value", "") for i in form.find_all("input") if i["name"] != "person"
    }
    sent["person"] = ticked
    return who.post_raw(f"{MANY}/attribuer", sent)


def agree(who: Client, address: str, **typed: str) -> Page:
    return who.submit(address, {"verdict": "yes", **typed}, form=address)


def reports(database: Database) -> list[str]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT state FROM report")))


def lines(database: Database) -> int:
    with database.owner.connect() as owner:
        return int(owner.scalar(text("SELECT count(*) FROM points_line")) or 0)


@pytest.mark.usefixtures("people")
def test_an_export_over_the_limit_waits_for_a_colleague_and_is_made_once(
    odile: Client, enter: Enter, company: MadeCompany, settings: Settings, database: Database
) -> None:
    helene = enter(company, role="MANAGER", name="Hélène Granvallon")
    waiting = ask_list(odile)
    address = waiting.response.request.path
    assert address.startswith(f"{ROOT}/")
    assert "Une autre personne titulaire ou gestionnaire doit donner son accord" in waiting.text
    assert reports(database) == []
    assert "1 acte attend votre accord" in helene.get("/employeur").text
    asked = helene.get(address)
    for said in ("Odile Ferrandeau", "Soutenir une candidature", "CSV", "4 personnes"):
        assert said in asked.text
    agree(helene, address)
    assert "1 de vos actes a reçu son accord" in odile.get("/employeur").text
    made = odile.submit(address, form=f"{address}/faire")
    do_jobs(settings, database)
    link = odile.get(made.response.request.path).dom.select_one("a[href$='/fichier']")
    assert link is not None
    assert odile.get(str(link["href"])).status == 200
    assert reports(database) == ["READY"]
    token = odile.get(ROOT).dom.find("input", attrs={"name": "csrf_token"})["value"]
    assert odile.post_raw(f"{address}/faire", {"csrf_token": token}).status == 409
    assert reports(database) == ["READY"], "an agreement serves once"


@pytest.mark.usefixtures("people")
def test_under_the_limit_nobody_waits(odile: Client, database: Database) -> None:
    page = odile.submit(
        f"{LIST}/exporter?q=zzz", {"purpose": "SUPPORT", "form": "csv"}, form="exporter"
    )
    assert ROOT not in page.response.request.path
    assert reports(database) == ["WAITING"]


@pytest.mark.usefixtures("people")
def test_the_periodic_report_carries_the_list_and_waits_too(
    odile: Client, enter: Enter, company: MadeCompany, settings: Settings, database: Database
) -> None:
    waiting = odile.submit("/employeur/rapports", form="/employeur/rapports/entreprise")
    address = waiting.response.request.path
    assert address.startswith(ROOT)
    agree(enter(company), address)
    odile.submit(address, form=f"{address}/faire")
    do_jobs(settings, database)
    assert reports(database) == ["READY"]


def test_pressed_twice_it_waits_once(
    odile: Client, people: list[ImportedApplicant], database: Database
) -> None:
    first, second = ask_list(odile), ask_list(odile)
    assert first.response.request.path == second.response.request.path
    ask_award(odile, people), ask_award(odile, people)
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM approval")) == 2


def test_an_award_reaches_whoever_is_still_there_and_counts_once(
    odile: Client, enter: Enter, company: MadeCompany, people: list[ImportedApplicant],
    database: Database,
) -> None:  # fmt: skip
    waiting = ask_award(odile, people)
    assert waiting.status == 303
    address = waiting.location
    assert lines(database) == 0
    with transaction(database, "applicant", people[0].actor) as tx:
        withdraw(tx, people[0].actor, people[0].request_id)
    helene = enter(company, name="Hélène Granvallon")
    asked = helene.get(address)
    assert "3 personnes recevraient 20 points chacune" in asked.text
    assert "4" not in asked.dom.select_one("main h2:-soup-contains(recevr)").get_text()
    agree(helene, address)
    token = odile.get(ROOT).dom.find("input", attrs={"name": "csrf_token"})["value"]
    answers = [odile.post_raw(f"{address}/faire", {"csrf_token": token}).status for _n in (1, 2)]
    assert answers == [303, 409]
    assert lines(database) == 3
    assert "Fait" in odile.get(ROOT).text


def test_nobody_agrees_to_their_own_nor_a_reader_nor_a_limited_member_nor_another_company(
    app: Flask, odile: Client, owner: Somebody, enter: Enter, company: MadeCompany,
    people: list[ImportedApplicant], database: Database,
) -> None:  # fmt: skip
    address = ask_list(odile).response.request.path
    which = UUID(address.rsplit("/", 1)[1])
    token = odile.get(ROOT).dom.find("input", attrs={"name": "csrf_token"})["value"]
    own = odile.post_raw(address, {"verdict": "yes", "csrf_token": token})
    assert own.status == 403
    limited = an_employer_user(database, company.id, role="MANAGER", sites=(company.siret,))
    no_export = an_employer_user(database, company.id, role="MANAGER", may_export=False)
    reader = an_employer_user(database, company.id, role="READER")
    stranger = an_owner(database, a_company(database).id)
    cases = [(owner, "SELF"), (limited, "NOT_ALLOWED"), (no_export, "NOT_ALLOWED"),
             (reader, "NOT_ALLOWED"), (stranger, "GONE")]  # fmt: skip
    for who, reason in cases:
        with (
            pytest.raises(NotAnswered, match=reason),
            transaction(database, "employer", employer_actor(who)) as tx,
        ):
            answer_approval(tx, which, approved=True, words="")
    entered = Client(app).enter_as(
        "employer", stranger.account_id, membership_id=stranger.membership_id
    )
    assert entered.get(address).status == 404
    assert enter(company, role="READER").get(address).status == 403


def test_two_answers_at_once_are_one(
    odile: Client, people: list[ImportedApplicant], company: MadeCompany, database: Database
) -> None:
    which = UUID(ask_list(odile).response.request.path.rsplit("/", 1)[1])
    colleagues = [an_owner(database, company.id) for _n in range(4)]
    said: list[str] = []

    def press(who: Somebody, yes: bool) -> None:
        try:
            with transaction(database, "employer", employer_actor(who)) as tx:
                answer_approval(tx, which, approved=yes, words="Trop de monde")
            said.append("yes" if yes else "no")
        except NotAnswered as refused:
            said.append(refused.reason)

    threads = [
        threading.Thread(target=press, args=(who, n % 2 == 0)) for n, who in enumerate(colleagues)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert said.count("GONE") == 3
    with database.owner.connect() as owner:
        answer = owner.scalar(text("SELECT answer FROM approval"))
    assert answer == {"yes": "APPROVED", "no": "REFUSED"}[next(s for s in said if s != "GONE")]


def test_a_refusal_needs_a_word_and_nothing_is_done(
    odile: Client, enter: Enter, company: MadeCompany, people: list[ImportedApplicant]
) -> None:
    address = ask_list(odile).response.request.path
    helene = enter(company)
    page = helene.submit(address, {"verdict": "no"}, form=address)
    assert "Dites pourquoi" in page.text
    helene.submit(page, {"verdict": "no", "words": "Une page suffit"}, form=address)
    shown = odile.get(address)
    assert "L’accord est refusé" in shown.text
    assert "Une page suffit" in shown.text
    assert shown.dom.find("form", action=f"{address}/faire") is None


def test_the_database_holds_the_limit_whatever_page_is_left_out(
    owner: Somebody, people: list[ImportedApplicant], settings: Settings, database: Database
) -> None:
    actor = employer_actor(owner)
    ids = [one.public_id for one in people if one.public_id]
    for key in (uuid4(), _another_s_agreed(database, owner, ids)):
        with (
            pytest.raises(PointsRefused, match="SECOND"),
            transaction(database, "employer", actor) as tx,
        ):
            award_points(tx, ids, Award(1, 1, key))
    with transaction(database, "employer", actor) as tx:
        ask_export(tx, actor, ApplicantQuery(), "csv", Purpose.SUPPORT, "fr")
    do_jobs(settings, database)
    assert reports(database) == ["FAILED"]
    assert lines(database) == 0


def _another_s_agreed(database: Database, owner: Somebody, ids: list[UUID]) -> UUID:
    """The key of an award a colleague asked for, agreed to by `owner`: of no use to `owner`."""
    assert owner.company_id is not None
    colleague = an_owner(database, owner.company_id)
    wanted = {"people": [str(one) for one in ids], "version": 1, "ordinal": 1}
    with transaction(database, "employer", employer_actor(colleague)) as tx:
        which = ask_approval(tx, Kind.AWARD, wanted)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        answer_approval(tx, which, approved=True, words="")
    return which


def test_a_right_that_ended_meanwhile_does_nothing(
    odile: Client, owner: Somebody, enter: Enter, company: MadeCompany,
    people: list[ImportedApplicant], database: Database,
) -> None:  # fmt: skip
    address = ask_list(odile).response.request.path
    agree(enter(company), address)
    token = odile.get(ROOT).dom.find("input", attrs={"name": "csrf_token"})["value"]
    with database.owner.begin() as tables:
        tables.execute(
            text("UPDATE membership SET may_export = false WHERE id = :m"),
            {"m": owner.membership_id},
        )
    assert odile.post_raw(f"{address}/faire", {"csrf_token": token}).status == 403
    with database.owner.begin() as tables:
        tables.execute(
            text("UPDATE membership SET ended_at = now() WHERE id = :m"), {"m": owner.membership_id}
        )
    assert odile.post_raw(f"{address}/faire", {"csrf_token": token}).status in (303, 403)
    assert reports(database) == []


def test_after_seven_days_it_is_gone_and_its_row_with_it(
    odile: Client, enter: Enter, company: MadeCompany, people: list[ImportedApplicant],
    later: Later, settings: Settings, database: Database, clock: Clock,
) -> None:  # fmt: skip
    address = ask_list(odile).response.request.path
    later(timedelta(days=7, minutes=1))
    assert enter(company).get(address).status == 404
    keep_house(settings, database)
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM approval")) == 0


def test_two_owners_set_the_limits_at_once(
    odile: Client, enter: Enter, company: MadeCompany
) -> None:
    other = enter(company)
    page, mine = other.get(ROOT), odile.get(ROOT)
    odile.submit(mine, {"exports": "10", "awards": ""}, form=ROOT)
    late = other.submit(page, {"exports": "50", "awards": "7"}, form=ROOT)
    assert late.status == 409
    assert 'value="50"' in late.body
    assert "exporter plus de 10 personnes" in late.text
    other.submit(late, {}, form=ROOT)
    assert "exporter plus de 50 personnes" in odile.get(ROOT).text


def test_limits_are_the_owners_and_must_be_numbers(
    odile: Client, enter: Enter, company: MadeCompany
) -> None:
    wrong = odile.submit(ROOT, {"exports": "0"}, form=ROOT)
    assert "Écrivez un nombre de 1 à 10 000" in wrong.text.replace("\u202f", " ").replace(
        "\xa0", " "
    )
    manager = enter(company, role="MANAGER")
    assert manager.get(ROOT).dom.find("input", attrs={"name": "exports"}) is None
    token = manager.get("/employeur").dom.find("input", attrs={"name": "csrf_token"})["value"]
    assert manager.post_raw(ROOT, {"exports": "9", "csrf_token": token}).status == 403
