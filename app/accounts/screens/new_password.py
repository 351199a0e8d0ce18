"""The field in which a password is chosen, and the sentences of its rules."""

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _
from wtforms import Field, PasswordField
from wtforms.validators import InputRequired

from app.accounts.password_rules import PasswordFault, password_faults


def new_password_field(label: LazyString | None = None) -> PasswordField:
    """Shown empty again after a refusal; password managers offer to fill it in."""
    return PasswordField(
        label or lazy_gettext("Mot de passe"),
        [InputRequired(lazy_gettext("Choisissez un mot de passe."))],
        render_kw={"autocomplete": "new-password"},
    )


def password_hint(audience: str) -> str:
    """The rule, said before anybody breaks it."""
    if audience == "applicant":
        return _(
            "8 caractères au moins, dont un chiffre, une majuscule et une minuscule. "
            "Une phrase convient."
        )
    return _("12 caractères au moins. Une phrase convient.")


def judge_password(field: Field, audience: str, own_names: tuple[str, ...]) -> bool:
    """Put what is wrong with the new password on its field; True when nothing is."""
    faults = password_faults(audience, field.data or "", own_names)
    field.errors = [*field.errors, *(_sentence(fault, audience) for fault in faults)]
    return not faults


def _sentence(fault: PasswordFault, audience: str) -> str:
    sentences = {
        PasswordFault.TOO_LONG: _("Choisissez un mot de passe de 256 caractères au plus."),
        PasswordFault.NO_DIGIT: _("Ajoutez un chiffre."),
        PasswordFault.NO_UPPER: _("Ajoutez une majuscule."),
        PasswordFault.NO_LOWER: _("Ajoutez une minuscule."),
        PasswordFault.IS_USER_NAME: _("N’utilisez ni votre adresse ni votre nom."),
        PasswordFault.COMMON: _("Ce mot de passe est trop courant\u00a0: choisissez-en un autre."),
    }
    if fault is PasswordFault.TOO_SHORT:
        least = 8 if audience == "applicant" else 12
        return _("Choisissez un mot de passe de %(least)d caractères au moins.", least=least)
    return sentences[fault]
