"""What one says of a contested line; nothing is decided here."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from app.points.policy import WORDS_LENGTH


class ContestForm(FlaskForm):
    words = TextAreaField(
        _l("Ce que vous contestez"),
        [
            InputRequired(_l("Dites en quelques mots ce que vous contestez.")),
            Length(max=WORDS_LENGTH, message=_l("Écrivez 1 000 caractères au plus.")),
        ],
        render_kw={"rows": "5", "maxlength": str(WORDS_LENGTH)},
    )
