"""Why somebody is thought not to work here."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

MOST_WORDS = 1_000


class LeavingForm(FlaskForm):
    """The person reads these words."""

    words = TextAreaField(
        _l("Ce que vous savez"),
        [
            InputRequired(_l("Écrivez ce que vous savez\u00a0: la personne le lira.")),
            Length(max=MOST_WORDS, message=_l("Écrivez 1\u202f000 caractères au plus.")),
        ],
        render_kw={"rows": "4", "maxlength": str(MOST_WORDS)},
    )
