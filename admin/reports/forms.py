"""The forms of the staff's reports."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length


class CompanyForm(FlaskForm):
    """Figures on one company, named by its SIREN or one of its SIRET."""

    number = StringField(
        _l("SIREN ou SIRET"),
        [InputRequired(_l("Indiquez le SIREN ou un SIRET de l’entreprise.")), Length(max=60)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"},
    )


class ButtonForm(FlaskForm):
    """A button alone: its token."""
