"""Giving a request to somebody, noting the check of the contact, deciding."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.companies.forms import tidy_text
from app.companies.policy import REASON_LENGTH
from app.joining.words import REFUSALS, WAYS

_LONG = Length(max=REASON_LENGTH, message=_("Écrivez 500 caractères au plus."))


class AssignForm(FlaskForm):
    """Who checks. Nobody: everybody may."""

    staff = SelectField(_("Confier à"), validate_choice=False)

    def __init__(self, people: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(**options)
        nobody = SelectChoice("", gettext("Personne en particulier"))
        self.staff.choices = [nobody, *(SelectChoice(key, name) for key, name in people)]


class ContactForm(FlaskForm):
    """How the company was reached, and what it answered."""

    way = RadioField(
        _("Comment l’entreprise a été jointe"),
        [InputRequired(_("Indiquez comment l’entreprise a été jointe."))],
        choices=[SelectChoice(key, words) for key, words in WAYS.items()],
    )
    words = TextAreaField(
        _("Ce qui a été vérifié"),
        [DataRequired(_("Notez où le contact a été trouvé et ce qu’il a répondu.")), _LONG],
        filters=[tidy_text],
        description=_("Où le numéro a été trouvé, ce que l’entreprise a répondu."),
        render_kw={"rows": "3"},
    )


class AcceptForm(FlaskForm):
    """Why it may be accepted: kept in the company's history."""

    reason = TextAreaField(
        _("Motif"),
        [DataRequired(_("Indiquez le motif\u00a0: il est gardé dans l’historique.")), _LONG],
        filters=[tidy_text],
        description=_("Par exemple «\u00a0mandat et SIRET conformes\u00a0». N’y nommez personne."),
        render_kw={"rows": "2"},
    )


class RefuseForm(FlaskForm):
    """The reason that is sent, and the words that stay here."""

    why = RadioField(
        _("Raison envoyée à la personne"),
        [InputRequired(_("Choisissez la raison."))],
        choices=[SelectChoice(key, words) for key, words in REFUSALS.items()],
    )
    note = TextAreaField(
        _("Note interne"),
        [DataRequired(_("Notez pourquoi\u00a0: seule l’équipe le lit.")), _LONG],
        filters=[tidy_text],
        render_kw={"rows": "2"},
    )
