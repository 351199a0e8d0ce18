"""Forms of the applicant's own account."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField
from wtforms.validators import InputRequired, Length

from app.accounts import addresses
from app.accounts.screens.checks import EmailAddress
from app.accounts.screens.forms import PresentPasswordForm
from app.applicant.session.forms import IdentityForm

__all__ = ["AddressForm", "IdentityForm"]


class AddressForm(PresentPasswordForm):
    """The new address, and the present password: a stolen session must not take the account."""

    email = EmailField(
        _("Nouvelle adresse e-mail"),
        [
            InputRequired(_("Indiquez la nouvelle adresse.")),
            Length(max=addresses.MAX_LENGTH),
            EmailAddress(),
        ],
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )
