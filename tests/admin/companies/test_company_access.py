"""Who may read companies, and who may act on them: every address, every role."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.access.actor import Actor
from app.access.permissions import Permission
from app.companies.policy import Status
from app.companies.services import suspend_company
from app.db.engines import Database
from app.db.transaction import transaction
from app.web.route import ROUTE_PERMISSIONS
from tests.client import Client
from tests.factories.accounts import a_staff, an_owner
from tests.factories.companies import a_company

Enter = Callable[[str], Client]
ROOT = "/action-logement/entreprises"


def addresses(app: Flask, method: str, permission: Permission) -> list[str]:
    """Every address of the family that answers `method` and asks for `permission`."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if (
            rule.endpoint.startswith("staff_companies.")
            and method in (rule.methods or ())
            and ROUTE_PERMISSIONS[rule.endpoint] is permission
        ):
            values = {"company_id": uuid4(), "code_id": uuid4(), "member_id": uuid4(),
                      "invitation_id": uuid4(),
                      "act": "suspendre", "section": "codes", "siren": "732829320",
                      "siret": "73282932000074"}  # fmt: skip
            wanted = {k: v for k, v in values.items() if k in rule.arguments}
            found.append(adapter.build(rule.endpoint, wanted, method=method))
    return found


@pytest.mark.parametrize("role", ["ADVISER", "AUDITOR"])
def test_who_may_only_read_gets_403_at_every_act(app: Flask, enter: Enter, role: str) -> None:
    reader = enter(role)
    asking = addresses(app, "GET", Permission.MANAGE_COMPANIES)
    acting = addresses(app, "POST", Permission.MANAGE_COMPANIES)
    # Searching SIRENE is asking without acting.
    assert (len(asking), len(acting)) == (18, 17)
    assert not addresses(app, "POST", Permission.SEE_COMPANIES)
    token = reader.get(ROOT).dom.find("input", attrs={"name": "csrf_token"})["value"]
    for path in asking:
        assert reader.get(path).status == 403, path
    for path in acting:
        assert reader.post_raw(path, {"csrf_token": token}).status == 403, path


@pytest.mark.parametrize("role", ["ADVISER", "AUDITOR"])
def test_who_may_only_read_is_offered_no_act(enter: Enter, database: Database, role: str) -> None:
    made = a_company(database, name="Alu SA", status="PENDING")
    an_owner(database, made.id)
    reader = enter(role)
    for path in ("/action-logement", ROOT, f"{ROOT}/{made.id}", f"{ROOT}/{made.id}/utilisateurs"):
        page = reader.get(path)
        assert page.status == 200
        hrefs = [str(a.get("href")) for a in page.dom.select("main a")]
        assert not [h for h in hrefs if h.endswith(("nouvelle", "nouveau", "inviter", "fin"))]
        assert not [h for h in hrefs if "/etat/" in h or h.endswith("/modifier")]


def test_an_administrator_may_act_and_a_visitor_is_led_to_the_sign_in(
    app: Flask, enter: Enter
) -> None:
    assert enter("ADMINISTRATOR").get(f"{ROOT}/nouvelle").status == 200
    visitor = Client(app).get(ROOT)
    assert visitor.status == 303
    assert visitor.location.startswith("/action-logement/connexion")


def test_unknown_companies_and_acts_are_404(manager: Client, database: Database) -> None:
    made = a_company(database)
    assert manager.get(f"{ROOT}/{uuid4()}").status == 404
    for tail in (
        "etat/voler", "points", f"codes/{uuid4()}/suspendre", f"utilisateurs/{uuid4()}/fin",
    ):  # fmt: skip
        assert manager.get(f"{ROOT}/{made.id}/{tail}").status == 404, tail


def test_the_database_itself_refuses_an_act_of_who_may_only_read(database: Database) -> None:
    made = a_company(database)
    member = an_owner(database, made.id)
    person = a_staff(database, "ADVISER")
    actor = Actor("staff", person.account_id, "x", "ADVISER", "fr", b"")
    with transaction(database, "staff", actor) as tx:
        ended = tx.execute(text("UPDATE membership SET ended_at = now() RETURNING id")).all()
        changed = tx.execute(text("UPDATE company SET status = 'CLOSED' RETURNING id")).all()
    assert ended == changed == []
    with pytest.raises(ProgrammingError), transaction(database, "staff", actor) as tx:
        tx.execute(
            text(
                "INSERT INTO company_event (company_id, status, reason, staff_id) "
                "VALUES (:c, 'CLOSED', 'x', :s)"
            ),
            {"c": made.id, "s": person.account_id},
        )
    with database.owner.connect() as owner:
        assert owner.scalar(
            text("SELECT ended_at FROM membership WHERE id = :m"), {"m": member.membership_id}
        ) is None  # fmt: skip


def test_a_suspended_company_sees_nothing_from_its_next_request(database: Database) -> None:
    made = a_company(database)
    member = an_owner(database, made.id)
    staff = a_staff(database)
    manager = Actor("staff", staff.account_id, "x", "COMPANY_MANAGER", "fr", b"")
    hr = Actor(
        "employer", member.account_id, "x", "OWNER", "fr", b"",
        membership_id=member.membership_id, company_id=made.id,
    )  # fmt: skip
    with transaction(database, "employer", hr) as tx:
        assert tx.scalar(text("SELECT app.has_context()"))
    with transaction(database, "staff", manager) as tx:
        suspend_company(tx, made.id, "Mandat échu", seen=Status.ACTIVE)
    with transaction(database, "employer", hr) as tx:
        assert not tx.scalar(text("SELECT app.has_context()"))
