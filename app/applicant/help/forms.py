"""Writing to Action Logement."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.applicant.typed import several_lines
from app.inbox.services import MOST_WORDS
from app.inbox.words import TOPICS


class ContactForm(FlaskForm):
    """What it is about, and the question."""

    topic = RadioField(
        _("Votre question porte sur"),
        [InputRequired(_("Choisissez un sujet."))],
        choices=[SelectChoice(code, name) for code, name in TOPICS.items()],
    )
    words = TextAreaField(
        _("Votre question"),
        [
            DataRequired(_("Écrivez votre question.")),
            Length(max=MOST_WORDS, message=_("Écrivez 4 000 caractères au plus.")),
        ],
        filters=[several_lines],
        render_kw={"rows": "8"},
    )
