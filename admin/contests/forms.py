"""How a contest is settled; nothing is decided here."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.points.policy import WORDS_LENGTH


class SettleForm(FlaskForm):
    """KEPT or REVERSED, with words the applicant reads."""

    verdict = RadioField(
        _l("Décision"),
        choices=[
            SelectChoice("KEPT", _l("Maintenir la ligne")),
            SelectChoice("REVERSED", _l("Reprendre les points")),
        ],
        validators=[InputRequired(_l("Choisissez une décision."))],
    )
    words = TextAreaField(
        _l("Réponse"),
        [
            InputRequired(_l("Écrivez votre réponse : la personne la lira.")),
            Length(max=WORDS_LENGTH, message=_l("Écrivez 1 000 caractères au plus.")),
        ],
        render_kw={"rows": "4", "maxlength": str(WORDS_LENGTH)},
    )
