"""A kept search, its daily alert, and the link that stops it."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.offers.alerts import alert_new_offers
from app.offers.saved import own_search, save_search
from app.offers.search import Filters, Tab
from tests.applicant.conftest import Applicant
from tests.client import Client
from tests.clock import Clock
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.offers import an_offer
from tests.worker import deliver

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
THREE_ROOMS = Filters(types=("T3",), most_euros=700, lift=True)


@pytest.fixture
def who(database: Database, clock: Clock) -> ImportedApplicant:
    """Somebody who kept a search on the evening of the 23rd."""
    person = an_imported_applicant(database)
    clock.freeze(datetime(2026, 11, 23, 19, 0, tzinfo=UTC))
    with transaction(database, "applicant", person.actor) as tx:
        save_search(tx, person.account_id, Tab.WANTED, THREE_ROOMS)
    clock.freeze(datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    return person


def waiting(database: Database) -> list[UUID]:
    """The tokens of the alerts that wait to leave."""
    with database.owner.connect() as owner:
        found = text("SELECT params ->> 'token' FROM mail_outbox WHERE kind = 'new_offers'")
        return [UUID(token) for token in owner.scalars(found)]


def test_a_search_is_read_as_it_was_kept(database: Database, who: ImportedApplicant) -> None:
    with transaction(database, "applicant", who.actor) as tx:
        kept = own_search(tx)
    assert kept is not None
    assert (kept.tab, kept.filters) == (Tab.WANTED, THREE_ROOMS)


def test_an_offer_that_answers_it_is_told_once_the_next_morning(
    database: Database, who: ImportedApplicant, clock: Clock
) -> None:
    an_offer(database, lift=True)
    assert alert_new_offers(database) == 0, "not the same day"
    clock.freeze(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    assert alert_new_offers(database) == 0, "not at night"
    clock.freeze(MORNING)
    assert alert_new_offers(database) == 1
    assert alert_new_offers(database) == 0
    clock.freeze(datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    assert alert_new_offers(database) == 0, "nothing has arrived since"
    assert len(waiting(database)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"lift": False}, {"lift": True, "dwelling_type": "T2"}, {"lift": True, "rent_euros": 800},
        {"lift": True, "insee_code": "69029", "postcode": "69500"},
        {"lift": True, "reserved_for_siren": "123456782"},
    ],
)  # fmt: skip
def test_an_offer_that_does_not_answer_it_is_not_told(
    database: Database, who: ImportedApplicant, clock: Clock, other: dict[str, object]
) -> None:
    an_offer(database, **other)
    clock.freeze(MORNING)
    assert alert_new_offers(database) == 0


def test_the_mail_stops_the_alert_without_signing_in(
    app: Flask, database: Database, settings: Settings, who: ImportedApplicant, clock: Clock
) -> None:
    an_offer(database, lift=True)
    clock.freeze(MORNING)
    alert_new_offers(database)
    (token,) = waiting(database)
    deliver(settings, database)
    newest = max((settings.data / "mail").glob("*new_offers*"))
    letter = message_from_bytes(newest.read_bytes(), policy=default)
    assert str(letter["List-Unsubscribe"]).endswith(f"/demandeur/alerte/{token}>")
    assert f"/demandeur/alerte/{token}" in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    stranger = Client(app)
    unknown, known = (stranger.get(f"/demandeur/alerte/{t}") for t in (uuid4(), token))
    assert unknown.text == known.text, "the page does not say whether an alert runs"
    done = stranger.submit(known)
    assert "L’alerte est arrêtée" in done.text
    with transaction(database, "applicant", who.actor) as tx:
        assert own_search(tx) is None


def test_it_is_kept_replaced_and_stopped_on_the_page(app: Flask, database: Database) -> None:
    browser = Applicant(app, an_imported_applicant(database).account_id)
    asked = browser.get("/demandeur/offres?type=T2&type=T3&loyer=700&ascenseur=y&onglet=voisines")
    kept = browser.submit(asked, form="/alerte")
    assert "Recherche enregistrée." in kept.text
    panel = kept.dom.select_one("#alerte").find_parent("section")  # type: ignore[union-attr]
    words = " ".join(panel.get_text(" ").split())  # type: ignore[union-attr]
    assert "Communes voisines" in words
    assert "T2 ou T3" in words
    link = panel.select_one("a")["href"]  # type: ignore[union-attr, index]
    assert "onglet=voisines" in str(link)
    assert "type=T2&type=T3" in str(link)
    other = browser.submit("/demandeur/offres?financement=PLUS", form="/alerte")
    assert "T2 ou T3" not in other.text
    stopped = browser.submit(other, form="/alerte/fin")
    assert "L’alerte est arrêtée." in stopped.text
    assert "Enregistrer cette recherche" in stopped.text


def test_nobody_reads_or_changes_somebody_elses(database: Database, who: ImportedApplicant) -> None:
    other = an_imported_applicant(database)
    with transaction(database, "applicant", other.actor) as tx:
        assert own_search(tx) is None
        tx.execute(text("DELETE FROM saved_search"))
        tx.execute(text("UPDATE saved_search SET filters = '{}'"))
    with transaction(database, "applicant", who.actor) as tx:
        kept = own_search(tx)
    assert kept is not None
    assert kept.filters == THREE_ROOMS
