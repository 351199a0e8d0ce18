"""Dated weights, and the quarter that goes to priority households."""

from datetime import timedelta

from sqlalchemy import text

from app.candidatures.follow_up import follow_up
from app.db.engines import Database
from tests.admin.candidatures.conftest import Desk
from tests.client import Client
from tests.employer.conftest import Later
from tests.factories.accounts import a_staff
from tests.factories.companies import a_company

WEIGHTS = "/action-logement/classement"
SHARE = "/action-logement/publics-prioritaires"


def test_a_version_is_added_by_an_administrator_and_governs_from_its_day(
    desk: Desk, database: Database
) -> None:
    boss = Client(desk.app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)
    page = boss.get(f"{WEIGHTS}/nouvelle-version")
    first = {"priority": "0", "seniority": "50", "reason": "Bilan de l’année"}
    preview = boss.submit(page, first)
    assert "Rien n’est encore enregistré" in preview.text
    typed = preview.dom.select_one("input[name=seniority]")
    assert typed is not None
    assert typed["value"] == "50"
    again = boss.submit(preview, button="step=correct")
    assert 'value="50"' in again.body
    saved = boss.submit(boss.submit(again), button="step=confirm")
    assert "Version enregistrée" in saved.text
    assert "Bilan de l’année" in saved.text
    stale = boss.submit(page, {**first, "reason": "Autre"}, follow=False)
    assert stale.status == 409
    assert "Une autre version vient d’être enregistrée" in stale.text
    late = boss.submit(f"{WEIGHTS}/nouvelle-version", {"effective_on": "2020-01-01",
                                                       "reason": "Trop tard"})  # fmt: skip
    assert "aujourd’hui au plus tôt" in late.text
    coming = {"effective_on": "2031-01-01", "place": "90", "reason": "Plus tard"}
    boss.submit(boss.submit(f"{WEIGHTS}/nouvelle-version", coming), button="step=confirm")
    who, _which = desk.applies()
    follow_up(database)
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT weights_number FROM ranking_line")) == 1
    assert "/ 50" in desk.reads(who).text
    for statement in ("UPDATE ranking_weights SET number = 9", "DELETE FROM ranking_weights"):
        assert _refused(database, statement)


def test_advisers_and_auditors_read_the_weights_and_set_none(
    desk: Desk, database: Database
) -> None:
    auditor = Client(desk.app).enter_as("staff", a_staff(database, "AUDITOR").account_id)
    manager = Client(desk.app).enter_as("staff", a_staff(database, "COMPANY_MANAGER").account_id)
    for reader in (desk.adviser, auditor):
        assert reader.get(WEIGHTS).status == 200
        assert reader.get(f"{WEIGHTS}/nouvelle-version").status == 403
    assert manager.get(WEIGHTS).status == manager.get(SHARE).status == 403


def test_a_closed_year_is_told_once_and_of_both_kinds_or_neither(
    desk: Desk, database: Database, later: Later
) -> None:
    companies = [a_company(database) for _n in range(3)]
    people = [
        desk.applies(overrides={} if n % 2 else {"priority": []}, company=companies[n // 2 % 3])[1]
        for n in range(24)
    ]
    with database.owner.begin() as owner:
        for which in people[:22]:
            _award(owner, which)
        year = owner.scalar(text("SELECT extract(year FROM app.clock())::integer"))
    who = a_staff(database, "AUDITOR").account_id
    auditor = Client(desk.app).enter_as("staff", who)
    assert f"L’année {year} n’est pas close" in auditor.get(SHARE).text
    later(timedelta(days=100))
    auditor = Client(desk.app).enter_as("staff", who)
    shown = auditor.get(f"{SHARE}?annee={year}").text
    for words in ("50 %", "69 · Rhône", "Objectif atteint"):
        assert words in shown
    # A result that comes later, and one taken away, change nothing that was told.
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE candidature_event SET occurred_on = occurred_on - 400 WHERE "
                 "candidature_id = :c"), {"c": people[0]},
        )  # fmt: skip
    assert auditor.get(f"{SHARE}?annee={year}").text == shown
    with database.owner.begin() as owner:
        owner.execute(text("DELETE FROM priority_told"))
    hidden = auditor.get(f"{SHARE}?annee={year}").text
    assert "Pas assez d’attributions" in hidden, "ten of one kind"
    assert "50 %" not in hidden


def _award(owner, which) -> None:  # type: ignore[no-untyped-def]
    owner.execute(
        text("INSERT INTO candidature_event (request_id, candidature_id, occurred_at, occurred_on,"
             " step, outcome) SELECT request_id, id, app.clock(),"
             " (app.clock() AT TIME ZONE 'Europe/Paris')::date, 6, 'AWARDED'"
             " FROM candidature WHERE id = :c"),
        {"c": which},
    )  # fmt: skip


def _refused(database: Database, statement: str) -> bool:
    from tests.privacy.sql import Console

    console = Console(database, "staff")
    try:
        console.run(statement)
    except Exception as error:
        return type(error).__name__ == "InsufficientPrivilege"
    finally:
        console.close()
    return False
