"""What is typed about points; nothing is decided here."""

from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.points.policy import REASON_LENGTH, WORDS_LENGTH, Criterion
from app.points.services import Award


def whole_number(text: str | None) -> int | None:
    """A number as people type it ("1 000"), or None."""
    digits = "".join((text or "").split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


class AwardForm(FlaskForm):
    """One criterion of the version shown. `key` names the press of the button."""

    criterion = RadioField(
        _l("Critère"), validators=[InputRequired(_l("Choisissez un critère du barème."))]
    )
    version = HiddenField()
    key = HiddenField()

    def __init__(self, criteria: tuple[Criterion, ...], version: int, **options: object) -> None:
        super().__init__(**options)
        self.criterion.choices = [SelectChoice(str(c.ordinal), c.label) for c in criteria]
        if not self.is_submitted():
            self.version.data, self.key.data = str(version), str(uuid4())

    def award(self) -> Award:
        """What was asked; a version or key nobody was shown matches none."""
        return Award(whole_number(self.version.data) or 0, int(self.criterion.data), self._key())

    def start_again(self, version: int) -> None:
        """What was chosen stays; the next press is another one, on the version now shown."""
        self.version.data, self.key.data = str(version), str(uuid4())

    def _key(self) -> UUID:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return uuid4()


class ReversalForm(FlaskForm):
    """Why points are taken back."""

    reason = TextAreaField(
        _l("Motif"),
        [
            InputRequired(_l("Indiquez le motif : la personne le lira.")),
            Length(max=REASON_LENGTH, message=_l("Écrivez 500 caractères au plus.")),
        ],
        render_kw={"rows": "3", "maxlength": str(REASON_LENGTH)},
    )


class VerdictForm(FlaskForm):
    """KEPT or REVERSED, with words the person reads."""

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
