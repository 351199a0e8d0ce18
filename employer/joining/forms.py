"""Who asks to join, for which establishment, with which proof of mandate."""

import phonenumbers
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, StringField, TelField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.accounts import addresses
from app.accounts.screens.checks import EmailAddress, VisibleText
from app.companies.forms import text_of, tidy
from app.joining.proof import MOST_BYTES, BadProof, Proof, read_proof
from app.reference.siret import normalise_siren, normalise_siret

LONG = 120


class AskForm(FlaskForm):
    """Read whole before anything is kept; `found_proof` is set by validation."""

    siret = StringField(
        _("SIRET de votre établissement"),
        [InputRequired(_("Indiquez les 14 chiffres du SIRET.")), Length(max=60)],
        description=_("14 chiffres, sur une fiche de paie ou un avis de situation de l’INSEE."),
        render_kw={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"},
    )
    company_name = StringField(
        _("Nom de l’entreprise"),
        [Optional(), Length(max=200, message=_("Écrivez 200 caractères au plus."))],
        description=_("Laissez vide\u00a0: nous prenons celui que publie l’INSEE."),
        filters=[tidy],
        render_kw={"autocomplete": "organization"},
    )
    asker_name = StringField(
        _("Vos prénom et nom"),
        [InputRequired(_("Indiquez votre prénom et votre nom.")), Length(max=LONG), VisibleText()],
        render_kw={"autocomplete": "name"},
    )
    asker_function = StringField(
        _("Votre fonction"),
        [InputRequired(_("Indiquez votre fonction dans l’entreprise.")), Length(max=LONG),
         VisibleText()],
        render_kw={"autocomplete": "organization-title"},
    )  # fmt: skip
    email = EmailField(
        _("Adresse e-mail professionnelle"),
        [InputRequired(_("Indiquez votre adresse e-mail professionnelle.")),
         Length(max=addresses.MAX_LENGTH), EmailAddress()],
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )  # fmt: skip
    phone = TelField(
        _("Téléphone professionnel"),
        [InputRequired(_("Indiquez un numéro où vous joindre.")), Length(max=40)],
        render_kw={"autocomplete": "tel"},
    )
    proof = FileField(
        _("Justificatif de mandat"),
        description=_("PDF, JPEG ou PNG de 5 Mo au plus\u00a0: délégation, lettre signée de la "
                      "direction, extrait Kbis à votre nom."),
        render_kw={"accept": ".pdf,.jpg,.jpeg,.png", "required": True},
    )  # fmt: skip
    terms = BooleanField(
        _("J’ai lu et j’accepte ces conditions"),
        [InputRequired(_("Acceptez les conditions pour envoyer la demande."))],
    )

    found_proof: Proof
    digits: str

    def validate_siret(self, field: StringField) -> None:
        found = normalise_siret(text_of(field))
        if found is not None:
            self.digits = found
            return
        if normalise_siren(text_of(field)) is not None:
            raise ValidationError(
                _("C’est un SIREN\u00a0: ajoutez les 5 chiffres de l’établissement pour le SIRET.")
            )
        raise ValidationError(_("Ce SIRET est inexact\u00a0: vérifiez ses 14 chiffres."))

    def validate_phone(self, field: TelField) -> None:
        try:
            number = phonenumbers.parse(text_of(field), "FR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(_("Écrivez un numéro complet, comme 01 23 45 67 89."))
        field.data = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def validate_proof(self, field: FileField) -> None:
        """By its bytes: neither the name nor the declared type is looked at."""
        content = field.data.read(MOST_BYTES + 1) if field.data else b""
        try:
            self.found_proof = read_proof(content)
        except BadProof as bad:
            raise ValidationError(_WRONG[bad.reason]) from None


_WRONG = {
    "empty": _("Joignez le justificatif de votre mandat."),
    "too_large": _("Ce fichier dépasse 5 Mo\u00a0: joignez-en un plus petit."),
    "kind": _("Ce fichier n’est pas un PDF, un JPEG ou un PNG entier."),
}
