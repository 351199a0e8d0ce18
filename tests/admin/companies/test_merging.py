"""A merger or a transfer: at once, quiet, and nobody is shown to another company than chosen."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from app.companies.merging import merge_company, transfer_establishment
from app.companies.policy import Refused, Stale
from app.consent.policy import ChoiceRefused
from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.exits import closed_months
from app.privacy.readers.employer import ApplicantQuery, list_applicants
from app.privacy.rule import Choice
from tests.applicant.test_request_and_readings import an_employer
from tests.client import Client, Page
from tests.factories.accounts import PASSWORD, an_owner
from tests.factories.applicants import an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany, a_code, a_company, the_company_manager

ROOT = "/action-logement/entreprises"


@pytest.fixture
def pair(database: Database) -> tuple[MadeCompany, MadeCompany]:
    """The company that leaves, with three establishments, and the one that receives."""
    old = a_company(database, name="Ateliers Vauquelin", establishments=3)
    return old, a_company(database, name="Groupe Mistral")


def merge(database: Database, old: MadeCompany, new: MadeCompany, typed: str | None = None) -> None:
    with transaction(database, "staff", the_company_manager(database)) as tx:
        merge_company(
            tx, old.id, new.id, "Fusion-absorption", typed=typed or old.name,
            words=f"Fusionnée avec {new.name}",
        )  # fmt: skip


def transfer(database: Database, old: MadeCompany, siret: str, new: MadeCompany) -> None:
    with transaction(database, "staff", the_company_manager(database)) as tx:
        transfer_establishment(tx, old.id, siret, new.id, "Cession", typed=old.name)


def seen_by(database: Database, company: MadeCompany) -> int:
    reader = an_employer(database, company.id)
    with transaction(database, "employer", reader) as tx:
        return len(list_applicants(tx, reader, ApplicantQuery()).rows)


def levels(database: Database) -> list[int]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT level FROM visibility ORDER BY request_id")))


def mails(database: Database) -> list[str]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT kind FROM mail_outbox WHERE kind = 'choice_ended'")))


def confirm(manager: Client, path: str, new: MadeCompany, typed: str) -> Page:
    """Through the two pages, the password being asked once."""
    page = manager.get(f"{path}?avec={new.siren}")
    values = {"reason": "Fusion-absorption", "typed": typed}
    page = manager.submit(page, values, form="confirmer")
    if page.dom.find("input", attrs={"name": "confirm_password"}):
        page = manager.submit(page, {"confirm_password": PASSWORD})
    return page


def test_a_merger_through_the_door(
    database: Database, pair: tuple[MadeCompany, MadeCompany], manager: Client, app: Flask
) -> None:
    old, new = pair
    owner = an_owner(database, old.id)
    a_code(database, old)
    user = Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)
    assert user.get("/employeur").status == 200
    path = f"{ROOT}/{old.id}/fusion"
    preview = manager.get(f"{path}?avec={new.siren}")
    assert "3 établissements passent à Groupe Mistral." in preview.text
    assert "1 code prend fin." in preview.text
    assert "1 utilisateur perd son accès" in preview.text
    wrong = confirm(manager, path, new, "Ateliers")
    assert "Recopiez le nom exact de l’entreprise pour confirmer." in wrong.text
    page = confirm(manager, path, new, "ateliers vauquelin")
    assert "Entreprises fusionnées" in page.text
    assert page.h1.startswith("Groupe Mistral")
    for siret in old.sirets:
        assert siret in page.text.replace(" ", "")
    gone = manager.get(f"{ROOT}/{old.id}/historique")
    assert "Fusionnée avec Groupe Mistral : Fusion-absorption" in gone.text.replace("\u00a0", " ")
    assert "Fermée" in gone.text
    assert user.get("/employeur").status == 303, "signed out at the next page"
    assert manager.get(path).status == 404, "done once"


def test_whoever_was_shown_is_shown_to_nobody_and_each_attached_person_gets_the_same_mail(
    database: Database, pair: tuple[MadeCompany, MadeCompany]
) -> None:
    old, new = pair
    for choice in (None, 1, 2, 3):
        an_imported_applicant(database, old, choice=choice)
    shown_before = an_imported_applicant(database, new, choice=2)
    reader = an_employer(database, old.id)
    assert seen_by(database, old) == 2
    merge(database, old, new)
    assert seen_by(database, new) == 1, "its own person, as before"
    assert len(mails(database)) == 4
    with database.owner.connect() as owner:
        causes = owner.scalars(
            text("SELECT DISTINCT cause FROM consent WHERE cause = 'COMPANY_CHANGED'")
        ).all()
        kept = owner.scalar(
            text("SELECT public_id FROM visibility WHERE request_id = :r"),
            {"r": shown_before.request_id},
        )
    assert causes == ["COMPANY_CHANGED"]
    assert kept == shown_before.public_id
    with transaction(database, "employer", reader) as tx:
        assert not list_applicants(tx, reader, ApplicantQuery()).rows


def test_the_person_may_choose_again_for_the_company_that_received(
    database: Database, pair: tuple[MadeCompany, MadeCompany], app: Flask
) -> None:
    old, new = pair
    person = an_imported_applicant(database, old, choice=3)
    merge(database, old, new)
    browser = Client(app).enter_as("applicant", person.account_id)
    assert "Votre entreprise a été fusionnée" in browser.get("/demandeur").text
    assert "Groupe Mistral" in browser.get("/demandeur/demande/employeur").text
    assert seen_by(database, new) == 0
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    assert seen_by(database, new) == 1
    with database.owner.connect() as owner:
        again = owner.scalar(text("SELECT public_id FROM visibility"))
    assert again != person.public_id, "a new arrival"


def test_a_code_of_the_company_left_opens_nothing_in_the_other(
    database: Database, pair: tuple[MadeCompany, MadeCompany]
) -> None:
    old, new = pair
    code = a_code(database, old)
    merge(database, old, new)
    with database.owner.connect() as owner:
        for company in pair:
            opens = text("SELECT app.code_opens(:c, :k)")
            assert owner.scalar(opens, {"c": company.id, "k": code}) is False


def test_a_transfer_moves_one_establishment_and_its_people_alone(
    database: Database, pair: tuple[MadeCompany, MadeCompany]
) -> None:
    old, new = pair
    moved = an_imported_applicant(database, old, choice=2, siret=old.sirets[1])
    an_imported_applicant(database, old, choice=2)
    transfer(database, old, old.sirets[1], new)
    assert (seen_by(database, old), seen_by(database, new)) == (1, 0)
    assert len(mails(database)) == 1
    reader = an_employer(database, old.id)
    with transaction(database, "employer", reader) as tx:
        assert [month.requests for month in closed_months(tx, reader)] == [1]
    decide_for(database, moved.actor, ChoiceMade(Choice.SUMMARY))
    assert (seen_by(database, old), seen_by(database, new)) == (1, 1)
    # Back to an establishment the former company kept: another company, so choice 1.
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE housing_request SET siret = :s WHERE id = :r"),
            {"s": old.sirets[2], "r": moved.request_id},
        )
    assert (seen_by(database, old), seen_by(database, new)) == (1, 0)


def test_a_transfer_through_the_door_is_told_in_both_histories(
    database: Database, pair: tuple[MadeCompany, MadeCompany], manager: Client
) -> None:
    old, new = pair
    page = confirm(
        manager, f"{ROOT}/{old.id}/etablissements/{old.sirets[1]}/transfert", new, old.name
    )
    assert "Établissement transféré." in page.text
    for company, other in ((old, new), (new, old)):
        told = manager.get(f"{ROOT}/{company.id}/historique").text
        assert "Établissement transféré" in told
        assert other.name in told
        assert "Fusion-absorption" in told


@pytest.mark.parametrize("change", ["itself", "target", "name", "head", "again"])
def test_what_may_not_be_is_refused_and_changes_nothing(
    database: Database, pair: tuple[MadeCompany, MadeCompany], change: str
) -> None:
    old, new = pair
    an_imported_applicant(database, old, choice=2)
    acts: dict[str, Callable[[], None]] = {
        "itself": lambda: merge(database, old, old),
        "target": lambda: merge(database, old, a_company(database, status="SUSPENDED")),
        "name": lambda: merge(database, old, new, typed="Autre"),
        "head": lambda: transfer(database, old, old.siret, new),
        "again": lambda: [merge(database, old, new) for _ in range(2)] and None,
    }
    with pytest.raises((Refused, Stale)):
        acts[change]()
    if change != "again":
        assert seen_by(database, old) == 1
        assert mails(database) == []


def test_a_merger_of_a_merged_company_takes_everything_along(
    database: Database, pair: tuple[MadeCompany, MadeCompany]
) -> None:
    old, new = pair
    last = a_company(database, name="Holding")
    merge(database, old, new)
    merge(database, new, last)
    with database.owner.connect() as owner:
        found = text("SELECT app.company_of_siret(:s)")
        unknown_site = f"{old.siren}99999"
        for siret in (*old.sirets, new.siret, unknown_site):
            assert owner.scalar(found, {"s": siret}) == last.id


@pytest.mark.parametrize("first", ["merger", "choice"])
def test_a_choice_at_the_same_instant_never_stays_with_the_company_left(
    database: Database, pair: tuple[MadeCompany, MadeCompany], first: str
) -> None:
    """The one that began holds; the other waits for its end and sees it."""
    old, new = pair
    person = an_imported_applicant(database, old)
    staff = the_company_manager(database)
    answers: dict[str, str] = {}
    begun, waiting = threading.Event(), threading.Event()

    def held() -> None:
        begun.set()
        assert waiting.wait(10)
        _wait_for_a_lock(database)

    def merging() -> None:
        with transaction(database, "staff", staff) as tx:
            if first == "choice":
                assert begun.wait(10)
                waiting.set()
            merge_company(tx, old.id, new.id, "Fusion", typed=old.name, words="Fusionnée")
            if first == "merger":
                held()
        answers["merger"] = "done"

    def choosing() -> None:
        from app.consent.employer import employer_of, situation_of
        from app.consent.services import choose
        from app.privacy.readers.own import own_request

        try:
            with transaction(database, "applicant", person.actor) as tx:
                own = own_request(tx)
                assert own is not None
                employer = employer_of(tx, own)
                if first == "merger":
                    assert begun.wait(10)
                    waiting.set()
                choose(
                    tx, person.actor, own.request_id, ChoiceMade(Choice.SUMMARY),
                    company_id=employer.company.company_id,
                    policy_version_id=employer.policy.id if employer.policy else None,
                    situation=situation_of(own, employer),
                )  # fmt: skip
                if first == "choice":
                    held()
            answers["choice"] = "done"
        except ChoiceRefused as refused:
            answers["choice"] = refused.reason

    threads = [threading.Thread(target=act) for act in (merging, choosing)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    expected = "done" if first == "choice" else "COMPANY_NOT_VALIDATED"
    assert answers == {"merger": "done", "choice": expected}
    assert [level for level in levels(database) if level > 1] == []


def _wait_for_a_lock(database: Database) -> None:
    with database.owner.connect() as owner:
        for _ in range(500):
            if owner.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                return
            threading.Event().wait(0.01)
    raise AssertionError("the second act never waited for the first")


def test_a_merger_cut_before_its_end_changed_nothing_and_can_be_done_again(
    database: Database, pair: tuple[MadeCompany, MadeCompany]
) -> None:
    old, new = pair
    an_imported_applicant(database, old, choice=3)
    staff = the_company_manager(database)

    def cut_short() -> None:
        with transaction(database, "staff", staff) as tx:
            merge_company(tx, old.id, new.id, "Fusion", typed=old.name, words="Fusionnée")
            _cut(database, tx.scalar(text("SELECT pg_backend_pid()")))

    with pytest.raises(DBAPIError):
        cut_short()
    assert seen_by(database, old) == 1
    assert mails(database) == []
    with database.owner.connect() as owner:
        kept = owner.scalar(
            text("SELECT count(*) FROM establishment WHERE company_id = :c"), {"c": old.id}
        )
        told = owner.scalar(text("SELECT count(*) FROM journal_line WHERE act LIKE 'COMPANY_M%'"))
    assert (kept, told) == (3, 0)
    merge(database, old, new)
    assert len(mails(database)) == 1
    assert seen_by(database, new) == 0


def _cut(database: Database, pid: object) -> None:
    """The connection dies, as when its process is killed."""
    assert database.server is not None
    url = make_url(database.server.dsn(database.owner_url.database or "", "postgres"))
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    with engine.begin() as superuser:
        superuser.execute(text("SELECT pg_terminate_backend(:p)"), {"p": pid})
    engine.dispose()
