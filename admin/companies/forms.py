"""Forms of the company screens. They parse and say what is misspelt; rules are the services'."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from admin.companies.words import band_label, sector_label
from app.companies.addresses import UnknownCommune, find_commune
from app.companies.code_forms import ChangeCodeForm, ReplaceCodeForm
from app.companies.decided import DECISION_LENGTH
from app.companies.eligibility import BANDS, SECTORS
from app.companies.forms import CodeForm, PolicyForm, text_of, tidy, tidy_text
from app.companies.policy import REASON_LENGTH
from app.companies.services import Facts, Site
from app.companies.team_forms import InviteForm, RightsForm
from app.reference.siret import normalise_siren, normalise_siret

LONG = 200


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
        description=_("Gardé dans l’historique, et lu par l’entreprise. N’y nommez personne."),
        render_kw={"rows": "3"},
    )  # fmt: skip
    seen = HiddenField()


class DecisionForm(FlaskForm):
    """Why staff do what the company's owners could do: the owners read it in their journal."""

    reason = TextAreaField(
        _("Motif"),
        [InputRequired(_("Indiquez le motif : il est gardé dans l’historique.")),
         Length(max=DECISION_LENGTH, message=_("Écrivez un motif de 400 caractères au plus."))],
        filters=[tidy_text],
        description=_(
            "Lu par les titulaires dans le journal de l’entreprise. N’y nommez personne."
        ),
        render_kw={"rows": "3"},
    )  # fmt: skip


class NewCodeForm(CodeForm, DecisionForm):
    """A new code, and why."""


class CodeChangeForm(ChangeCodeForm, DecisionForm):
    """Another label or last day, and why."""


class CodeReplacementForm(ReplaceCodeForm, DecisionForm):
    """The last day of the code that is replaced, and why."""


class MergeForm(FlaskForm):
    """Why, into which company (found before), and the name typed to confirm."""

    reason = ReasonForm.reason
    typed = StringField(
        _("Nom de l’entreprise qui disparaît ou cède"),
        [InputRequired(_("Recopiez le nom exact de l’entreprise pour confirmer.")),
         Length(max=LONG)],
        filters=[tidy],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )  # fmt: skip
    into = HiddenField()

    def target(self) -> UUID | None:
        """The company that receives, None for what no page of ours says."""
        try:
            return UUID(self.into.data or "")
        except ValueError:
            return None


class PolicyDecisionForm(PolicyForm, DecisionForm):
    """A new version of the policy, and why."""


class UserForm(RightsForm, DecisionForm):
    """What a user may do, and why; what was checked before somebody becomes an owner."""

    proven = BooleanField(
        _("J’ai vérifié le mandat de cette personne, et rappelé le contact officiel")
    )


class UserInviteForm(InviteForm, UserForm):
    """Whom to invite, with which rights, and why."""
