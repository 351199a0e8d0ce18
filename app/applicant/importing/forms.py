"""Forms of the import. They parse; what the registry knows is never part of an error."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.applicant.typed import one_line
from app.reference.unique_number import normalise_unique_number


class NumberForm(FlaskForm):
    """The Numéro Unique: only its pattern may refuse it."""

    number = StringField(
        _("Numéro Unique"),
        [InputRequired(_("Indiquez votre Numéro Unique.")), Length(max=60)],
        description=_(
            "18 caractères, sur l’attestation d’enregistrement de votre demande. "
            "Les espaces ne comptent pas."
        ),
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def validate_number(self, field: StringField) -> None:
        if normalise_unique_number(field.data or "") is None:
            raise ValidationError(
                _("Recopiez les 18 caractères du numéro, par exemple 069 0226 041877 69V01.")
            )

    @property
    def unique_number(self) -> str:
        """The 18 characters, once validated."""
        return normalise_unique_number(self.number.data or "") or ""


class CodeForm(FlaskForm):
    """The eight digits of the mail."""

    code = StringField(
        _("Code à 8 chiffres"),
        [InputRequired(_("Recopiez le code reçu par e-mail.")), Length(max=20)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
