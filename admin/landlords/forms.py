"""The form that makes a key."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.companies.forms import tidy
from app.reference.siret import normalise_siren


class KeyForm(FlaskForm):
    """Whose system, and a name to tell its keys apart."""

    siren = StringField(
        _l("SIREN du bailleur"),
        [InputRequired(_l("Indiquez les 9 chiffres du SIREN.")), Length(max=60)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"},
    )
    label = StringField(
        _l("Nom de la clé"),
        [InputRequired(_l("Donnez un nom à la clé, par exemple « Production ».")),
         Length(max=80, message=_l("Écrivez 80 caractères au plus."))],
        filters=[tidy],
    )  # fmt: skip

    def validate_siren(self, field: StringField) -> None:
        number = normalise_siren(field.data or "")
        if number is None:
            raise ValidationError(_l("Ce numéro n’est pas un SIREN. Vérifiez les 9 chiffres."))
        field.data = number
