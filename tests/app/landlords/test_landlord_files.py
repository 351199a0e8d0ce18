"""`portail offers load` and `portail decisions load`, as they are typed, and what they leave."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from app.landlords.cli import landlord_groups
from tests.app.landlords.files import Line, a_decision_line, an_offer_line, write
from tests.clock import Clock
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.offers import an_offer

SECRET = "Zqsecretvalue"


def load(database: Database, kind: str, path: Path, *words: str) -> Result:
    offers, decisions = landlord_groups(lambda: database)
    group = offers if kind == "offers" else decisions
    return CliRunner().invoke(group, ["load", str(path), *words])


def rows(database: Database, statement: str) -> list[Any]:
    with database.owner.connect() as owner:
        return [tuple(row) for row in owner.execute(text(statement))]


def test_the_same_offers_twice_change_nothing_and_a_changed_one_is_updated(
    database: Database, tmp_path: Path
) -> None:
    lines = [an_offer_line(), an_offer_line(reference="L-2")]
    file = write(tmp_path / "offers.jsonl", lines)
    first, second = load(database, "offers", file), load(database, "offers", file)
    assert first.exit_code == second.exit_code == 0
    assert "2 prises" in first.output
    assert "0 prises" in second.output
    assert "2 déjà connues" in second.output
    write(file, [an_offer_line(rent_euros=541.0)])
    assert "1 mises à jour" in load(database, "offers", file).output
    assert rows(database, "SELECT rent_euros FROM offer ORDER BY reference") == [(541,), (540,)]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"financing": SECRET}, "/financing"),
        ({"rent_euros": -1}, "/rent_euros"),
        ({"floor": 10**8}, "/floor"),
        ({"floor": 10**40}, "/floor"),
        ({"landlord_siren": "123456789"}, "/landlord_siren"),
        ({"insee_code": "99999"}, "/insee_code"),
        ({"closes_on": "2020-01-01"}, "/closes_on"),
        ({"published_on": "2026-02-30"}, "/published_on"),
        ({SECRET: 1}, "ligne entière"),
        ({"residence": f"{SECRET}\u0000"}, "/residence"),
        ({"surface_m2": 0.001}, "/surface_m2"),
    ],
)
def test_a_broken_offer_is_told_by_line_path_and_reason_and_never_by_value(
    database: Database, tmp_path: Path, change: Line, place: str
) -> None:
    refused = tmp_path / "refused.csv"
    lines = [an_offer_line(), an_offer_line(reference="L-2", **change)]
    file = write(tmp_path / "offers.jsonl", lines)
    result = load(database, "offers", file, "--refused", str(refused))
    assert result.exit_code == 1
    assert f"ligne 2, {place} :" in result.output
    assert SECRET not in result.output + refused.read_text("utf-8")
    assert rows(database, "SELECT count(*) FROM offer") == [(1,)]


def test_lines_that_are_no_json_are_set_aside_and_the_others_taken(
    database: Database, tmp_path: Path
) -> None:
    lines = [b"{", b"[]", b'{"reference":"a","reference":"b"}', an_offer_line(), b"\xff"]
    result = load(database, "offers", write(tmp_path / "offers.jsonl", lines))
    assert "1 prises" in result.output
    assert "4 refusées" in result.output
    assert "ligne 3, /reference" in result.output


class Race:
    """One applicant at the landlord's since 1 March 2026."""

    def __init__(self, database: Database, folder: Path, clock: Clock) -> None:
        self.database, self.file = database, folder / "decisions.jsonl"
        clock.freeze(datetime(2026, 3, 1, 9, tzinfo=UTC))
        offer = an_offer(database, reference="L-1")
        self.who = an_imported_applicant(database)
        with transaction(database, "applicant", self.who.actor) as tx:
            self.which = submit(tx, self.who.actor, offer)
        with database.owner.begin() as owner:
            owner.execute(text("UPDATE candidature SET state = 'TRANSMITTED'"))
        clock.freeze(datetime(2026, 4, 1, 9, tzinfo=UTC))

    def says(self, *lines: Line) -> Result:
        return load(self.database, "decisions", write(self.file, lines))

    def line(self, event: str, day: int, **more: Any) -> Line:
        at = f"2026-03-{day:02}T09:00:00Z"
        return a_decision_line(self.who.unique_number, event, **{"occurred_at": at, **more})

    @property
    def state(self) -> str:
        return rows(self.database, "SELECT state FROM candidature")[0][0]


@pytest.fixture
def race(database: Database, tmp_path: Path, clock: Clock) -> Race:
    return Race(database, tmp_path, clock)


def test_the_same_event_twice_changes_nothing(race: Race) -> None:
    lines = [race.line("CONTACTED", 3), race.line("COMMITTEE_PLANNED", 9)]
    assert "2 prises" in race.says(*lines, *lines).output
    again = race.says(*lines)
    assert "2 déjà connues" in again.output
    assert again.exit_code == 0
    assert rows(race.database, "SELECT count(*) FROM candidature_event") == [(3,)]


def test_a_late_event_is_kept_as_history(race: Race) -> None:
    result = race.says(race.line("COMMITTEE_PLANNED", 9), race.line("VISIT_PLANNED", 4))
    assert "1 gardées comme historique" in result.output
    assert race.state == "COMMITTEE_PLANNED"


def test_rank_and_condition_are_told_to_the_applicant_alone(race: Race) -> None:
    race.says(race.line("AWARDED_RANKED", 9, rank=2, condition="Avis d’imposition attendu."))
    told = rows(race.database, "SELECT outcome, for_applicant FROM candidature_event WHERE step=6")
    assert told == [
        ("AWARDED", "Votre candidature est classée au rang 2. Avis d’imposition attendu.")
    ]


def test_contradictory_and_impossible_events_are_refused_with_their_reason(race: Race) -> None:
    result = race.says(
        race.line("NOT_AWARDED", 9),
        race.line("AWARDED", 10),
        race.line("CONTACTED", 3, unique_number="000000000000000000"),
        race.line("CONTACTED", 3, event_id="x", offer_reference="L-9"),
        race.line("CORRECTED", 12, event_id="c"),
        race.line("CORRECTED", 12, event_id="d", corrects="nobody"),
        race.line("CONTACTED", 3, event_id="f", occurred_at="2031-01-01T00:00:00Z"),
        race.line("CONTACTED", 3, event_id="n", occurred_at="2026-03-02T09:00:00"),
    )
    for words in (
        "ligne 2, /event : candidature terminée", "ligne 3, /unique_number",
        "ligne 4, /unique_number : aucune candidature", "ligne 5, /corrects",
        "ligne 6, /corrects : événement à corriger inconnu", "ligne 7, /event : événement daté",
        "ligne 8, /occurred_at",
    ):  # fmt: skip
        assert words in result.output, words
    assert race.state == "NOT_AWARDED"


def test_a_correction_leads_back_to_where_it_stood_before_the_wrong_event(race: Race) -> None:
    race.says(race.line("COMMITTEE_PLANNED", 5), race.line("REJECTED", 9))
    correction = race.line("CORRECTED", 10, corrects="E-REJECTED")
    assert "1 prises" in race.says(correction).output
    assert race.state == "COMMITTEE_PLANNED"
    assert "1 déjà connues" in race.says(correction).output
    race.says(race.line("AWARDED", 12))
    assert race.state == "AWARDED"


def test_the_delay_to_answer_is_never_under_ten_days(race: Race) -> None:
    race.says(race.line("OFFER_NOTIFIED", 16, answer_by="2026-03-18"))
    assert rows(race.database, "SELECT answer_by FROM candidature") == [(date(2026, 3, 26),)]


def test_a_longer_delay_of_the_landlord_holds(race: Race) -> None:
    race.says(race.line("OFFER_NOTIFIED", 16, answer_by="2026-04-30"))
    assert rows(race.database, "SELECT answer_by FROM candidature") == [(date(2026, 4, 30),)]


def test_a_signed_lease_by_file_ends_the_others_on_the_dwelling(
    race: Race, database: Database
) -> None:
    rival: ImportedApplicant = an_imported_applicant(database)
    with database.owner.connect() as owner:
        offer = owner.scalar(text("SELECT id FROM offer"))
    with transaction(database, "applicant", rival.actor) as tx:
        submit(tx, rival.actor, offer)
    race.says(race.line("ACCEPTED", 9), race.line("LEASE_SIGNED", 20))
    states = rows(database, "SELECT state FROM candidature ORDER BY state")
    assert states == [("LEASE_SIGNED",), ("OFFER_FILLED",)]


def test_nothing_of_a_landlord_s_event_outlives_the_candidature(race: Race) -> None:
    race.says(race.line("CONTACTED", 3))
    with race.database.owner.begin() as owner:
        owner.execute(text("DELETE FROM candidature"))
    assert rows(race.database, "SELECT count(*) FROM landlord_event") == [(0,)]
