"""A new version of the weights."""

from dataclasses import fields

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from admin.version_form import VersionForm
from app.candidatures.ranking import Weights
from app.candidatures.weights import HIGHEST, LARGEST_FULL
from app.candidatures.words import COMPONENTS, HINTS

_WEIGHT = (
    InputRequired(_l("Indiquez un nombre.")),
    NumberRange(0, HIGHEST, _l("Indiquez un nombre de 0 à 100.")),
)
_FULL = (
    InputRequired(_l("Indiquez un nombre.")),
    NumberRange(1, LARGEST_FULL, _l("Indiquez un nombre de 1 à 600.")),
)


class WeightsForm(VersionForm):
    """Points at most for each component."""

    seniority = IntegerField(COMPONENTS["seniority"], _WEIGHT, description=HINTS["seniority"])
    place = IntegerField(COMPONENTS["place"], _WEIGHT, description=HINTS["place"])
    size = IntegerField(COMPONENTS["size"], _WEIGHT, description=HINTS["size"])
    priority = IntegerField(COMPONENTS["priority"], _WEIGHT, description=HINTS["priority"])
    points = IntegerField(COMPONENTS["points"], _WEIGHT, description=HINTS["points"])
    full_months = IntegerField(_l("Mois d’ancienneté qui donnent tout"), _FULL)
    full_points = IntegerField(_l("Points entreprise qui donnent tout"), _FULL)

    step = HiddenField()

    def confirms(self) -> bool:
        """Whether the preview was agreed to."""
        return self.step.data == "confirm"

    def corrects(self) -> bool:
        """Whether the preview led back to the form, which keeps what was typed."""
        return self.step.data == "correct"

    def show(self, weights: Weights, number: int) -> None:
        for one in fields(Weights):
            self[one.name].data = getattr(weights, one.name)
        self.seen.data = str(number)

    def weights(self) -> Weights:
        """What was typed, once valid."""
        return Weights(**{one.name: self[one.name].data for one in fields(Weights)})


def refusal_words(reason: str) -> str:
    return {
        "IN_THE_PAST": _(
            "Une version prend effet aujourd’hui au plus tôt : le passé reste expliqué."
        ),
        "NOTHING_COUNTS": _("Donnez des points à un critère au moins."),
        "STALE": _("Une autre version vient d’être enregistrée : relisez-la puis recommencez."),
    }.get(reason, _("Vérifiez les nombres."))
