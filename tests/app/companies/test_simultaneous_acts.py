"""Two people at once: the database lets the acts pass one at a time."""

import threading
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Connection, text

from app.access.actor import Actor
from app.companies.codes_by_staff import issue_for
from app.companies.day import today
from app.companies.policy import Refused, Stale, Status
from app.companies.rules import NewPolicy, end_membership, set_policy
from app.companies.services import Facts, Site, close_company, create_company, suspend_company
from app.companies.team import Rights
from app.companies.team_by_staff import invite_for
from app.db.engines import Database
from app.db.transaction import transaction
from tests.factories.accounts import an_owner
from tests.factories.companies import a_company, a_siren, a_siret, the_company_manager

Act = Callable[[Connection], object]


def both(database: Database, actor: Actor, first: Act, second: Act) -> list[str]:
    """Run `first`, hold its transaction open until `second` waits for it, then let both end."""
    answers: dict[str, str] = {}
    holding, waiting = threading.Event(), threading.Event()

    def run(name: str, act: Act, before: Callable[[], object], after: Callable[[], object]) -> None:
        try:
            with transaction(database, "staff", actor) as tx:
                before()
                act(tx)
                after()
            answers[name] = "done"
        except (Refused, Stale) as error:
            answers[name] = type(error).__name__

    def hold() -> None:
        holding.set()
        assert waiting.wait(10)
        _wait_for_a_blocked_statement(database)

    def follow() -> None:
        assert holding.wait(10)
        waiting.set()

    threads = [
        threading.Thread(target=run, args=("first", first, lambda: None, hold)),
        threading.Thread(target=run, args=("second", second, follow, lambda: None)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [answers["first"], answers["second"]]


def _wait_for_a_blocked_statement(database: Database) -> None:
    with database.owner.connect() as owner:
        for _ in range(500):
            if owner.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                return
            threading.Event().wait(0.01)
    raise AssertionError("the second act never waited for the first")


def test_two_owners_who_leave_at_once_leave_one_behind(database: Database) -> None:
    made, actor = a_company(database), the_company_manager(database)
    members = [an_owner(database, made.id).membership_id for _ in range(2)]

    def leave(member: UUID | None) -> Act:
        assert member is not None
        return lambda tx: end_membership(tx, made.id, member)

    answers = both(database, actor, leave(members[0]), leave(members[1]))
    assert answers == ["done", "Refused"]
    with database.owner.connect() as owner:
        left = owner.scalar(text("SELECT count(*) FROM membership WHERE ended_at IS NULL"))
    assert left == 1


def test_of_two_changes_of_state_at_once_one_is_asked_to_look_again(database: Database) -> None:
    made, actor = a_company(database), the_company_manager(database)
    answers = both(
        database,
        actor,
        lambda tx: suspend_company(tx, made.id, "Mandat échu", seen=Status.ACTIVE),
        lambda tx: close_company(tx, made.id, "Doublon", seen=Status.ACTIVE),
    )
    assert answers == ["done", "Stale"]


def test_of_two_policies_written_at_once_one_is_asked_to_look_again(database: Database) -> None:
    made, actor = a_company(database), the_company_manager(database)

    def write(choices: list[int]) -> Act:
        return lambda tx: set_policy(tx, made.id, NewPolicy(today(tx), choices, False), seen=1)

    assert both(database, actor, write([2]), write([3])) == ["done", "Stale"]


def test_one_siren_created_twice_at_once_is_one_company(database: Database) -> None:
    siren, actor = a_siren(), the_company_manager(database)

    def create(tx: Connection) -> object:
        return create_company(tx, siren, Facts("Alu"), Site(a_siret(siren), "Siège"))

    assert both(database, actor, create, create) == ["done", "Refused"]


def test_staff_who_press_twice_at_once_make_one_code_and_one_invitation(
    database: Database,
) -> None:
    made, actor = a_company(database), the_company_manager(database)
    rights = Rights("READER", may_open_files=False, may_export=False)

    def issue(tx: Connection) -> None:
        issue_for(tx, made.id, "Affiche", "Demandé", siret=None, valid_from=None, valid_until=None)

    def invite(tx: Connection) -> None:
        invite_for(tx, made.id, "rh@neuve.example", rights, "Demandé", proven=False)

    assert both(database, actor, issue, issue) == ["done", "done"]
    assert both(database, actor, invite, invite) == ["done", "done"]
    with database.owner.connect() as owner:
        told = owner.scalars(
            text("SELECT status FROM company_event WHERE status IN ('CODE_NEW', 'INVITED')")
        )
        assert sorted(told) == ["CODE_NEW", "INVITED"]
        assert owner.scalar(text("SELECT count(*) FROM company_code")) == 1
        assert owner.scalar(text("SELECT count(*) FROM mail_outbox")) == 1
