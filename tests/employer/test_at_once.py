"""Several people and several clicks at once, through the door: one effect, a page that explains,
and no right that outlives its end. `make prove` runs a thousand rounds of each."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.queries import figures
from tests.client import Client, Page
from tests.factories.accounts import Somebody, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.factories.offers import an_offer
from tests.factories.points import a_scale, employer_actor

ROUNDS = int(os.environ.get("PROOF_ROUNDS", "3"))
CLICKS = 3
pytestmark = pytest.mark.timeout(14_400)

TEAM, CODES = "/employeur/entreprise/equipe", "/employeur/entreprise/codes"
POLICY, SCALE = "/employeur/entreprise/politique/nouvelle", "/employeur/points/bareme/nouveau"
LIST = "/employeur/salaries"


@dataclass
class Desk:
    """A company with two owners at their desks and people who show something."""

    app: Flask
    database: Database
    company: MadeCompany
    owners: list[Somebody] = field(default_factory=list)

    def enter(self, who: Somebody) -> Client:
        return Client(self.app).enter_as(
            "employer", who.account_id, membership_id=who.membership_id
        )

    def breathe(self) -> None:
        """A thousand rounds take longer than a password holds and a limit allows."""
        with self.database.owner.begin() as owner:
            owner.execute(text("DELETE FROM rate_window"))
            owner.execute(text("UPDATE web_session SET password_at = app.clock()"))

    def count(self, statement: str, **values: object) -> int:
        with self.database.owner.connect() as owner:
            return int(owner.scalar(text(statement), values) or 0)


@pytest.fixture
def desk(app: Flask, database: Database) -> Desk:
    company = a_company(database, establishments=2)
    made = Desk(app, database, company)
    made.owners = [an_owner(database, company.id) for _n in range(2)]
    return made


def at_once(*acts: Callable[[], Page]) -> list[Page]:
    """Start all of them together."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Page]) -> Page:
        start.wait(30)
        return act()

    with ThreadPoolExecutor(len(acts)) as together:
        return list(together.map(run, acts))


def clicks(
    browser: Client, page: Page, values: dict[str, object], form: str, button: str | None = None
) -> list[Page]:
    """The same filled form sent by several clicks of one person: one page, one cookie."""

    def click() -> Page:
        twin = Client(browser.app)
        twin.http._cookies = dict(browser.http._cookies)
        return twin.submit(page, values, form=form, button=button, follow=False)

    return at_once(*[click] * CLICKS)


# What two people edit: the page, its form, its button, what the first and the second type, and how
# many versions there are.
EDITED: dict[str, tuple[str, str, str | None, str, str]] = {
    "policy": (POLICY, "nouvelle", "step=save", "access_rules",
               "SELECT count(*) FROM policy_version WHERE company_id = :c"),
    "scale": (SCALE, "nouveau", None, "criteria-0-explained",
              "SELECT count(*) FROM points_scale WHERE company_id = :c"),
    "limits": ("/employeur/accords", "accords", None, "exports",
               "SELECT coalesce(sum(number), 0) FROM second_person WHERE company_id = :c"),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITED)
def test_of_two_edits_at_once_one_lands_and_the_other_keeps_what_was_typed(
    desk: Desk, what: str
) -> None:
    path, form, button, name, counted = EDITED[what]
    a_scale(desk.database, desk.owners[0])
    pair = [desk.enter(who) for who in desk.owners]
    for number in range(ROUNDS):
        desk.breathe()
        before = desk.count(counted, c=desk.company.id)
        pages = [client.get(path) for client in pair]
        # Numbers of people, or words: each its own.
        typed = [str(100 + 2 * number + n) if what == "limits" else f"Mot {number} de {n}"
                 for n in range(2)]  # fmt: skip
        answers = at_once(*(
            lambda c=client, p=page, t=words: c.submit(
                p, {name: t}, form=form, button=button, follow=False
            )
            for client, page, words in zip(pair, pages, typed, strict=True)
        ))  # fmt: skip
        assert sorted(a.status for a in answers) == [303, 409], what
        assert desk.count(counted, c=desk.company.id) == before + 1
        (late,) = [n for n, a in enumerate(answers) if a.status == 409]
        assert typed[late] in answers[late].body, "what was typed stays"
        assert answers[late].dom.find(class_="error-summary") is not None, "the page explains"
        again = pair[late].submit(answers[late], form=form, button=button, follow=False)
        assert again.status == 303, "looked at again, it lands"
        assert desk.count(counted, c=desk.company.id) == before + 2


def test_one_code_changed_twice_at_once_is_changed_once(desk: Desk) -> None:
    first = desk.enter(desk.owners[0])
    first.submit(f"{CODES}/nouveau", {"label": "Affiche"}, form="nouveau")
    code = _code(desk)
    pair = [desk.enter(who) for who in desk.owners]
    for number in range(ROUNDS):
        desk.breathe()
        path = f"{CODES}/{code}/modifier"
        pages = [client.get(path) for client in pair]
        answers = at_once(*(
            lambda c=client, p=page, t=f"Affiche {number} {n}": c.submit(
                p, {"label": t}, form="modifier", follow=False
            )
            for n, (client, page) in enumerate(zip(pair, pages, strict=True))
        ))  # fmt: skip
        assert sorted(a.status for a in answers) == [303, 409]


def _code(desk: Desk) -> UUID:
    with desk.database.owner.connect() as owner:
        found = owner.scalar(text("SELECT id FROM company_code ORDER BY created_at DESC LIMIT 1"))
    assert isinstance(found, UUID)
    return found


def test_a_code_a_colleague_an_export_asked_by_several_clicks_are_one(desk: Desk) -> None:
    who = desk.owners[0]
    an_imported_applicant(desk.database, desk.company, choice=2)
    browser = desk.enter(who)
    for number in range(ROUNDS):
        desk.breathe()
        codes, mails, reports = (
            desk.count(f"SELECT count(*) FROM {table}")
            for table in ("company_code", "invitation", "report")
        )
        clicks(browser, browser.get(f"{CODES}/nouveau"), {"label": f"Code {number}"}, "nouveau")
        assert desk.count("SELECT count(*) FROM company_code") == codes + 1
        asked = {"email": f"nouvelle{number}@entreprise.example", "role": "READER"}
        clicks(browser, browser.get(f"{TEAM}/inviter"), asked, "inviter")
        assert desk.count("SELECT count(*) FROM invitation") == mails + 1
        wanted = {"purpose": "SUPPORT", "form": "csv"}
        answers = clicks(browser, browser.get(f"{LIST}/exporter"), wanted, "exporter")
        assert desk.count("SELECT count(*) FROM report") == reports + 1
        assert len({a.location for a in answers}) == 1, "each click leads to the same file"
        with desk.database.owner.begin() as owner:
            owner.execute(text("UPDATE report SET state = 'CANCELLED'"))


def test_a_replacement_by_several_clicks_is_one(desk: Desk) -> None:
    who = desk.owners[0]
    browser = desk.enter(who)
    browser.submit(f"{CODES}/nouveau", {"label": "Affiche"}, form="nouveau")
    for _round in range(ROUNDS):
        desk.breathe()
        code = _code(desk)
        before = desk.count("SELECT count(*) FROM company_code")
        page = browser.get(f"{CODES}/{code}/remplacer")
        answers = clicks(browser, page, {}, "remplacer")
        assert sorted(a.status for a in answers) == [303, 409, 409]
        assert desk.count("SELECT count(*) FROM company_code") == before + 1


def test_points_by_several_clicks_count_once_and_are_taken_back_once(desk: Desk) -> None:
    who = desk.owners[0]
    a_scale(desk.database, who, budget=10_000_000, cap=1_000)
    browser = desk.enter(who)
    for _round in range(ROUNDS):
        desk.breathe()
        person = an_imported_applicant(desk.database, desk.company, choice=2)
        path = f"{LIST}/{person.public_id}/points"
        page = browser.get(path)
        answers = clicks(browser, page, {"criterion": "1"}, "/points")
        assert [a.status for a in answers] == [303] * CLICKS, "the same press, answered each time"
        mine = "SELECT coalesce(sum(points), 0) FROM points_line WHERE public_id = :p"
        assert desk.count(mine, p=person.public_id) == 20
        line = _line(desk, person)
        other = desk.owners[1]
        theirs = desk.enter(other)
        asked = theirs.get(f"/employeur/points/lignes/{line}/reprendre")
        clicks(theirs, asked, {"reason": "Erreur"}, "reprendre")
        assert desk.count(mine, p=person.public_id) == 0
        _ledger_is_balance(desk)


def _line(desk: Desk, person: ImportedApplicant) -> UUID:
    with desk.database.owner.connect() as owner:
        found = owner.scalar(
            text("SELECT id FROM points_line WHERE public_id = :p AND kind = 'AWARD'"),
            {"p": person.public_id},
        )
    assert isinstance(found, UUID)
    return found


def _ledger_is_balance(desk: Desk) -> None:
    ledger = desk.count("SELECT coalesce(sum(points), 0) FROM points_line")
    spent = desk.count("SELECT coalesce(sum(points), 0) FROM points_line WHERE kind <> 'REVERSAL'")
    budget = desk.count("SELECT max(yearly_budget) FROM points_scale")
    with transaction(desk.database, "employer", employer_actor(desk.owners[0])) as tx:
        told = [one for one in figures(tx) if one.label is None]
    assert sum(one.spent for one in told) == spent <= budget
    assert sum(one.standing for one in told) == ledger


def test_a_note_by_several_clicks_is_one(desk: Desk) -> None:
    who = desk.owners[0]
    browser = desk.enter(who)
    for _round in range(ROUNDS):
        desk.breathe()
        person = an_imported_applicant(desk.database, desk.company, choice=3)
        home = an_offer(desk.database)
        with transaction(desk.database, "applicant", person.actor) as tx:
            made = submit(tx, person.actor, home)
        page = browser.get(f"/employeur/candidatures/{made}/soutenir")
        answers = clicks(browser, page, {"note": "Un mot"}, "soutenir")
        assert 303 in [a.status for a in answers]
        assert desk.count("SELECT count(*) FROM support WHERE candidature_id = :i", i=made) == 1


@dataclass
class Hammer:
    """A colleague's open session, asked again and again; what began when, and what it said."""

    said: list[tuple[float, str, int]] = field(default_factory=list)
    stopped: bool = False

    def after(self, moment: float) -> list[tuple[str, int]]:
        """What was asked once the change had been answered."""
        return [(path, status) for began, path, status in self.said if began > moment]


@contextmanager
def hammered(client: Client, paths: list[str]) -> Iterator[Hammer]:
    """Ask for the paths in turn, in a thread, until the block is left."""
    hammer = Hammer()

    def strike() -> None:
        while not hammer.stopped:
            for path in paths:
                began = time.monotonic()
                hammer.said.append((began, path, client.http.get(path).status_code))

    thread = threading.Thread(target=strike)
    thread.start()
    try:
        while len(hammer.said) < len(paths):
            time.sleep(0.001)
        yield hammer
        end = time.monotonic() + 10
        enough = len(hammer.said) + 2 * len(paths)
        while len(hammer.said) < enough and time.monotonic() < end:
            time.sleep(0.001)
    finally:
        hammer.stopped = True
        thread.join(30)


CHANGES: dict[str, tuple[dict[str, object], tuple[str, ...], int]] = {
    # what an owner changes -> the form's fields, the pages that close, their answer then
    "lowered": (
        {"role": "READER", "may_open_files": None, "may_export": None},
        (f"{LIST}/exporter", "/employeur/points/registre", CODES + "/nouveau"), 403,
    ),
    "commission": (
        {"role": "COMMISSION", "may_open_files": None, "may_export": None}, (LIST, "person"), 403,
    ),
    "no export": ({"may_export": None}, (f"{LIST}/exporter",), 403),
    "no file": ({"may_open_files": None}, ("/employeur/candidatures",), 403),
    "one place": ({"role": "MANAGER", "sites": "second"}, ("person",), 404),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_no_right_outlives_its_end_in_an_open_session(desk: Desk, change: str) -> None:
    values, closed, answer = CHANGES[change]
    boss = desk.enter(desk.owners[0])
    person = an_imported_applicant(desk.database, desk.company, choice=3)
    paths = [f"{LIST}/{person.public_id}" if p == "person" else p for p in closed]
    for _round in range(ROUNDS):
        desk.breathe()
        # A manager where the change leaves one, else an owner: what closes was open before.
        colleague = an_employer_user(desk.database, desk.company.id, role="OWNER")
        open_session = desk.enter(colleague)
        before = {path: open_session.get(path).status for path in paths}
        assert set(before.values()) == {200}, before
        page = boss.get(f"{TEAM}/{colleague.membership_id}")
        sent = {k: desk.company.sirets[1] if v == "second" else v for k, v in values.items()}
        with hammered(open_session, paths) as hammer:
            done = boss.submit(page, sent, form=str(colleague.membership_id), follow=False)
            changed = time.monotonic()
            assert done.status == 303, done.text
        late = hammer.after(changed)
        assert late, "the session was asked afterwards too"
        assert {status for _path, status in late} == {answer}, late[:5]


def test_an_ended_colleague_is_out_of_every_page_at_once(desk: Desk) -> None:
    boss = desk.enter(desk.owners[0])
    person = an_imported_applicant(desk.database, desk.company, choice=3)
    paths = ["/employeur", LIST, f"{LIST}/{person.public_id}", CODES, "/employeur/points"]
    for _round in range(ROUNDS):
        desk.breathe()
        colleague = an_employer_user(desk.database, desk.company.id, role="OWNER")
        page = boss.get(f"{TEAM}/{colleague.membership_id}/fin")
        with hammered(desk.enter(colleague), paths) as hammer:
            assert boss.submit(page, form="fin", follow=False).status == 303
            ended = time.monotonic()
        late = hammer.after(ended)
        assert late
        assert {status for _path, status in late} == {303}, "to the page of signing in"


def test_owners_who_end_each_other_leave_one(desk: Desk) -> None:
    for _round in range(ROUNDS):
        desk.breathe()
        company = a_company(desk.database)
        pair = [an_owner(desk.database, company.id) for _n in range(2)]
        clients = [desk.enter(who) for who in pair]
        pages = [
            client.get(f"{TEAM}/{other.membership_id}/fin")
            for client, other in zip(clients, pair[::-1], strict=True)
        ]
        at_once(*(
            lambda c=client, p=page: c.submit(p, form="fin", follow=False)
            for client, page in zip(clients, pages, strict=True)
        ))  # fmt: skip
        left = "SELECT count(*) FROM membership WHERE company_id = :c AND ended_at IS NULL"
        assert desk.count(left, c=company.id) == 1
