"""The public pages: ask, be told that a mail left, confirm. No answer depends on any company."""

from flask import Blueprint
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.screens.door import Door
from app.db.transaction import transaction
from app.joining.asking import Asked, ask_to_join, confirm_request, link_works, name_in_sirene
from app.joining.proof import MOST_BYTES
from app.web.limits import client_address, limit
from app.web.portal import portal
from app.web.route import route
from app.web.uploads import LARGEST
from employer.joining.forms import AskForm
from employer.session.views import door as session_door

blueprint = Blueprint("employer_joining", __name__)
PER_ADDRESS, PER_MAILBOX, EVERYBODY, LINKS, HOUR = 10, 3, 300, 50, 3_600
# The proof, and room for the fields around it.
LARGEST["employer_joining.send"] = MOST_BYTES + 500_000
Page = str | Response | tuple[str, int]
ROOT = "/employeur/inscription"


class JoiningDoor(Door):
    """The employers' door, with this family's templates."""

    def page(self, name: str, **values: object) -> str:
        return self._render(f"employer/joining/{name}.html", **values)


door = JoiningDoor(session_door.audience, session_door.templates, session_door.blueprint)


@route(blueprint, "GET", ROOT, Permission.PUBLIC)
def ask() -> str:
    return door.page("ask", form=AskForm())


@route(blueprint, "POST", ROOT, Permission.PUBLIC)
def send() -> Page:
    limit("join-address", client_address(), most=PER_ADDRESS, seconds=HOUR)
    form = AskForm()
    valid = form.validate_on_submit()
    name = _name(form) if not form.siret.errors else None
    if not valid or name is None:
        return door.page("ask", form=form)
    limit("join-mailbox", form.email.data, most=PER_MAILBOX, seconds=HOUR)
    limit("join-everybody", "", most=EVERYBODY, seconds=HOUR)
    asked = Asked(
        form.digits, name, form.asker_name.data, form.asker_function.data, form.email.data,
        form.phone.data,
    )  # fmt: skip
    with transaction(portal().database, "signin") as tx:
        ask_to_join(tx, asked, form.found_proof, str(get_locale()))
    return door.go(f"{ROOT}/envoyee")


@route(blueprint, "GET", f"{ROOT}/envoyee", Permission.PUBLIC)
def sent() -> str:
    return door.page("sent")


@route(blueprint, "GET", f"{ROOT}/<token>", Permission.PUBLIC)
def confirmation(token: str) -> Page:
    """Opening the page confirms nothing: mail scanners open links."""
    limit("join-link", client_address(), most=LINKS, seconds=HOUR)
    with transaction(portal().database, "signin") as tx:
        alive = link_works(tx, token)
    return door.page("confirm") if alive else _dead_link()


@route(blueprint, "POST", f"{ROOT}/<token>", Permission.PUBLIC)
def confirm(token: str) -> Page:
    limit("join-link", client_address(), most=LINKS, seconds=HOUR)
    with transaction(portal().database, "signin") as tx:
        done = confirm_request(tx, token)
    return door.page("confirmed") if done else _dead_link()


def _name(form: AskForm) -> str | None:
    """As typed, else as INSEE publishes it; asked for when neither is there."""
    if form.company_name.data:
        return str(form.company_name.data)
    with transaction(portal().database, "signin") as tx:
        found = name_in_sirene(tx, form.digits)
    if found is None:
        form.company_name.errors = [
            *form.company_name.errors,
            _("Indiquez le nom de l’entreprise\u00a0: l’INSEE ne le donne pas pour ce numéro."),
        ]
    return found


def _dead_link() -> tuple[str, int]:
    return door.page("dead_link"), 410
