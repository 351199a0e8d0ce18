"""Writing in a case, and giving it to somebody."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.companies.forms import tidy_text
from app.inbox.services import MOST_WORDS


class AnswerForm(FlaskForm):
    """An answer or a note; `seen` is how many messages stood on the page."""

    to = RadioField(
        _("Pour qui"),
        [InputRequired(_("Choisissez qui lira ce message."))],
        choices=[
            SelectChoice("STAFF", _("Réponse à la personne")),
            SelectChoice("NOTE", _("Note interne")),
        ],
    )
    words = TextAreaField(
        _("Message"),
        [
            DataRequired(_("Écrivez le message.")),
            Length(max=MOST_WORDS, message=_("Écrivez 4 000 caractères au plus.")),
        ],
        filters=[tidy_text],
        render_kw={"rows": "7"},
    )
    seen = HiddenField()

    @property
    def messages_seen(self) -> int:
        """-1 for what no page of ours says: no count of messages is that."""
        given = self.seen.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else -1


class AssignForm(FlaskForm):
    """Who answers. Nobody: everybody may."""

    staff = SelectField(_("Confier à"), validate_choice=False)

    def __init__(self, people: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(**options)
        nobody = SelectChoice("", gettext("Personne en particulier"))
        self.staff.choices = [nobody, *(SelectChoice(key, name) for key, name in people)]
