"""What every new dated version asks: from which day, why, and what its author was looking at."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.companies.forms import tidy_text

MOST_DIGITS = 5


class VersionForm(FlaskForm):
    """`seen` is the newest version on screen."""

    effective_on = DateField(
        _l("Prend effet le"), [InputRequired(_l("Indiquez un jour, au format jj/mm/aaaa."))]
    )
    reason = TextAreaField(
        _l("Motif"),
        [DataRequired(_l("Indiquez le motif\u00a0: il est gardé dans l’historique.")),
         Length(max=500, message=_l("Écrivez un motif de 500 caractères au plus."))],
        filters=[tidy_text],
        render_kw={"rows": "3"},
    )  # fmt: skip
    seen = HiddenField()

    def day(self) -> date:
        day = self.effective_on.data
        assert day is not None
        return day

    def seen_number(self) -> int:
        """-1 matches none."""
        text = self.seen.data or ""
        whole = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        return int(text) if whole else -1
