"""An offer as a landlord gives it on paper; the same checks as its file."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.companies.addresses import UnknownCommune, find_commune
from app.companies.forms import tidy
from app.offers.intake import DWELLING_TYPES, Offer
from app.offers.search import OpenOffer
from app.offers.words import BUILDING, FINANCING
from app.reference.communes import commune_label

_LONG = Length(max=200, message=_l("Écrivez 200 caractères au plus."))
_NEEDED = _l("Remplissez ce champ.")
_YES_NO = (
    SelectChoice("", _l("Non précisé")), SelectChoice("y", _l("Oui")), SelectChoice("n", _l("Non")),
)  # fmt: skip
_NOTHING = SelectChoice("", "—")


def _text(label: Any, *, needed: bool = True, hint: Any = "", most: Any = _LONG) -> StringField:
    rule = InputRequired(_NEEDED) if needed else Optional()
    return StringField(label, [rule, most], filters=[tidy], description=hint)


def _digits(value: str | None) -> str:
    return "".join(c for c in value or "" if not c.isspace())


def _choices(labels: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, str(label)) for value, label in labels.items()]


class OfferForm(FlaskForm):
    """Known by landlord and reference: typed again, it brings the known offer up to date."""

    landlord_name = _text(_l("Bailleur"))
    landlord_siren = _text(_l("SIREN du bailleur"))
    reference = _text(
        _l("Référence du bailleur"),
        hint=_l("La même référence met à jour l’offre déjà connue."),
        most=Length(max=40, message=_l("Écrivez 40 caractères au plus.")),
    )
    residence = _text(_l("Résidence"), needed=False)
    address = _text(_l("Numéro et rue"), needed=False)
    postcode = _text(_l("Code postal"))
    commune = _text(_l("Commune"))
    building = SelectField(_l("Bâtiment"))
    dwelling_type = SelectField(_l("Type"), [InputRequired(_NEEDED)])
    surface_m2 = DecimalField(
        _l("Surface en m²"), [InputRequired(_NEEDED), NumberRange(1, 9999, _NEEDED)]
    )
    floor = IntegerField(_l("Étage"), [Optional(), NumberRange(-20, 199, _NEEDED)])
    lift = SelectField(_l("Ascenseur"), choices=_YES_NO)
    parking = SelectField(_l("Stationnement"), choices=_YES_NO)
    adapted_to_disability = SelectField(_l("Adapté au handicap"), choices=_YES_NO)
    rent_euros = IntegerField(
        _l("Loyer hors charges, en euros"), [InputRequired(_NEEDED), NumberRange(0, 99999, _NEEDED)]
    )
    charges_euros = IntegerField(
        _l("Charges, en euros"), [InputRequired(_NEEDED), NumberRange(0, 99999, _NEEDED)]
    )
    financing = SelectField(_l("Financement"), [InputRequired(_NEEDED)])
    energy_class = SelectField(_l("Classe énergie"))
    available_on = DateField(_l("Disponible le"), [Optional()])
    published_on = DateField(_l("Publiée le"), [InputRequired(_NEEDED)])
    closes_on = DateField(_l("Candidatures jusqu’au"), [InputRequired(_NEEDED)])
    reserved_for_siren = _text(
        _l("Réservée à l’entreprise (SIREN)"), needed=False,
        hint=_l("Vide : ouverte à toutes. Réservée, elle n’est montrée qu’à ses salariés."),
    )  # fmt: skip

    insee_code: str | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        unsaid = SelectChoice("", str(_l("Non précisé")))
        self.building.choices = [unsaid, *_choices(BUILDING)]
        self.dwelling_type.choices = [_NOTHING, *_choices({t: t for t in sorted(DWELLING_TYPES)})]
        self.financing.choices = [_NOTHING, *_choices(FINANCING)]
        self.energy_class.choices = [unsaid, *_choices({c: c for c in "ABCDEFG"})]

    def validate_commune(self, field: StringField) -> None:
        try:
            self.insee_code = find_commune(self.postcode.data or "", field.data or "").insee_code
        except UnknownCommune:
            raise ValidationError(
                _l("Cette commune n’a pas ce code postal : vérifiez les deux.")
            ) from None

    def show(self, one: OpenOffer, reference: str) -> None:
        """Fill the form with what is known."""
        for name in ("landlord_name", "landlord_siren", "residence", "address", "postcode",
                     "dwelling_type", "surface_m2", "floor", "rent_euros", "charges_euros",
                     "financing", "available_on", "published_on", "closes_on",
                     "reserved_for_siren"):  # fmt: skip
            self[name].data = getattr(one, name)
        self.reference.data = reference
        self.commune.data = commune_label(one.insee_code)
        self.building.data, self.energy_class.data = one.building or "", one.energy_class or ""
        for name in ("lift", "parking", "adapted_to_disability"):
            self[name].data = {True: "y", False: "n", None: ""}[getattr(one, name)]

    def offer(self) -> Offer:
        """What was typed, once valid."""
        return Offer(
            reference=self.reference.data,
            landlord_siren=_digits(self.landlord_siren.data),
            landlord_name=self.landlord_name.data,
            insee_code=self.insee_code or "",
            postcode=_digits(self.postcode.data),
            dwelling_type=self.dwelling_type.data,
            surface_m2=round(float(self.surface_m2.data), 2),
            rent_euros=self.rent_euros.data,
            charges_euros=self.charges_euros.data,
            financing=self.financing.data,
            residence=self.residence.data or None,
            address=self.address.data or None,
            building=self.building.data or None,
            floor=self.floor.data,
            energy_class=self.energy_class.data or None,
            reserved_for_siren=_digits(self.reserved_for_siren.data) or None,
            published_on=self.published_on.data,
            closes_on=self.closes_on.data,
            available_on=self.available_on.data,
            lift=self._answer("lift"),
            parking=self._answer("parking"),
            adapted_to_disability=self._answer("adapted_to_disability"),
        )

    def _answer(self, name: str) -> bool | None:
        return {"y": True, "n": False}.get(self[name].data or "")
