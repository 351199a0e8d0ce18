"""The filters of the list of offers: they stand in the address, and nothing typed can break it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from app.offers.search import Filters, Tab
from app.offers.words import BUILDING, FINANCING

TYPES = ("T1", "T2", "T3", "T4", "T5", "T6")
LARGEST = 99_999
Communes = Sequence[tuple[str, str]]


class CheckboxListField(SelectMultipleField):
    """Several tick boxes under one legend; what is not offered counts for nothing."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def known(self) -> tuple[str, ...]:
        """What was ticked among what is offered, in the order of the offer."""
        ticked = set(self.data or ())
        return tuple(str(c.value) for c in self.choices or () if str(c.value) in ticked)


class FilterForm(FlaskForm):
    """Everything one may ask of a dwelling, by GET. `communes` are (INSEE code, label) pairs."""

    class Meta:
        csrf = False

    types = CheckboxListField(_("Type de logement"), name="type", validate_choice=False)
    most = StringField(
        _("Loyer et charges, au plus (euros)"), name="loyer", render_kw={"inputmode": "numeric"}
    )
    least = StringField(
        _("Surface, au moins (m²)"), name="surface", render_kw={"inputmode": "numeric"}
    )
    financings = CheckboxListField(_("Financement"), name="financement", validate_choice=False)
    building = SelectField(_("Bâtiment"), name="batiment", validate_choice=False)
    lift = BooleanField(_("Avec ascenseur"), name="ascenseur")
    adapted = BooleanField(_("Adapté à un handicap"), name="adapte")
    parking = BooleanField(_("Avec stationnement"), name="stationnement")
    communes = CheckboxListField(_("Communes"), name="commune", validate_choice=False)

    def __init__(self, communes: Communes, **options: Any) -> None:
        super().__init__(**options)
        self.types.choices = [SelectChoice(one, one) for one in TYPES]
        self.financings.choices = [SelectChoice(c, str(name)) for c, name in FINANCING.items()]
        self.building.choices = [
            SelectChoice("", gettext("Tous")),
            *(SelectChoice(code, str(name)) for code, name in BUILDING.items()),
        ]
        self.communes.choices = [SelectChoice(code, label) for code, label in communes]

    @property
    def filters(self) -> Filters:
        """What counts; a value that is not offered filters nothing."""
        return Filters(
            types=self.types.known(),
            financings=self.financings.known(),
            communes=self.communes.known(),
            most_euros=_number(self.most.data, "€"),
            least_m2=_number(self.least.data, "m²"),
            building=self.building.data if self.building.data in BUILDING else None,
            lift=self.lift.data,
            adapted=self.adapted.data,
            parking=self.parking.data,
        )


def _number(typed: str | None, unit: str) -> int | None:
    digits = "".join((typed or "").split()).removesuffix(unit)
    # isascii: other scripts' digits would pass and mean nothing to the reader.
    good = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))
    return int(digits) if good else None


def asked_tab(value: str | None) -> Tab:
    """The tab of the address; the wanted communes for anything else."""
    return next((tab for tab in Tab if tab.value == value), Tab.WANTED)


def asked_page(value: str | None) -> int:
    """From 1; anything unreadable is the first page."""
    known = value is not None and value.isascii() and value.isdigit() and len(value) < 5
    return max(1, int(value)) if known and value else 1
