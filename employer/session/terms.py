"""The terms of use, asked of whoever has not accepted the present text."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.access.permissions import Permission
from app.accounts.screens.door import Door
from app.accounts.terms import accept_terms
from app.db.transaction import transaction
from app.web.portal import portal
from app.web.request_context import the_actor
from app.web.route import route


class TermsForm(FlaskForm):
    """One box, never ticked beforehand."""

    terms = BooleanField(
        _l("J’ai lu et j’accepte ces conditions"),
        [InputRequired(_l("Acceptez les conditions pour continuer."))],
    )


def add_terms(door: Door) -> None:
    """GET and POST of /conditions."""

    @route(door.blueprint, "GET", door.path("conditions"), Permission.BE_SIGNED_IN)
    def terms() -> str | Response:
        if not the_actor().terms_pending:
            return door.go(door.wanted_page())
        return door.page("terms", form=TermsForm(), next=door.wanted_page())

    @route(door.blueprint, "POST", door.path("conditions"), Permission.BE_SIGNED_IN)
    def accept() -> str | Response:
        form = TermsForm()
        if not form.validate_on_submit():
            return door.page("terms", form=form, next=door.wanted_page())
        with transaction(portal().database, "signin") as tx:
            accept_terms(tx, the_actor().account_id)
        return door.go(door.wanted_page())
