"""What an export is for, and as what."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.privacy.words.readings import PURPOSES


class ExportForm(FlaskForm):
    """`form` is csv or xlsx; the purpose is one of app.privacy.purposes.Purpose."""

    purpose = RadioField(
        _l("Pourquoi exportez-vous cette liste\u202f?"),
        choices=[SelectChoice(value, label) for value, label in PURPOSES.items()],
        validators=[InputRequired(_l("Choisissez un motif"))],
    )
    form = RadioField(
        _l("Format"),
        choices=[
            SelectChoice("xlsx", _l("Classeur (XLSX)")),
            SelectChoice("csv", _l("Texte séparé par des points-virgules (CSV)")),
        ],
        validators=[InputRequired(_l("Choisissez un format."))],
    )
