"""Forms of signing in. They parse; whether the answer is right is a service's matter."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, StopValidation

from app.accounts import addresses
from app.accounts.passkeys import NAME_LENGTH
from app.accounts.screens.checks import EmailAddress, VisibleText
from app.accounts.screens.new_password import new_password_field

_EMAIL_ATTRIBUTES = {"autocomplete": "username", "inputmode": "email", "spellcheck": "false"}


class SignInForm(FlaskForm):
    """Address and password. Nothing is said about either: one message for every refusal."""

    email = EmailField(
        _("Adresse e-mail"),
        [InputRequired(_("Indiquez votre adresse e-mail.")), Length(max=addresses.MAX_LENGTH)],
        render_kw=_EMAIL_ATTRIBUTES,
    )
    password = PasswordField(
        _("Mot de passe"),
        [InputRequired(_("Indiquez votre mot de passe."))],
        render_kw={"autocomplete": "current-password"},
    )


class ForgottenForm(FlaskForm):
    """Where to send the link."""

    email = EmailField(
        _("Adresse e-mail"),
        [
            InputRequired(_("Indiquez votre adresse e-mail.")),
            Length(max=addresses.MAX_LENGTH),
            EmailAddress(),
        ],
        render_kw=_EMAIL_ATTRIBUTES,
    )


class NewPasswordForm(FlaskForm):
    """The new password, typed once: it can be shown, and a manager writes it."""

    password = new_password_field()


class RequiredUnless:
    """Something must be written here unless a key answered in the other field."""

    def __init__(self, other: str, message: LazyString) -> None:
        self.other, self.message = other, message

    def __call__(self, form: Any, field: Any) -> None:
        if form[self.other].data:
            raise StopValidation
        if not field.data:
            raise StopValidation(str(self.message))


class CodeForm(FlaskForm):
    """The six digits of the application."""

    code = StringField(
        _("Code à 6 chiffres"),
        [InputRequired(_("Recopiez le code affiché par votre application.")), Length(max=20)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class FactorForm(FlaskForm):
    """The six digits of the application, or a key's answer."""

    code = StringField(
        _("Code à 6 chiffres"),
        [
            RequiredUnless("credential", _("Recopiez le code affiché par votre application.")),
            Length(max=20),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    credential = HiddenField()


class KeyForm(FlaskForm):
    """A new key's name and what the browser made."""

    name = StringField(
        _("Nom de la clé"),
        [InputRequired(_("Donnez un nom à cette clé.")), Length(max=NAME_LENGTH), VisibleText()],
        render_kw={"autocomplete": "off"},
    )
    credential = HiddenField()


class PresentPasswordForm(FlaskForm):
    """The present password, asked before an act that a stolen session must not do."""

    present = PasswordField(
        _("Mot de passe actuel"),
        [InputRequired(_("Indiquez votre mot de passe actuel."))],
        render_kw={"autocomplete": "current-password"},
    )


class ConfirmForm(FlaskForm):
    """The present password once more, or a key. Its fields have names of their own: they travel."""

    confirm_password = PasswordField(
        _("Votre mot de passe"),
        [RequiredUnless("confirm_credential", _("Indiquez votre mot de passe."))],
        render_kw={"autocomplete": "current-password"},
    )
    confirm_credential = HiddenField()


class ChangePasswordForm(PresentPasswordForm):
    """The present password, and the one that replaces it."""

    password = new_password_field(_("Nouveau mot de passe"))


class CompanyForm(FlaskForm):
    """Which of one's companies to act for."""

    membership = RadioField(
        _("Entreprise"), [InputRequired(_("Choisissez une entreprise."))], validate_choice=True
    )

    def __init__(self, choices: list[SelectChoice], **options: Any) -> None:
        super().__init__(**options)
        self.membership.choices = choices
