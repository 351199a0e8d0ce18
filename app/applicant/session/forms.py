"""The form of signing up."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, EmailField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from app.accounts import addresses
from app.accounts.opening import Identity
from app.accounts.screens.checks import EmailAddress, VisibleText
from app.accounts.screens.new_password import new_password_field

OLDEST = date(1900, 1, 1)


class IdentityForm(FlaskForm):
    """Who the applicant says to be; compared with the registry's words at import."""

    civility = RadioField(
        _("Civilité"),
        [InputRequired(_("Choisissez une civilité."))],
        choices=[SelectChoice("MME", _("Madame")), SelectChoice("M", _("Monsieur"))],
    )
    surname = StringField(
        _("Nom"),
        [InputRequired(_("Indiquez votre nom.")), Length(max=120), VisibleText()],
        render_kw={"autocomplete": "family-name"},
    )
    first_names = StringField(
        _("Prénoms"),
        [InputRequired(_("Indiquez vos prénoms.")), Length(max=120), VisibleText()],
        render_kw={"autocomplete": "given-name"},
    )
    birth_date = DateField(
        _("Date de naissance"),
        [InputRequired(_("Indiquez votre date de naissance."))],
        render_kw={"autocomplete": "bday"},
    )

    def __init__(self, today: date, **options: Any) -> None:
        super().__init__(**options)
        self._today = today

    def validate_birth_date(self, field: DateField) -> None:
        if field.data is None or not OLDEST <= field.data < self._today:
            raise ValidationError(_("Écrivez votre date de naissance, comme 17/05/1990."))

    @property
    def identity(self) -> Identity:
        """What was typed, as the account keeps it."""
        return Identity(
            self.civility.data, self.surname.data, self.first_names.data, self.birth_date.data
        )


class SignUpForm(IdentityForm):
    """What an account needs."""

    email = EmailField(
        _("Adresse e-mail"),
        [
            InputRequired(_("Indiquez votre adresse e-mail.")),
            Length(max=addresses.MAX_LENGTH),
            EmailAddress(),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    password = new_password_field()
    consent = BooleanField(
        _("J’accepte que ces données servent à ouvrir et à gérer mon compte"),
        [InputRequired(_("Cochez cette case pour ouvrir un compte."))],
    )

    @property
    def own_names(self) -> tuple[str, ...]:
        """What a password may not be."""
        return (self.email.data, self.surname.data, *self.first_names.data.split())
