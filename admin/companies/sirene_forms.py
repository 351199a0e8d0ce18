"""Forms of what is taken from SIRENE: names and ticks; numbers and facts never pass by them."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from app.companies.forms import CheckboxListField, tidy
from app.companies.services import NAME_LENGTH


class FromSireneForm(FlaskForm):
    """A new company: the name people know it by, and establishments beside the head office."""

    name = StringField(
        _("Nom de l’entreprise"),
        [InputRequired(_("Indiquez le nom de l’entreprise.")),
         Length(max=NAME_LENGTH, message=_("Écrivez 200 caractères au plus."))],
        filters=[tidy],
        description=_("Celui que les salariés connaissent."),
    )  # fmt: skip
    sites = CheckboxListField(_("Autres établissements ouverts"))

    def __init__(self, sites: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.sites.choices = sites


class UpToDateForm(FlaskForm):
    """What an existing company takes from the reference."""

    facts = BooleanField(_("Reprendre le secteur et l’effectif publiés par l’INSEE"))
    sites = CheckboxListField(_("Établissements ouverts à ajouter"))

    def __init__(self, sites: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.sites.choices = sites
