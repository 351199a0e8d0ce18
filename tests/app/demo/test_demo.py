"""`portail demo`: told once, complete, and behind the same doors as everything else."""

import dataclasses
from datetime import UTC, datetime, timedelta

import click
import pytest
from sqlalchemy import text

from app.accounts.password_rules import password_faults
from app.accounts.services import sign_in
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.demo.cast import (
    ADMINISTRATOR,
    COMPANIES,
    INES,
    LOU,
    MEMBERS,
    NADIA,
    PASSWORD,
    STAFF,
    THEO,
)
from app.demo.offers import invent_offers
from app.demo.show import prepare_demo
from app.offers.intake import check_offer
from app.privacy.proof import disagreements
from app.reference.communes import commune
from app.reference.siret import is_valid_siren, is_valid_siret
from tests.client import Client
from tests.clock import Clock

REQUESTS = 30


@pytest.fixture
def demo(settings: Settings) -> Settings:
    return dataclasses.replace(settings, demo=True)


def test_the_demonstration_is_told_once_and_its_accounts_open_the_three_doors(
    demo: Settings, database: Database
) -> None:
    first = list(prepare_demo(demo, database, requests=REQUESTS))
    before = _counts(database)
    again = list(prepare_demo(demo, database, requests=REQUESTS))
    assert _counts(database) == before
    assert again == first[1:]
    assert before["registry.sandbox_request"] == REQUESTS
    assert before["company"] == len(COMPANIES)
    assert before["offer"] == 60
    assert 15 < before["housing_request"] <= before["applicant_account"] < REQUESTS
    told = "\n".join(again)
    for email in (STAFF[0].email, ADMINISTRATOR.email, MEMBERS[0][1].email, INES.email):
        assert email in told
    assert PASSWORD in told
    assert str(demo.data / "mail") in told
    with transaction(database, "signin") as tx:
        assert sign_in(tx, "employer", MEMBERS[0][1].email, PASSWORD)
        assert sign_in(tx, "staff", ADMINISTRATOR.email, PASSWORD)
        for lead in (INES, NADIA, THEO):
            assert sign_in(tx, "applicant", lead.email, PASSWORD)
        assert sign_in(tx, "applicant", LOU.email, PASSWORD) is None


def test_it_can_be_told_late_in_the_evening(
    demo: Settings, database: Database, clock: Clock
) -> None:
    """Half past ten in summer's UTC is tomorrow in Paris, where companies and points live."""
    clock.freeze(datetime.now(UTC).replace(hour=22, minute=30) - timedelta(days=1))
    lines = list(prepare_demo(demo, database, requests=12))
    assert any(ADMINISTRATOR.email in line for line in lines)


def test_the_demonstration_leaves_the_real_clock_and_nothing_of_the_future(
    demo: Settings, database: Database
) -> None:
    list(prepare_demo(demo, database, requests=REQUESTS))
    with transaction(database, "worker") as tx:
        tx.execute(text("SELECT set_config('portail.told_at', '2020-01-01', true)"))
        assert tx.scalar(text("SELECT app.clock() = statement_timestamp()"))
        assert disagreements(tx) == 0
    with database.owner.connect() as owner:
        for when, table in (
            ("made_at", "consent"),
            ("occurred_at", "candidature_event"),
            ("imported_at", "housing_request"),
            ("at", "journal_line"),
        ):
            assert owner.scalar(text(f"SELECT max({when}) <= app.clock() FROM {table}")), table
        states = set(owner.scalars(text("SELECT state FROM candidature")))
        choices = set(owner.scalars(text("SELECT level FROM visibility")))
    assert len(states) >= 4
    assert choices == {1, 2, 3}


def test_a_signed_in_owner_meets_visible_applicants(
    demo: Settings, database: Database, client: Client
) -> None:
    list(prepare_demo(demo, database, requests=REQUESTS))
    with database.owner.connect() as owner:
        member = owner.execute(
            text(
                "SELECT m.account_id, m.id FROM membership m JOIN employer_account a"
                " ON a.id = m.account_id WHERE a.email = :e"
            ),
            {"e": MEMBERS[0][1].email},
        ).one()
    client.enter_as("employer", member.account_id, membership_id=member.id)
    shown = client.get("/employeur/salaries").body
    assert NADIA.surname.upper() in shown
    assert THEO.surname.upper() in shown
    assert LOU.surname.upper() not in shown


def test_no_demonstration_without_being_asked_for(settings: Settings, database: Database) -> None:
    with pytest.raises(click.ClickException, match="PORTAIL_DEMO=1"):
        next(prepare_demo(settings, database))
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM staff_account")) == 0


def test_a_database_that_holds_something_else_is_left_alone(
    demo: Settings, database: Database
) -> None:
    with database.owner.begin() as owner:
        owner.execute(text("INSERT INTO company (siren, name) VALUES ('732829320', 'Vraie')"))
    with pytest.raises(click.ClickException, match="make reset"):
        list(prepare_demo(demo, database, requests=REQUESTS))
    assert _counts(database)["company"] == 1


def test_the_password_satisfies_every_door() -> None:
    assert not [f for door in ("employer", "staff", "applicant")
                for f in password_faults(door, PASSWORD)]  # fmt: skip


def test_companies_and_offers_have_right_numbers_and_real_places() -> None:
    for company in COMPANIES:
        assert is_valid_siren(company.siren), company.name
        for place in company.places:
            assert is_valid_siret(place.siret)
            found = commune(place.insee_code)
            assert found is not None
            assert place.postcode in found.postcodes
    for offer in invent_offers(60, datetime(2026, 11, 23, tzinfo=UTC)):
        check_offer(offer)


def _counts(database: Database) -> dict[str, int]:
    tables = ("company", "staff_account", "employer_account", "applicant_account", "offer",
              "housing_request", "consent", "candidature", "candidature_event", "journal_line",
              "registry.sandbox_request")  # fmt: skip
    with database.owner.connect() as owner:
        return {t: owner.scalar(text(f"SELECT count(*) FROM {t}")) or 0 for t in tables}
