"""Forms of the invitation."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.accounts.screens.checks import VisibleText
from app.accounts.screens.new_password import new_password_field


class NewAccountForm(FlaskForm):
    """Who accepts an invitation without having an account."""

    full_name = StringField(
        _("Prénom et nom"),
        [InputRequired(_("Indiquez votre prénom et votre nom.")), Length(max=120), VisibleText()],
        render_kw={"autocomplete": "name"},
    )
    password = new_password_field()
    terms = BooleanField(
        _("J’ai lu et j’accepte ces conditions"),
        [InputRequired(_("Acceptez les conditions pour ouvrir le compte."))],
    )


class OwnAccountForm(FlaskForm):
    """Who accepts an invitation with the account the address has."""

    password = PasswordField(
        _("Mot de passe de votre compte"),
        [InputRequired(_("Indiquez votre mot de passe."))],
        render_kw={"autocomplete": "current-password"},
    )
