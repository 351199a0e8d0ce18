"""Validators of what people type about themselves."""

import unicodedata
from typing import Any

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from app.accounts.addresses import BadAddress, normal_email

# Signs that are not seen (line ends, NUL, turned writing direction) have no place in a name.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class VisibleText:
    """Refuses text with unseen signs in it (shown again without them), or only spaces."""

    def __call__(self, _form: Any, field: Any) -> None:
        typed = str(field.data or "").strip(" ")
        field.data = "".join(c for c in typed if unicodedata.category(c) not in _UNSEEN)
        if not field.data or field.data != typed:
            raise ValidationError(_("Écrivez un nom fait de lettres."))


class EmailAddress:
    """Replaces what was typed by the address's one spelling, or refuses it."""

    def __call__(self, _form: Any, field: Any) -> None:
        try:
            field.data = normal_email(field.data or "")
        except BadAddress:
            raise ValidationError(
                _("Écrivez une adresse e-mail complète, comme nom@exemple.fr.")
            ) from None
