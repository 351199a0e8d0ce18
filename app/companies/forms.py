"""The forms of codes and policies, the same whether staff or the company itself fill them in."""

import unicodedata
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget


def tidy(value: str | None) -> str | None:
    """One line without control characters nor marks of direction: nobody means one."""
    return " ".join(_printable(value, "").split()) if value else value


def tidy_text(value: str | None) -> str | None:
    """Several lines, trimmed, without control characters."""
    return _printable(value.replace("\r\n", "\n"), "\n").strip() if value else value


def _printable(value: str, kept: str) -> str:
    return "".join(c if c in kept or unicodedata.category(c)[0] != "C" else " " for c in value)


def text_of(field: StringField) -> str:
    """What was typed, "" when nothing was."""
    return field.data or ""


class CheckboxListField(SelectMultipleField):
    """Several tick boxes under one legend."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class CodeForm(FlaskForm):
    """A new Company Code; the code itself is drawn at random."""

    label = StringField(
        _("Libellé"),
        [InputRequired(_("Donnez un libellé, par exemple « Affiche 2027 ».")),
         Length(max=120, message=_("Écrivez 120 caractères au plus."))],
        filters=[tidy],
    )  # fmt: skip
    siret = SelectField(_("Établissement"))
    valid_from = DateField(
        _("Début"), [InputRequired(_("Indiquez le premier jour, au format jj/mm/aaaa."))]
    )
    valid_until = DateField(_("Fin"), [Optional()], description=_("Vide : sans fin."))

    def __init__(self, sites: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.siret.choices = [("", str(_("Toute l’entreprise"))), *sites]


class PolicyForm(FlaskForm):
    """A new policy version. Choice 1 is no field: it is always offered."""

    effective_on = DateField(
        _("Prend effet le"), [InputRequired(_("Indiquez un jour, au format jj/mm/aaaa."))]
    )
    choices = CheckboxListField(_("Choix proposés, en plus du choix 1"), coerce=int)
    code_required = BooleanField(_("Demander un Code Entreprise pour les choix 2 et 3"))
    points_on_summary = BooleanField(_("Permettre les points dès le choix 2"))
    access_rules = TextAreaField(
        _("Règles d’accès"),
        [Optional(), Length(max=2000, message=_("Écrivez 2 000 caractères au plus."))],
        filters=[tidy_text],
        description=_("Lues par les demandeurs de l’entreprise avant leur choix."),
        render_kw={"rows": "6"},
    )
    seen = HiddenField()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.choices.choices = [
            (2, str(_("Choix 2 : résumé"))),
            (3, str(_("Choix 3 : dossier complet"))),
        ]

    def day(self) -> date:
        """The first day the version governs, once valid."""
        day = self.effective_on.data
        assert day is not None
        return day

    def seen_number(self) -> int:
        """The newest version the person was looking at; -1 matches none."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
