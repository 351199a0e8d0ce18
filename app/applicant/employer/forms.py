"""The employer step: AL'in's own fields."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length, Optional

from app.applicant.typed import one_line


class EmployerForm(FlaskForm):
    """The employer's name as the applicant says it, and the Company Code where it is asked."""

    name = StringField(
        _("Nom de mon employeur"),
        [
            DataRequired(_("Indiquez le nom de votre employeur.")),
            Length(max=200, message=_("Écrivez 200 caractères au plus.")),
        ],
        description=_("Tel que vous voulez qu’il figure dans votre demande."),
        filters=[one_line],
        render_kw={"autocomplete": "organization"},
    )
    code = StringField(
        _("Code Entreprise"),
        [Optional(), Length(max=60)],
        description=_(
            "9 caractères, affichés ou envoyés par votre entreprise. Nécessaire pour montrer un "
            "résumé ou un dossier complet."
        ),
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def __init__(self, *, asks_code: bool, **options: Any) -> None:
        super().__init__(**options)
        if not asks_code:
            del self.code
