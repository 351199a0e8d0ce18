"""What is typed to support a candidature or suggest a dwelling; nothing is decided here."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.support.policy import NOTE_LENGTH

_SHORT = Length(max=NOTE_LENGTH, message=_l("Écrivez 500 caractères au plus."))
_SIZE = {"rows": "5", "maxlength": str(NOTE_LENGTH)}


class NoteForm(FlaskForm):
    """The note that goes with the file."""

    note = TextAreaField(
        _l("Note de soutien"),
        [InputRequired(_l("Écrivez votre note\u00a0: la personne la lira.")), _SHORT],
        render_kw=_SIZE,
    )


class SuggestForm(FlaskForm):
    """A dwelling of the list, with a word or none."""

    offer = RadioField(_l("Logement"), [InputRequired(_l("Choisissez un logement de la liste."))])
    note = TextAreaField(_l("Votre message"), [_SHORT], render_kw={**_SIZE, "rows": "3"})

    def __init__(self, offers: list[tuple[str, str]], **options: object) -> None:
        super().__init__(**options)
        self.offer.choices = [SelectChoice(value, label) for value, label in offers]
