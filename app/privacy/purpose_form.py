"""Why a full file is opened, asked on an employer's page: one answer, none prepared."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.privacy.words.readings import PURPOSES


class PurposeForm(FlaskForm):
    """The value is one of app.privacy.purposes.Purpose."""

    purpose = RadioField(
        _l("Pourquoi ouvrez-vous ce dossier ?"),
        choices=[SelectChoice(value, label) for value, label in PURPOSES.items()],
        validators=[InputRequired(_l("Choisissez un motif"))],
    )
