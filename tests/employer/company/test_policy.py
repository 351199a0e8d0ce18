"""The company sets its policy in versions, after a look at what changes for new choices."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import text

from app.db.engines import Database
from tests.client import Client
from tests.employer.conftest import Enter, Later
from tests.factories.accounts import PASSWORD
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company

POLICY = "/employeur/entreprise/politique"
NEW = f"{POLICY}/nouvelle"


def versions(database: Database) -> list[tuple[int, list[int]]]:
    with database.owner.connect() as owner:
        rows = owner.execute(text("SELECT number, choices FROM policy_version ORDER BY number"))
        return [(row.number, sorted(row.choices)) for row in rows]


def test_a_version_is_looked_at_before_it_is_saved(database: Database, enter: Enter) -> None:
    owner = enter(a_company(database))
    values = {"choices": "2", "code_required": "y", "access_rules": "CDI de plus de six mois."}
    seen = owner.submit(NEW, values, form="nouvelle", button="step=preview", follow=False)
    assert seen.status == 200
    for words in ("Le choix 3, montrer le dossier complet, ne sera plus proposé.",
                  "Un Code Entreprise sera demandé", "nouvelles règles d’accès",
                  "Les choix en cours restent comme ils ont été faits."):  # fmt: skip
        assert words in seen.text
    assert len(versions(database)) == 1, "nothing is kept by looking"
    saved = owner.submit(seen, form="nouvelle", button="step=save")
    assert "Version 2 enregistrée" in saved.text
    assert versions(database)[-1] == (2, [1, 2])


def test_choice_one_is_offered_whatever_is_ticked(database: Database, enter: Enter) -> None:
    owner = enter(a_company(database))
    page = owner.get(NEW)
    data = {"csrf_token": page.dom.find("input", attrs={"name": "csrf_token"})["value"],  # type: ignore[index]
            "effective_on": page.dom.find(id="effective_on")["value"], "seen": "1",  # type: ignore[index]
            "step": "save"}  # fmt: skip
    assert owner.post_raw(NEW, data).status == 303
    assert versions(database)[-1] == (2, [1])


def test_a_running_choice_stays_as_made(database: Database, enter: Enter) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3, sensitive=True)
    owner = enter(company)
    owner.submit(NEW, {"choices": "2"}, form="nouvelle", button="step=save")
    assert owner.get(f"/employeur/salaries/{person.public_id}").status == 200
    with database.owner.connect() as connection:
        assert connection.scalar(text("SELECT level FROM visibility")) == 3


def test_the_second_of_two_people_is_told_and_keeps_what_was_typed(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    first, second = enter(company), enter(company)
    pages = [client.get(NEW) for client in (first, second)]
    first.submit(pages[0], {"choices": "2"}, form="nouvelle", button="step=save")
    typed = {"access_rules": "Mes règles à moi."}
    refused = second.submit(
        pages[1], typed, form="nouvelle", button="step=save", follow=False
    )  # fmt: skip
    assert refused.status == 409
    assert "version 2" in refused.text
    assert "Mes règles à moi." in refused.text
    assert len(versions(database)) == 2
    assert "Version 3" in second.submit(refused, form="nouvelle", button="step=save").text


def test_of_many_versions_at_once_one_number_is_given_once(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    clients = [enter(company) for _n in range(4)]
    for _round in range(5):
        pages = [client.get(NEW) for client in clients]

        def save(client: Client, page: object) -> int:
            answer = client.submit(
                page, {"choices": "2"}, form="nouvelle", button="step=save", follow=False  # type: ignore[arg-type]
            )  # fmt: skip
            return answer.status

        with ThreadPoolExecutor(4) as together:
            statuses = sorted(together.map(save, clients, pages))
        assert statuses == [303, 409, 409, 409]
    assert [number for number, _choices in versions(database)] == [1, 2, 3, 4, 5, 6]


def test_setting_it_asks_for_the_password_again(
    database: Database, enter: Enter, later: Later
) -> None:
    owner = enter(a_company(database))
    page = owner.get(NEW)
    later(timedelta(minutes=20))
    asked = owner.submit(page, {"choices": "2"}, form="nouvelle", button="step=save", follow=False)
    assert asked.h1 == "Confirmez que c’est vous"
    done = owner.submit(asked, {"confirm_password": PASSWORD}, form="nouvelle")
    assert "Version 2 enregistrée" in done.text


def test_no_version_begins_in_the_past(database: Database, enter: Enter) -> None:
    owner = enter(a_company(database))
    answer = owner.submit(
        NEW, {"effective_on": "2020-01-01"}, form="nouvelle", button="step=save", follow=False
    )
    assert answer.status == 200
    assert "Choisissez aujourd’hui ou une date à venir." in answer.text
    assert len(versions(database)) == 1


def test_who_is_no_owner_reads_and_sets_nothing(database: Database, enter: Enter) -> None:
    company = a_company(database)
    for role in ("MANAGER", "READER", "COMMISSION"):
        client = enter(company, role=role)
        assert client.get(POLICY).status == 200
        assert client.get(NEW).status == 403
