"""The forms of the reports: everything in them is a button."""

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import UUID, AnyOf, InputRequired


class AskForm(FlaskForm):
    """Print one person."""

    public_id = HiddenField(validators=[InputRequired(), UUID()])
    kind = HiddenField(validators=[AnyOf(("summary", "file"))])
