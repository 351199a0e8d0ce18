"""The tests are tested: each leak is built into the product for the length of one test, and the
detector that guards against it must find it. A detector that misses one proves nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import structlog
from flask import Response, current_app
from sqlalchemy import true
from werkzeug.exceptions import Conflict, Forbidden

import admin.companies.views as companies
import app.privacy.listing as listing
import app.privacy.readers.employer as reader
import employer.applicants.views as applicants
import employer.points.awards as awards
import employer.points.views as points
import employer.reports.views as reports
from app.db.security import lay_wall
from app.points.policy import PointsRefused
from app.privacy.rule import NotShared
from tests.privacy.detectors import rows_seen, words_in, words_in_answer
from tests.privacy.pair import Pair
from tests.privacy.sql import context_of, member_actor
from tests.privacy.worlds import SECRET, World, visible_id

LIST = "/employeur/salaries"
Worlds = tuple[World, World]
Patch = pytest.MonkeyPatch


@pytest.fixture
def pair(worlds: Worlds) -> Pair:
    """An owner's session in both worlds, clean before each leak."""
    pair = Pair(*worlds)
    pair.enter("OWNER")
    for page in (LIST, f"{LIST}/{worlds[0].probes[0]}"):
        pair.step("GET", page)
        assert words_in_answer([SECRET], pair.last) == set()
    return pair


@pytest.fixture
def wall(worlds: Worlds) -> Iterator[Worlds]:
    """The wall is laid again after a test that breaks it."""
    yield worlds
    for world in worlds:
        with world.database.owner.begin() as owner:
            lay_wall(owner, world.settings.secret_key)
        world.at(0)


def here() -> World:
    """The world whose request is being answered."""
    return WORLDS[current_app.name_of_world]  # type: ignore[attr-defined]


WORLDS: dict[str, World] = {}


@pytest.fixture(autouse=True)
def _named(worlds: Worlds) -> None:
    for world in worlds:
        WORLDS[world.name] = world
        world.app.name_of_world = world.name  # type: ignore[attr-defined]


def everybody(column: str = "count(*)") -> Any:
    """What no answer may depend on: a fact about all rows, hidden ones too."""
    with here().database.owner.connect() as owner:
        return owner.exec_driver_sql(f"SELECT {column} FROM summary").scalar()


def is_hidden(public_id: UUID) -> bool:
    with here().database.owner.connect() as owner:
        return bool(owner.exec_driver_sql(
            "SELECT 1 FROM housing_request WHERE %s IN (id, account_id)", (public_id,)
        ).first())  # fmt: skip


def leak(patch: Patch, module: Any, name: str, change: Callable[..., Any]) -> None:
    """For this test `module.name(…)` is `change(original, …)`."""
    original = getattr(module, name)
    patch.setattr(module, name, lambda *a, **k: change(original, *a, **k))


def test_a_policy_that_opens_everything_is_seen_by_raw_sql_and_by_comparison(
    wall: Worlds, pair: Pair, monkeypatch: Patch
) -> None:
    """Row security and the application's filter are both gone: the worlds must differ."""
    owner_user = wall[0].users["OWNER"]
    context = context_of(wall[0].database, member_actor(owner_user))
    before = rows_seen(wall[0].database, context)
    for world in wall:
        world.run("DROP POLICY employer_reads ON summary")
        world.run("CREATE POLICY open ON summary FOR SELECT TO portail_employer USING (true)")
    assert rows_seen(wall[0].database, context) > before
    pair.compare("GET", LIST)
    assert words_in_answer([SECRET], pair.last) == set(), "the application's own filter holds"
    monkeypatch.setattr(reader, "matching", lambda *_: true())
    assert pair.compare("GET", "/employeur") != [], "the home counts them"


def test_all_three_locks_gone_the_search_for_words_finds_the_name(
    wall: Worlds, pair: Pair, monkeypatch: Patch
) -> None:
    """Policy, filter and the re-check of the journal: then the hidden person is on the page."""
    for world in wall:
        world.run("DROP POLICY employer_reads ON summary")
        world.run("CREATE POLICY open ON summary FOR SELECT TO portail_employer USING (true)")
        world.run("UPDATE summary SET search_text = search_text")
    for place in (reader, listing):
        monkeypatch.setattr(place, "matching", lambda *_: true())
    for name in ("_page_written", "_count_written"):
        # Written anew, without the filter; what was kept of before is found again afterwards.
        monkeypatch.setattr(listing, name, getattr(listing, name).__wrapped__)
    monkeypatch.setattr(reader, "_record", lambda *_: True)
    # The list has no mark for a hidden person either: without one, the page is an error.
    with_blanks = (
        "UPDATE summary SET public_id = request_id, visible_since = '2026-01-01', level = 2"
    )
    for world in wall:
        world.run("ALTER TABLE summary DISABLE TRIGGER copies")
        world.run(f"{with_blanks}, siret = employer_siret WHERE public_id IS NULL")
    try:
        assert pair.compare("GET", f"{LIST}?par=100") != []
        found = words_in_answer([SECRET], pair.last)
    finally:
        for world in wall:
            world.run("ALTER TABLE summary ENABLE TRIGGER copies")
            world.run("UPDATE summary SET level = level")
    assert found == {SECRET}


def test_a_total_that_counts_hidden_people_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    def inflated(original: Any, *a: Any) -> Any:
        page = original(*a)
        return reader.ApplicantPage(page.rows, page.found, everybody(), None, None)

    leak(monkeypatch, reader, "_read_page", inflated)
    assert pair.compare("GET", LIST) != []


def test_a_gap_in_the_pages_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    """Hidden rows take places on the page and are dropped afterwards."""

    def with_gap(original: Any, *a: Any) -> Any:
        page = original(*a)
        hidden = everybody("count(*) FILTER (WHERE level = 1)")
        rows = page.rows[: max(len(page.rows) - hidden, 0)]
        return reader.ApplicantPage(rows, page.found, page.visible, None, None)

    leak(monkeypatch, reader, "_read_page", with_gap)
    assert pair.compare("GET", LIST) != []


def test_a_rank_among_everybody_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    """The order of rows depends on how many come before, hidden ones too."""

    def ranked(original: Any, *a: Any) -> Any:
        page = original(*a)
        turn = everybody("count(*) FILTER (WHERE level = 1)") % max(len(page.rows), 1)
        rows = page.rows[turn:] + page.rows[:turn]
        return reader.ApplicantPage(rows, page.found, page.visible, None, None)

    leak(monkeypatch, reader, "_read_page", ranked)
    assert pair.compare("GET", LIST) != []


def test_forbidden_instead_of_not_found_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    def too_polite(original: Any, tx: Any, actor: Any, public_id: UUID, *rest: Any) -> Any:
        if is_hidden(public_id):
            raise Forbidden
        return original(tx, actor, public_id, *rest)

    leak(monkeypatch, applicants, "read_summary", too_polite)
    assert pair.compare("GET", f"{LIST}/{pair.crowded.world.probes[0]}") != []


@pytest.mark.parametrize("header", ["ETag", "X-Total-Count"])
def test_a_header_made_of_a_count_is_caught(worlds: Worlds, pair: Pair, header: str) -> None:
    def stamp(response: Response) -> Response:
        response.headers[header] = f'"{everybody()}"'
        return response

    for world in worlds:
        world.app.after_request_funcs[None].append(stamp)
    try:
        found = pair.compare("GET", "/employeur/aide")
    finally:
        for world in worlds:
            world.app.after_request_funcs[None].remove(stamp)
    assert any(f.startswith("headers") for f in found)


def test_names_in_a_filter_or_a_completion_are_caught(
    worlds: Worlds, pair: Pair, monkeypatch: Patch
) -> None:
    def completing(original: Any, *a: Any, **k: Any) -> str:
        names = everybody("string_agg(DISTINCT surname, ',')")
        return original(*a, **k).replace("</main>", f"<datalist>{names}</datalist></main>")

    leak(monkeypatch, applicants, "render_template", completing)
    assert pair.compare("GET", LIST) != []
    assert words_in_answer([SECRET], pair.last) == {SECRET}


def test_a_name_in_the_log_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    def talkative(original: Any, *a: Any) -> Any:
        structlog.get_logger("portail.web").info(
            "list", people=everybody("string_agg(surname, ' ')")
        )
        return original(*a)

    leak(monkeypatch, applicants, "list_applicants", talkative)
    found = pair.compare("GET", LIST)
    assert any(f.startswith("logs") for f in found)
    assert words_in([SECRET], *pair.last.logs) == {SECRET}


def test_a_mail_that_tells_is_caught(worlds: Worlds, pair: Pair) -> None:
    """A digest sent only where somebody hidden waits, with a name where a token should be."""
    worlds[0].run(
        "INSERT INTO mail_outbox (recipient, kind, locale, params)"
        " VALUES ('owner@entreprise.example', 'invitation', 'fr', '{\"token\": \"hiddenbourg\"}')"
    )
    one, other = (browser.mails() for browser in pair.both)
    assert one != other
    assert words_in([SECRET], *one) == {SECRET}


def test_a_unique_clash_with_somebody_hidden_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    """Asking to print runs into a key that only a hidden person holds."""

    def clashing(original: Any, tx: Any, actor: Any, public_id: UUID, *rest: Any) -> Any:
        if is_hidden(public_id):
            raise Conflict
        return original(tx, actor, public_id, *rest)

    leak(monkeypatch, reports, "ask_report", clashing)
    form = {"public_id": pair.crowded.world.probes[0], "kind": "summary"}
    assert pair.compare("POST", "/employeur/rapports", form) != []


def test_slower_work_for_a_hidden_person_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    """The bytes are the same; one more statement is run where somebody is."""

    def slow(original: Any, tx: Any, actor: Any, public_id: UUID, *rest: Any) -> Any:
        if is_hidden(public_id):
            tx.exec_driver_sql("SELECT pg_sleep(0)")
        return original(tx, actor, public_id, *rest)

    leak(monkeypatch, applicants, "read_summary", slow)
    found = pair.compare("GET", f"{LIST}/{pair.crowded.world.probes[0]}")
    assert [f.split(":")[0] for f in found] == ["work"]


def test_a_number_from_a_common_sequence_is_caught(worlds: Worlds, pair: Pair) -> None:
    """A counter that hidden people's imports move too."""

    def numbered(response: Response) -> Response:
        if response.mimetype == "text/html":
            number = everybody("count(*) + 1")
            response.set_data(response.get_data() + f"<!-- {number} -->".encode())
        return response

    for world in worlds:
        world.app.after_request_funcs[None].append(numbered)
    try:
        assert pair.compare("GET", f"{LIST}/{visible_id(0)}") != []
    finally:
        for world in worlds:
            world.app.after_request_funcs[None].remove(numbered)


def test_a_count_on_the_staffs_company_page_is_caught(
    worlds: Worlds, pair: Pair, monkeypatch: Patch
) -> None:
    def counting(original: Any, *a: Any, **k: Any) -> str:
        return original(*a, **k).replace("</main>", f"<p>{everybody()} demandes</p></main>")

    pair.enter("STAFF")
    path = "/action-logement/entreprises"
    assert pair.compare("GET", path) == []
    leak(monkeypatch, companies, "render_template", counting)
    assert pair.compare("GET", path) != []


def test_a_line_in_the_journal_of_a_refused_reading_is_caught(
    worlds: Worlds, pair: Pair, monkeypatch: Patch
) -> None:
    """The company's journal is compared at the end of each session."""

    def swallowing(original: Any, tx: Any, actor: Any, public_id: UUID, *rest: Any) -> Any:
        try:
            return original(tx, actor, public_id, *rest)
        except NotShared:
            if is_hidden(public_id):
                tx.exec_driver_sql("SELECT app.record_act('REFUSED', NULL, NULL)")
                tx.commit()
            raise

    leak(monkeypatch, applicants, "read_summary", swallowing)
    for browser in pair.both:
        browser.ask("GET", f"{LIST}/{pair.crowded.world.probes[0]}")
    with pytest.raises(AssertionError):
        pair.finish()


def test_a_budget_that_gives_back_what_an_exit_held_is_caught(
    worlds: Worlds, pair: Pair, monkeypatch: Patch
) -> None:
    """The year's budget is told from those who are visible now, hidden ones left out: it moves
    with every exit."""

    def of_the_visible(original: Any, *a: Any) -> Any:
        told = original(*a)
        return replace(told, left=told.left + everybody("count(*) FILTER (WHERE level = 1)"))

    assert pair.compare("GET", "/employeur/points") == []
    leak(monkeypatch, points, "budget_of", of_the_visible)
    assert pair.compare("GET", "/employeur/points") != []


def test_another_refusal_for_somebody_hidden_is_caught(pair: Pair, monkeypatch: Patch) -> None:
    """Awarding says "cap reached" where it should say that nobody is there."""

    def talkative(original: Any, tx: Any, people: Any, award: Any) -> Any:
        if any(is_hidden(person) for person in people):
            raise PointsRefused("CAP")
        return original(tx, people, award)

    path = f"{LIST}/{pair.crowded.world.probes[0]}/points"
    form = {"criterion": "1", "version": "1", "key": str(UUID(int=5))}
    assert pair.compare("POST", path, form) == []
    leak(monkeypatch, awards, "award_points", talkative)
    leak(monkeypatch, awards, "_page", lambda _original, *_a: "<p>refused</p>")
    assert pair.compare("POST", path, form) != []
