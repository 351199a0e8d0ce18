"""What auditors type about a person; nothing is decided here."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from app.audit.search import JournalPurpose
from app.privacy.words.readings import STAFF_PURPOSES
from app.reference.unique_number import normalise_unique_number


class PersonForm(FlaskForm):
    """A whole Numéro Unique, and why. The value of `purpose` is one of JournalPurpose."""

    number = StringField(_l("Numéro Unique"), [InputRequired(_l("Indiquez un Numéro Unique."))])
    purpose = RadioField(
        _l("Pourquoi cherchez-vous ces lignes ?"),
        choices=[SelectChoice(one.value, STAFF_PURPOSES[one.value]) for one in JournalPurpose],
        validators=[InputRequired(_l("Choisissez un motif."))],
    )

    def validate_number(self, field: StringField) -> None:
        if normalise_unique_number(field.data or "") is None:
            raise ValidationError(_l("Vérifiez le numéro : il a 18 caractères."))


class ButtonForm(FlaskForm):
    """A button and nothing else."""
