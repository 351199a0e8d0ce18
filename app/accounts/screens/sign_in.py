"""The sign-in page of a door, its sign-out, the renewal of a session and the language."""

from flask import Response as Answer
from flask import flash, session
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.login import enter, leave
from app.accounts.preferences import keep_language
from app.accounts.screens.door import Door
from app.accounts.screens.forms import SignInForm
from app.accounts.services import Entry, sign_in
from app.accounts.sessions import close_session, open_session
from app.db.transaction import transaction
from app.web.languages import LANGUAGES
from app.web.limits import client_address, give_back, limit
from app.web.portal import portal
from app.web.request_context import current_actor
from app.web.route import route

PER_ACCOUNT, PER_ADDRESS, WINDOW = 10, 50, 15 * 60


def add_sign_in(door: Door) -> None:
    """GET and POST of /connexion."""

    @route(door.blueprint, "GET", door.path("connexion"), Permission.PUBLIC)
    def sign_in() -> str | Response:
        if current_actor() is not None:
            return door.go(door.wanted_page())
        return _sign_in_page(door, SignInForm())

    @route(door.blueprint, "POST", door.path("connexion"), Permission.PUBLIC)
    def check_sign_in() -> str | Response:
        form = SignInForm()
        if not form.validate_on_submit():
            return _sign_in_page(door, form)
        entry = _checked(door, form.email.data, form.password.data)
        if entry is None:
            form.form_errors.append(
                _("Adresse ou mot de passe incorrect. Vérifiez les deux, puis recommencez.")
            )
            return _sign_in_page(door, form)
        return let_in(door, entry)


def let_in(door: Door, entry: Entry) -> Response:
    """Open a new session and lead on: the second factor, the choice of a company, the page."""
    before = current_actor()
    membership = entry.companies[0].membership_id if entry.companies else None
    with transaction(portal().database, "signin") as tx:
        if before is not None:
            close_session(tx, before.sid_hash)
        sid = open_session(tx, door.audience, entry.account_id, membership_id=membership)
    actor = enter(sid)
    session.setdefault("locale", entry.locale)
    wanted = door.wanted_page()
    if len(entry.companies) > 1:
        wanted = door.url("choose_company", next=wanted)
    if actor.factor_pending:
        wanted = door.url("second_factor", next=wanted)
    return door.go(wanted)


def add_upkeep(door: Door) -> None:
    """Sign out, renew, change the language."""

    @route(door.blueprint, "POST", door.path("deconnexion"), Permission.PUBLIC)
    def sign_out() -> Response:
        actor = current_actor()
        if actor is not None:
            with transaction(portal().database, "signin") as tx:
                close_session(tx, actor.sid_hash)
        leave()
        flash(_("Vous êtes déconnecté de cet espace."), "success")
        return door.go(door.url("sign_in"))

    @route(door.blueprint, "GET", door.path("session"), Permission.PASS_SECOND_FACTOR)
    def renew() -> Answer:
        # Being asked is what renews: the session's row is seen by every request.
        return Answer(status=204, mimetype="text/plain")

    @route(door.blueprint, "GET", door.path("langue/<code>"), Permission.PUBLIC)
    def language(code: str) -> Response:
        if code not in LANGUAGES:
            raise NotFound
        session["locale"] = code
        actor = current_actor()
        if actor is not None:
            with transaction(portal().database, "signin") as tx:
                keep_language(tx, actor.audience, actor.account_id, code)
        return door.go(door.page_before())


def _checked(door: Door, email: str, password: str) -> Entry | None:
    """The service's answer. Only refusals count, by account and by address."""
    address = f"{door.audience}/{client_address()}"
    account = f"{door.audience}/{email.strip().lower()}"
    limit("sign-in-address", address, most=PER_ADDRESS, seconds=WINDOW)
    limit("sign-in-account", account, most=PER_ACCOUNT, seconds=WINDOW)
    with transaction(portal().database, "signin") as tx:
        entry = sign_in(tx, door.audience, email, password)
    if entry is not None:
        give_back("sign-in-address", address)
        give_back("sign-in-account", account)
    return entry


def _sign_in_page(door: Door, form: SignInForm) -> str:
    return door.page(
        "sign_in", form=form, next=door.wanted_page(), forgotten_href=door.url("forgotten")
    )
