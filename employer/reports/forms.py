"""The forms of the reports: buttons, a period, a code."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField
from wtforms.validators import UUID, AnyOf, InputRequired


class AskForm(FlaskForm):
    """Print one person."""

    public_id = HiddenField(validators=[InputRequired(), UUID()])
    kind = HiddenField(validators=[AnyOf(("summary", "file"))])


class PeriodForm(FlaskForm):
    """The period of the company's report, both days included."""

    since = DateField(_l("Du"), [InputRequired(_l("Indiquez le premier jour."))])
    until = DateField(_l("Au"), [InputRequired(_l("Indiquez le dernier jour."))])


class PosterForm(FlaskForm):
    """Which code to print."""

    code_id = SelectField(_l("Code Entreprise"), [InputRequired(), UUID()], validate_choice=False)


class ButtonForm(FlaskForm):
    """A button alone: its token."""
