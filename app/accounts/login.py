"""Flask-Login over the server-side session: the user it loads is an Actor, read once a request."""

from flask import Flask, Request, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from app.access.actor import Actor
from app.accounts.sessions import SessionPolicy, resolve_session
from app.db.transaction import transaction
from app.landlords.keys import recognise
from app.web.portal import LANDLORD_API, door_of, portal


class SignedIn(UserMixin):
    """What Flask-Login keeps: the cookie's id and the actor behind it."""

    def __init__(self, sid: str, actor: Actor) -> None:
        self.sid = sid
        self.actor = actor

    def get_id(self) -> str:
        return self.sid


def load_user(sid: str) -> SignedIn | None:
    """The signed-in person of this request's door, or None."""
    door = door_of(request.path)
    if door is None:
        return None
    policy = SessionPolicy(second_factor=portal().settings.second_factor)
    with transaction(portal().database, "signin") as tx:
        actor = resolve_session(tx, door, sid, policy)
    return SignedIn(sid, actor) if actor is not None else None


def load_landlord(call: Request) -> SignedIn | None:
    """The landlord whose key this call shows: outside the doors, and there alone."""
    shown = call.authorization
    if not call.path.startswith(f"{LANDLORD_API}/") or shown is None or shown.type != "bearer":
        return None
    with transaction(portal().database, "signin") as tx:
        actor = recognise(tx, shown.token or "")
    return SignedIn("", actor) if actor is not None else None


def enter(sid: str) -> Actor:
    """Sign the browser in: everything the cookie held before is dropped (no fixation)."""
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale
    user = load_user(sid)
    if user is None:
        raise LookupError("a session just opened must resolve")
    login_user(user)
    return user.actor


def leave() -> None:
    logout_user()
    session.clear()


def install_login(app: Flask) -> None:
    manager = LoginManager()
    # The session row is the protection; Flask-Login's own would store a digest of the address.
    manager.session_protection = None
    manager.user_loader(load_user)
    manager.request_loader(load_landlord)
    manager.init_app(app)
