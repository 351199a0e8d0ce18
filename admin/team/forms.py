"""What is typed about staff accounts; nothing is decided here."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from admin.frame import role_name
from app.accounts.screens.checks import EmailAddress
from app.companies.forms import tidy
from app.staffing.services import ROLES


class RoleForm(FlaskForm):
    """`seen` is the role that was looked at."""

    role = RadioField(_l("Rôle"), validators=[InputRequired(_l("Choisissez un rôle."))])
    seen = HiddenField()

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.role.choices = [SelectChoice(role, role_name(role)) for role in ROLES]


class InviteForm(RoleForm):
    """A new account."""

    email = EmailField(
        _l("Adresse e-mail"), [InputRequired(_l("Indiquez l’adresse.")), EmailAddress()]
    )
    name = StringField(
        _l("Prénom et nom"),
        [InputRequired(_l("Indiquez le prénom et le nom.")),
         Length(max=120, message=_l("Écrivez 120 caractères au plus."))],
        filters=[tidy],
    )  # fmt: skip


class EndForm(FlaskForm):
    """A button, with the role that was looked at."""

    seen = HiddenField()
