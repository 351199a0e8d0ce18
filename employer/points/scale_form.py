"""The scale as it is typed: a day, two limits, and one line a criterion."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import InputRequired

from app.points.policy import LABEL_LENGTH, MOST_CRITERIA, TEXT_LENGTH, Criterion, PointsRefused
from app.points.scale import NewScale, Scale
from employer.points.forms import whole_number

# Lines left empty below those that are there.
SPARE = 3


class CriterionLine(Form):
    """One criterion; an empty line is none."""

    label = StringField(_l("Critère"), render_kw={"maxlength": str(LABEL_LENGTH)})
    points = StringField(_l("Points"), render_kw={"inputmode": "numeric", "maxlength": "9"})
    explained = StringField(
        _l("Précision lue par les salariés"), render_kw={"maxlength": str(TEXT_LENGTH)}
    )

    def is_empty(self) -> bool:
        return not any((field.data or "").strip() for field in self)


class ScaleForm(FlaskForm):
    """A new version. `seen` is the newest one the person looked at."""

    effective_on = DateField(
        _l("S’applique à partir du"),
        [InputRequired(_l("Indiquez un jour, au format jj/mm/aaaa."))],
    )
    yearly_budget = StringField(
        _l("Budget de l’année, en points"),
        [InputRequired(_l("Indiquez le budget de l’année."))],
        description=_l("Une attribution le dépense pour de bon, même si la demande est clôturée."),
        render_kw={"inputmode": "numeric", "maxlength": "11"},
    )
    request_cap = StringField(
        _l("Plafond par demande et par an"),
        [InputRequired(_l("Indiquez le plafond par demande."))],
        render_kw={"inputmode": "numeric", "maxlength": "9"},
    )
    criteria = FieldList(FormField(CriterionLine), max_entries=MOST_CRITERIA)
    seen = HiddenField()

    @classmethod
    def from_scale(cls, scale: Scale | None, day: date) -> "ScaleForm":
        """The form of a version like `scale`, with a few empty lines; blank before the first."""
        lines = [
            {"label": c.label, "points": str(c.points), "explained": c.explained}
            for c in (scale.criteria if scale else ())
        ]
        many = min(len(lines) + SPARE, MOST_CRITERIA)
        return cls(
            data={
                "effective_on": day,
                "yearly_budget": str(scale.yearly_budget) if scale else "",
                "request_cap": str(scale.request_cap) if scale else "",
                "criteria": [*lines, *({} for _n in range(many - len(lines)))],
                "seen": str(scale.number if scale else 0),
            }
        )

    def new_scale(self) -> NewScale:
        """What was typed, once valid; what is no number is out of every range."""
        kept = [line.form for line in self.criteria if not line.form.is_empty()]
        assert self.effective_on.data is not None
        return NewScale(
            self.effective_on.data,
            _or_outside(self.yearly_budget.data),
            _or_outside(self.request_cap.data),
            tuple(
                Criterion(
                    number,
                    " ".join((line.label.data or "").split()),
                    " ".join((line.explained.data or "").split()),
                    _or_outside(line.points.data),
                )
                for number, line in enumerate(kept, 1)
            ),
        )

    def seen_number(self) -> int:
        """The newest version the person was looking at; -1 matches none."""
        number = whole_number(self.seen.data)
        return number if number is not None and number < 32_000 else -1

    def refuse(self, refused: PointsRefused, words: str) -> None:
        """Put the reason where it belongs: on the line, on a limit, or on the whole."""
        whole_form = {
            "BUDGET_RANGE": self.yearly_budget,
            "CAP_RANGE": self.request_cap,
            "PAST": self.effective_on,
        }
        if refused.at is not None:
            kept = [line.form for line in self.criteria if not line.form.is_empty()]
            line = kept[refused.at - 1]
            field = line.points if refused.reason == "POINTS_RANGE" else line.label
            field.errors = [words]
            self.form_errors = [f"{line.label.data or '…'} : {words}"]
        elif refused.reason in whole_form:
            whole_form[refused.reason].errors = [words]
        else:
            self.form_errors = [words]


def _or_outside(text: str | None) -> int:
    number = whole_number(text)
    return number if number is not None else -1
