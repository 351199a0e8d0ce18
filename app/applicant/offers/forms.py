"""The filters of the list of offers: they stand in the address, and nothing typed can break it."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from app.offers.search import Filters, Tab
from app.offers.words import FINANCING

TYPES = ("T1", "T2", "T3", "T4", "T5", "T6")
LARGEST_RENT = 99_999


class FilterForm(FlaskForm):
    """Type, rent and financing, by GET."""

    class Meta:
        csrf = False

    kind = SelectField(_("Type de logement"), name="type", validate_choice=False)
    most = StringField(
        _("Loyer et charges, au plus"), name="loyer", render_kw={"inputmode": "numeric"}
    )
    financing = SelectField(_("Financement"), name="financement", validate_choice=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        anything = SelectChoice("", gettext("Tous"))
        self.kind.choices = [anything, *(SelectChoice(one, one) for one in TYPES)]
        self.financing.choices = [
            anything,
            *(SelectChoice(code, str(name)) for code, name in FINANCING.items()),
        ]

    @property
    def filters(self) -> Filters:
        """What counts; a value that is not offered filters nothing."""
        digits = (self.most.data or "").replace(" ", "").removesuffix("€").strip()
        # isascii: other scripts' digits would pass and mean nothing to the reader.
        good = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_RENT))
        return Filters(
            dwelling_type=self.kind.data if self.kind.data in TYPES else None,
            financing=self.financing.data if self.financing.data in FINANCING else None,
            most_euros=int(digits) if good else None,
        )


def asked_tab(value: str | None) -> Tab:
    """The tab of the address; the wanted communes for anything else."""
    return next((tab for tab in Tab if tab.value == value), Tab.WANTED)


def asked_page(value: str | None) -> int:
    """From 1; anything unreadable is the first page."""
    known = value is not None and value.isascii() and value.isdigit() and len(value) < 5
    return max(1, int(value)) if known and value else 1
