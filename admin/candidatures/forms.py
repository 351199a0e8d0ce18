"""What advisers type: a purpose, a reason, a landlord's result."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from admin.candidatures.words import RESULTS
from app.candidatures.advising import REASON_LENGTH
from app.privacy.readers.adviser import CheckPurpose
from app.privacy.words.readings import STAFF_PURPOSES

_LONGEST = Length(max=REASON_LENGTH, message=_l("Écrivez 1 900 caractères au plus."))


def tidy_words(value: str | None) -> str | None:
    """What can be printed again: control characters but line ends become spaces."""
    if value is None:
        return None
    return "".join(c if c.isprintable() or c == "\n" else " " for c in value).strip()


class NumberForm(FlaskForm):
    """A Numéro Unique that somebody gave."""

    number = StringField(_l("Numéro Unique"), [InputRequired(_l("Indiquez un Numéro Unique."))])


class CheckPurposeForm(FlaskForm):
    """The value is one of CheckPurpose."""

    purpose = RadioField(
        _l("Pourquoi ouvrez-vous ce dossier ?"),
        choices=[SelectChoice(one.value, STAFF_PURPOSES[one.value]) for one in CheckPurpose],
        validators=[InputRequired(_l("Choisissez un motif"))],
    )


class RefusalForm(FlaskForm):
    """Why a candidature is not validated, in words for its applicant."""

    reason = TextAreaField(
        _l("Motif, lu par la personne"),
        [DataRequired(_l("Expliquez pourquoi, avec des mots simples.")), _LONGEST],
        filters=[tidy_words],
        description=_l("Dites ce qui manque et ce qu’il faut faire. L’employeur ne le lit jamais."),
        render_kw={"rows": "6"},
    )


class ClosingForm(FlaskForm):
    """The landlord never answered."""

    words = TextAreaField(
        _l("Message pour la personne"),
        [Optional(), _LONGEST],
        filters=[tidy_words],
        render_kw={"rows": "4"},
    )


class ResultForm(FlaskForm):
    """One event as the landlord told it. `event_id` is drawn with the page: sent twice, it is
    taken once."""

    event_id = HiddenField()
    event = SelectField(_l("Ce que dit le bailleur"), [InputRequired(_l("Choisissez."))])
    day = DateField(
        _l("Date"), [InputRequired(_l("Indiquez un jour, au format jj/mm/aaaa."))],
        description=_l("Le jour où c’est arrivé, pas celui de la saisie."),
    )  # fmt: skip
    rank = IntegerField(
        _l("Rang"),
        [Optional(), NumberRange(1, 999, _l("Indiquez un rang de 1 à 999."))],
        description=_l("Pour une attribution avec un rang."),
    )
    condition = TextAreaField(
        _l("Condition ou message, lu par la personne"),
        [Optional(), _LONGEST],
        filters=[tidy_words],
        render_kw={"rows": "3"},
    )
    answer_by = DateField(
        _l("Répondre avant le"),
        [Optional()],
        description=_l("Pour une proposition. Jamais moins de dix jours : le portail y veille."),
    )

    def __init__(self, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.today = today
        labels = (SelectChoice(code, str(label)) for code, label in RESULTS.items())
        self.event.choices = [SelectChoice("", _("Choisir")), *labels]

    def validate_day(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_("Indiquez une date passée ou celle d’aujourd’hui."))

    def validate(self, extra_validators: Any = None) -> bool:
        """A rank is optional but for an award with one."""
        good = bool(super().validate(extra_validators))
        if self.event.data == "AWARDED_RANKED" and self.rank.data is None:
            self.rank.errors = [*self.rank.errors, _("Indiquez le rang.")]
            return False
        return good
