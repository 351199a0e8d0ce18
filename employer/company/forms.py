"""Forms of the company's pages. They parse; rules are the services'."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.companies.notice_words import DIGEST_WORDS
from app.companies.team_forms import ROLES
from app.companies.words import role_label
from app.notifications.notices import DIGESTS


class DigestForm(FlaskForm):
    """How often a mail says that there is news."""

    digest = RadioField(_("E-mail quand il y a du nouveau"), [InputRequired()])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.digest.choices = [(key, str(DIGEST_WORDS[key])) for key in DIGESTS]


class RoleForm(FlaskForm):
    """With which role whoever asks is invited."""

    role = RadioField(_("Rôle"), [InputRequired(_("Choisissez un rôle."))])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.role.choices = [(role, role_label(role)) for role in ROLES]
