"""Signed-in people for the load: a session row by the product's own service, and its cookie."""

from uuid import UUID

from app.access.actor import Actor
from app.accounts.sessions import open_session
from app.config import read_settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.factory import create_app
from app.web.cookies import COOKIE_NAMES
from app.web.portal import DOOR_PREFIXES
from bench.ground import Ground

LIST = "/employeur/salaries?par=50"


def cookies_of(ground: Ground, database: Database, members: list[Actor]) -> list[str]:
    """One employer's cookie per member, good for the web processes of the same installation."""
    flask = create_app(read_settings(ground.environment("any")), database)
    with flask.test_request_context(DOOR_PREFIXES["employer"]):
        signer = flask.session_interface.get_signing_serializer(flask)  # type: ignore[attr-defined]
    made = []
    for member in members:
        sid = _open(database, member.account_id, member.membership_id)
        value = signer.dumps({"_user_id": sid, "_fresh": True})
        made.append(f"{COOKIE_NAMES['employer']}={value}")
    return made


def _open(database: Database, account_id: UUID, membership_id: UUID | None) -> str:
    with transaction(database, "signin") as tx:
        return open_session(tx, "employer", account_id, membership_id=membership_id)
