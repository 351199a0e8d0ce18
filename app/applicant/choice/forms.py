"""The choice: nothing is ticked beforehand, and only what is offered can be ticked."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from app.consent.policy import MAX_MONTHS
from app.consent.services import ChoiceMade
from app.consent.texts import ChoiceTexts
from app.privacy.rule import Choice
from app.privacy.wording import CHOICE_NAMES

YES, NO = "oui", "non"
NO_END, FOR_MONTHS = "sans-fin", "mois"


class ChoiceForm(FlaskForm):
    """Choice, sensitive answer (choice 3 only), duration (choices 2 and 3 only)."""

    choice = RadioField(_("Ce que mon employeur peut voir"), validate_choice=False)
    sensitive = RadioField(
        _("2. Avec le dossier complet, que faire des éléments sensibles ?"), validate_choice=False
    )
    duration = RadioField(_("3. Pendant combien de temps ?"), validate_choice=False)
    months = SelectField(_("Nombre de mois"), validate_choice=False)
    # The version of the text that stands on the page: nobody consents to another one.
    wording = HiddenField()

    def __init__(self, offered: Collection[Choice], texts: ChoiceTexts, **options: Any) -> None:
        super().__init__(**options)
        self.texts = texts
        self.choice.choices = [
            SelectChoice(str(int(c)), str(CHOICE_NAMES[c])) for c in Choice if c in offered
        ]
        self.sensitive.choices = [
            SelectChoice(YES, texts.answer(True)),
            SelectChoice(NO, texts.answer(False)),
        ]
        self.duration.choices = [
            SelectChoice(NO_END, gettext("Jusqu’à ce que je change d’avis")),
            SelectChoice(FOR_MONTHS, gettext("Pendant un nombre de mois")),
        ]
        self.months.choices = [
            SelectChoice("", gettext("Choisir")),
            *(SelectChoice(str(n), str(n)) for n in range(1, MAX_MONTHS + 1)),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask only what the choice makes necessary; each error says what to do."""
        valid = super().validate(extra_validators)
        if self.wording.data != self.texts.version:
            self.form_errors.append(
                gettext("Le texte de ce choix a changé. Relisez-le, puis enregistrez votre choix.")
            )
            valid = False
        chosen = _ticked(self.choice)
        if chosen is None:
            self.choice.errors = [gettext("Choisissez une des possibilités.")]
            return False
        if chosen == str(int(Choice.ANONYMOUS)):
            return valid
        if chosen == str(int(Choice.FULL_FILE)) and _ticked(self.sensitive) is None:
            self.sensitive.errors = [gettext("Dites ce qu’il faut faire des éléments sensibles.")]
        duration = _ticked(self.duration)
        if duration is None:
            self.duration.errors = [gettext("Dites pendant combien de temps votre choix vaut.")]
        elif duration == FOR_MONTHS and not _ticked(self.months):
            self.months.errors = [gettext("Choisissez de 1 à 12 mois.")]
        return valid and not (self.sensitive.errors or self.duration.errors or self.months.errors)

    @property
    def made(self) -> ChoiceMade:
        """The answers that count for the choice, once validated; the others are dropped."""
        choice = Choice(int(self.choice.data))
        if choice is Choice.ANONYMOUS:
            return ChoiceMade(choice)
        months = int(self.months.data) if self.duration.data == FOR_MONTHS else None
        sensitive = self.sensitive.data == YES if choice is Choice.FULL_FILE else None
        return ChoiceMade(choice, sensitive, months)


def _ticked(field: RadioField | SelectField) -> str | None:
    """The answer, if it is one of those offered."""
    values = {one.value for one in field.choices}
    return field.data if field.data and field.data in values else None
