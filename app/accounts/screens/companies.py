"""Which company to act for, for somebody who has several. Employers only."""

from uuid import UUID

from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from app.access.permissions import Permission
from app.accounts.login import enter
from app.accounts.queries import OwnCompany, own_companies
from app.accounts.screens.door import Door
from app.accounts.screens.forms import CompanyForm
from app.accounts.sessions import rotate_session
from app.db.transaction import transaction
from app.web.formats import FIXED
from app.web.portal import portal
from app.web.request_context import the_actor
from app.web.route import route


def add_choice_of_company(door: Door) -> None:
    """GET and POST of /changer-d-entreprise."""
    path = door.path("changer-d-entreprise")

    @route(door.blueprint, "GET", path, Permission.SEE_OWN_COMPANY)
    def choose_company() -> str | Response:
        companies = _own_companies()
        if len(companies) < 2:
            return door.go(door.wanted_page())
        form = _form(companies, membership=str(the_actor().membership_id))
        return door.page("companies", form=form, next=door.wanted_page())

    @route(door.blueprint, "POST", path, Permission.SEE_OWN_COMPANY)
    def switch_company() -> str | Response:
        form = _form(_own_companies())
        if not form.validate_on_submit():
            return door.page("companies", form=form, next=door.wanted_page())
        wanted = door.wanted_page()
        chosen = UUID(form.membership.data)
        with transaction(portal().database, "signin") as tx:
            sid = rotate_session(tx, the_actor().sid_hash, membership_id=chosen)
        if enter(sid).factor_pending:
            return door.go(door.url("second_factor", next=wanted))
        return door.go(wanted)


def _own_companies() -> tuple[OwnCompany, ...]:
    with transaction(portal().database, "signin") as tx:
        return own_companies(tx, the_actor().account_id)


def _form(companies: tuple[OwnCompany, ...], **data: str) -> CompanyForm:
    choices = [
        SelectChoice(str(c.membership_id), f"{c.name} ({_spaced(c.siren)})") for c in companies
    ]
    return CompanyForm(choices, data=data or None)


def _spaced(siren: str) -> str:
    return FIXED.join((siren[:3], siren[3:6], siren[6:]))
