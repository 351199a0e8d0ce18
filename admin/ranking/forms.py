"""A new version of the weights."""

from dataclasses import fields
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from app.candidatures.ranking import Weights
from app.candidatures.weights import HIGHEST, LARGEST_FULL
from app.candidatures.words import COMPONENTS, HINTS
from app.companies.forms import tidy_text

_WEIGHT = (
    InputRequired(_l("Indiquez un nombre.")),
    NumberRange(0, HIGHEST, _l("Indiquez un nombre de 0 à 100.")),
)
_FULL = (
    InputRequired(_l("Indiquez un nombre.")),
    NumberRange(1, LARGEST_FULL, _l("Indiquez un nombre de 1 à 600.")),
)


class WeightsForm(FlaskForm):
    """Points at most for each component; `seen` is the newest version on screen."""

    seniority = IntegerField(COMPONENTS["seniority"], _WEIGHT, description=HINTS["seniority"])
    place = IntegerField(COMPONENTS["place"], _WEIGHT, description=HINTS["place"])
    size = IntegerField(COMPONENTS["size"], _WEIGHT, description=HINTS["size"])
    priority = IntegerField(COMPONENTS["priority"], _WEIGHT, description=HINTS["priority"])
    points = IntegerField(COMPONENTS["points"], _WEIGHT, description=HINTS["points"])
    full_months = IntegerField(_l("Mois d’ancienneté qui donnent tout"), _FULL)
    full_points = IntegerField(_l("Points entreprise qui donnent tout"), _FULL)
    effective_on = DateField(
        _l("Prend effet le"), [InputRequired(_l("Indiquez un jour, au format jj/mm/aaaa."))]
    )
    reason = TextAreaField(
        _l("Motif"),
        [DataRequired(_l("Indiquez le motif : il est gardé dans l’historique.")),
         Length(max=500, message=_l("Écrivez un motif de 500 caractères au plus."))],
        filters=[tidy_text],
        render_kw={"rows": "3"},
    )  # fmt: skip
    seen = HiddenField()

    def show(self, weights: Weights, number: int) -> None:
        for one in fields(Weights):
            self[one.name].data = getattr(weights, one.name)
        self.seen.data = str(number)

    def weights(self) -> Weights:
        """What was typed, once valid."""
        return Weights(**{one.name: self[one.name].data for one in fields(Weights)})

    def day(self) -> date:
        day = self.effective_on.data
        assert day is not None
        return day

    def seen_number(self) -> int:
        """-1 matches none."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


def refusal_words(reason: str) -> str:
    return {
        "IN_THE_PAST": _(
            "Une version prend effet aujourd’hui au plus tôt : le passé reste expliqué."
        ),
        "NOTHING_COUNTS": _("Donnez des points à un critère au moins."),
        "STALE": _("Une autre version vient d’être enregistrée : relisez-la puis recommencez."),
    }.get(reason, _("Vérifiez les nombres."))
