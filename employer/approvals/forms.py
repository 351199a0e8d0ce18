"""What is typed about a second person; nothing is decided here."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.approvals.services import MOST_PEOPLE, WORDS_LENGTH, Limits
from app.companies.forms import tidy_text

_RANGE = NumberRange(1, MOST_PEOPLE, _l("Écrivez un nombre de 1 à 10 000, ou rien."))


class AnswerForm(FlaskForm):
    """Yes, or no with a word to the colleague."""

    verdict = RadioField(
        _l("Votre réponse"),
        choices=[SelectChoice("yes", _l("Donner mon accord")), SelectChoice("no", _l("Refuser"))],
        validators=[InputRequired(_l("Choisissez une réponse."))],
    )
    words = TextAreaField(
        _l("Mot à votre collègue"),
        [Length(max=WORDS_LENGTH, message=_l("Écrivez 300 caractères au plus."))],
        filters=[tidy_text],
    )

    def validate_words(self, field: TextAreaField) -> None:
        if self.verdict.data == "no" and not field.data:
            raise ValidationError(_l("Dites pourquoi, en quelques mots."))


class ButtonForm(FlaskForm):
    """A button alone: its token."""


class LimitsForm(FlaskForm):
    """`seen` is the change the owner was looking at."""

    exports = IntegerField(_l("Exporter plus de… personnes"), [Optional(), _RANGE])
    awards = IntegerField(
        _l("Attribuer des points à plus de… personnes à la fois"), [Optional(), _RANGE]
    )
    seen = HiddenField()

    def limits(self) -> Limits:
        """What was typed; a hidden field nobody was shown matches no change."""
        seen = self.seen.data or ""
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1
        return Limits(self.exports.data, self.awards.data, number)


def filled(limits: Limits) -> dict[str, Any]:
    """The form's fields for the limits in force."""
    return {"exports": limits.exports, "awards": limits.awards, "seen": str(limits.number)}
