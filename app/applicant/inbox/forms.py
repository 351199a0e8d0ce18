"""Writing again in a case, and saying where one works."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.applicant.typed import several_lines
from app.inbox.services import MOST_WORDS


class ReplyForm(FlaskForm):
    """A message."""

    words = TextAreaField(
        _("Votre message"),
        [
            DataRequired(_("Écrivez votre message.")),
            Length(max=MOST_WORDS, message=_("Écrivez 4 000 caractères au plus.")),
        ],
        filters=[several_lines],
        render_kw={"rows": "6"},
    )


class EmployedForm(FlaskForm):
    """Whether the applicant still works there."""

    answer = RadioField(
        _("Travaillez-vous dans cette entreprise ?"),
        [InputRequired(_("Choisissez une réponse."))],
        choices=[
            SelectChoice("oui", _("Oui, j’y travaille")),
            SelectChoice("non", _("Non, je n’y travaille pas ou plus")),
        ],
    )
