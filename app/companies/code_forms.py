"""Changing and replacing a code, the same forms for staff and for the company itself."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.companies.forms import text_of, tidy
from app.companies.own_codes import LABEL_LENGTH, CodeFacts
from app.companies.queries import CodeLine


class ChangeCodeForm(FlaskForm):
    """Another label or last day; the hidden fields are what the person was looking at."""

    label = StringField(
        _("Libellé"),
        [InputRequired(_("Donnez un libellé, par exemple «\u00a0Affiche 2027\u00a0».")),
         Length(max=LABEL_LENGTH, message=_("Écrivez 120 caractères au plus."))],
        filters=[tidy],
    )  # fmt: skip
    valid_until = DateField(_("Fin"), [Optional()], description=_("Vide\u00a0: sans fin."))
    seen_label = HiddenField()
    seen_until = HiddenField()

    def note(self, line: CodeLine) -> None:
        """From now on this is what the person has seen."""
        self.seen_label.data = line.label
        self.seen_until.data = line.valid_until.isoformat() if line.valid_until else ""

    def facts(self) -> CodeFacts:
        """What was typed, once valid."""
        return CodeFacts(text_of(self.label), self.valid_until.data)

    def seen(self) -> CodeFacts:
        try:
            until = date.fromisoformat(self.seen_until.data) if self.seen_until.data else None
        except ValueError:
            until = date.min
        return CodeFacts(self.seen_label.data or "", until)


class ReplaceCodeForm(FlaskForm):
    """Until when the code that is replaced still works."""

    last_day = DateField(
        _("Dernier jour de l’ancien code"),
        [InputRequired(_("Indiquez un jour, au format jj/mm/aaaa."))],
    )
