"""Forms of the company's pages. They parse; rules are the services'."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, EmailField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.accounts.screens.checks import EmailAddress
from app.companies.forms import CheckboxListField, tidy
from app.companies.notice_words import DIGEST_WORDS
from app.companies.own_codes import LABEL_LENGTH, CodeFacts
from app.companies.queries import CodeLine, SiteLine
from app.companies.team import Rights
from app.companies.words import role_label
from app.notifications.notices import DIGESTS

ROLES = ("OWNER", "MANAGER", "READER", "COMMISSION")


class ChangeCodeForm(FlaskForm):
    """Another label or last day; the hidden fields are what the person was looking at."""

    label = StringField(
        _("Libellé"),
        [InputRequired(_("Donnez un libellé, par exemple «\u00a0Affiche 2027\u00a0».")),
         Length(max=LABEL_LENGTH, message=_("Écrivez 120 caractères au plus."))],
        filters=[tidy],
    )  # fmt: skip
    valid_until = DateField(_("Fin"), [Optional()], description=_("Vide\u00a0: sans fin."))
    seen_label = HiddenField()
    seen_until = HiddenField()

    def note(self, line: CodeLine) -> None:
        """From now on this is what the person has seen."""
        self.seen_label.data = line.label
        self.seen_until.data = line.valid_until.isoformat() if line.valid_until else ""

    def seen(self) -> CodeFacts:
        try:
            until = date.fromisoformat(self.seen_until.data) if self.seen_until.data else None
        except ValueError:
            until = date.min
        return CodeFacts(self.seen_label.data or "", until)


class ReplaceCodeForm(FlaskForm):
    """Until when the code that is replaced still works."""

    last_day = DateField(
        _("Dernier jour de l’ancien code"),
        [InputRequired(_("Indiquez un jour, au format jj/mm/aaaa."))],
    )


class DigestForm(FlaskForm):
    """How often a mail says that there is news."""

    digest = RadioField(_("E-mail quand il y a du nouveau"), [InputRequired()])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.digest.choices = [(key, str(DIGEST_WORDS[key])) for key in DIGESTS]


class RightsForm(FlaskForm):
    """What a colleague may do. `seen` is what the person was looking at."""

    role = RadioField(_("Rôle"), [InputRequired(_("Choisissez un rôle."))])
    may_open_files = BooleanField(_("Peut ouvrir les dossiers complets"))
    may_export = BooleanField(_("Peut exporter"))
    sites = CheckboxListField(_("Établissements"))
    seen = HiddenField()

    def __init__(self, sites: tuple[SiteLine, ...], **options: Any) -> None:
        super().__init__(**options)
        self.role.choices = [(role, role_label(role)) for role in ROLES]
        self.sites.choices = [(site.siret, site.label) for site in sites]

    def rights(self) -> Rights:
        """What was ticked, once valid; no establishment ticked means all of them."""
        return Rights(
            self.role.data,
            bool(self.may_open_files.data),
            bool(self.may_export.data),
            tuple(self.sites.data) if self.sites.data else None,
        )


class InviteForm(RightsForm):
    """Whom to invite, and with which rights."""

    email = EmailField(
        _("Adresse e-mail"),
        [InputRequired(_("Indiquez l’adresse e-mail de la personne.")), EmailAddress()],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class RoleForm(FlaskForm):
    """With which role whoever asks is invited."""

    role = RadioField(_("Rôle"), [InputRequired(_("Choisissez un rôle."))])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        roles = ("OWNER", "MANAGER", "READER", "COMMISSION")
        self.role.choices = [(role, role_label(role)) for role in roles]
