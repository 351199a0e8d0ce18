"""Contesting a reading."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from app.applicant.typed import several_lines
from app.inbox.services import MOST_WORDS


class ContestForm(FlaskForm):
    """Why this reading should not have been."""

    words = TextAreaField(
        _("Pourquoi cette lecture vous étonne"),
        [
            DataRequired(_("Dites en quelques mots ce qui vous étonne.")),
            Length(max=MOST_WORDS, message=_("Écrivez 4 000 caractères au plus.")),
        ],
        filters=[several_lines],
        render_kw={"rows": "6"},
    )
