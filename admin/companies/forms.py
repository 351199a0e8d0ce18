"""Forms of the company screens. They parse and say what is misspelt; rules are the services'."""

import unicodedata
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from admin.companies.words import band_label, role_label, sector_label
from app.accounts.addresses import BadAddress, normal_email
from app.companies.addresses import UnknownCommune, find_commune
from app.companies.eligibility import BANDS, SECTORS
from app.companies.policy import REASON_LENGTH
from app.companies.services import Facts, Site
from app.reference.siret import normalise_siren, normalise_siret

LONG = 200


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


class SiteFields(FlaskForm):
    """An establishment: number, name, address. `commune_code` is filled by validation."""

    siret = StringField(
        _("SIRET"),
        [InputRequired(_("Indiquez les 14 chiffres du SIRET.")), Length(max=60)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"},
    )
    label = StringField(
        _("Nom de l’établissement"),
        [InputRequired(_("Donnez un nom à l’établissement, par exemple « Siège ».")),
         Length(max=LONG, message=_("Écrivez 200 caractères au plus."))],
        filters=[tidy],
    )  # fmt: skip
    address = StringField(
        _("Numéro et rue"),
        [Optional(), Length(max=LONG, message=_("Écrivez 200 caractères au plus."))],
        filters=[tidy],
    )
    postcode = StringField(
        _("Code postal"),
        [InputRequired(_("Indiquez le code postal.")),
         Regexp(r"^\d{5}$", message=_("Indiquez un code postal à 5 chiffres."))],
        filters=[tidy],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )  # fmt: skip
    commune = StringField(
        _("Commune"),
        [InputRequired(_("Indiquez la commune.")), Length(max=LONG)],
        filters=[tidy],
        render_kw={"autocomplete": "off"},
    )

    commune_code: str | None = None

    def validate_siret(self, field: StringField) -> None:
        if normalise_siret(text_of(field)) is not None:
            return
        if normalise_siren(text_of(field)) is not None:
            raise ValidationError(
                _("C’est un SIREN : ajoutez les 5 chiffres de l’établissement pour le SIRET.")
            )
        raise ValidationError(_("Ce SIRET est inexact : vérifiez ses 14 chiffres."))

    def validate_commune(self, field: StringField) -> None:
        if self.postcode.errors or not self.postcode.data:
            return
        try:
            self.commune_code = find_commune(self.postcode.data, text_of(field)).insee_code
        except UnknownCommune as unknown:
            raise ValidationError(self._which(unknown)) from None

    def _which(self, unknown: UnknownCommune) -> str:
        if not unknown.offered:
            return str(_("Aucune commune n’a ce code postal : indiquez-le sans CEDEX."))
        names = ", ".join(unknown.offered[:6])
        return str(_("Ce code postal est celui de : %(names)s.", names=names))

    def site(self) -> Site:
        """What was typed, once valid."""
        siret = normalise_siret(text_of(self.siret))
        assert siret is not None
        return Site(
            siret,
            text_of(self.label),
            self.address.data or None,
            self.postcode.data,
            self.commune_code,
        )


class FactsFields(FlaskForm):
    """Name, sector and headcount of a company."""

    name = StringField(
        _("Nom de l’entreprise"),
        [InputRequired(_("Indiquez le nom de l’entreprise.")),
         Length(max=LONG, message=_("Écrivez 200 caractères au plus."))],
        filters=[tidy],
    )  # fmt: skip
    sector = RadioField(_("Secteur"), [InputRequired(_("Choisissez le secteur."))])
    headcount_band = SelectField(
        _("Effectif du SIREN"),
        description=_("Tous établissements réunis, moyenne annuelle de l’INSEE."),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sector.choices = [(s, sector_label(s)) for s in SECTORS]
        self.headcount_band.choices = [("", band_label(None))] + [
            (code, band_label(code)) for code in BANDS
        ]

    def facts(self) -> Facts:
        """What was typed, once valid."""
        return Facts(text_of(self.name), self.sector.data, self.headcount_band.data or None)


class NewCompanyForm(FactsFields, SiteFields):
    """A company and its head office: the SIREN is the SIRET's beginning."""


class SiteForm(SiteFields):
    """One more establishment."""


class FactsForm(FactsFields):
    """A correction; the three hidden fields are what the person was looking at."""

    seen_name = HiddenField()
    seen_sector = HiddenField()
    seen_band = HiddenField()

    def seen(self) -> Facts:
        """The facts as they were when the form was shown."""
        return Facts(
            self.seen_name.data or "", self.seen_sector.data or "", self.seen_band.data or None
        )


class ReasonForm(FlaskForm):
    """Why a state changes; `seen` is the state the person was looking at."""

    reason = TextAreaField(
        _("Motif"),
        [InputRequired(_("Indiquez le motif : il est gardé dans l’historique.")),
         Length(max=REASON_LENGTH, message=_("Écrivez un motif de 500 caractères au plus."))],
        filters=[tidy_text],
        description=_("Gardé dans l’historique. N’y nommez personne."),
        render_kw={"rows": "3"},
    )  # fmt: skip
    seen = HiddenField()


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


class InviteForm(FlaskForm):
    """Whom to invite, and with which role."""

    email = EmailField(
        _("Adresse e-mail"),
        [InputRequired(_("Indiquez l’adresse e-mail de la personne."))],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    role = RadioField(_("Rôle"), [InputRequired(_("Choisissez un rôle."))])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        roles = ("OWNER", "MANAGER", "READER", "COMMISSION")
        self.role.choices = [(role, role_label(role)) for role in roles]

    def validate_email(self, field: EmailField) -> None:
        try:
            normal_email(text_of(field))
        except BadAddress:
            raise ValidationError(
                _("Vérifiez l’adresse : elle s’écrit comme nom@entreprise.fr.")
            ) from None
