"""Inviting somebody and giving rights, the same forms for staff and for the company itself."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, RadioField
from wtforms.validators import InputRequired

from app.accounts.screens.checks import EmailAddress
from app.companies.forms import CheckboxListField
from app.companies.queries import SiteLine
from app.companies.team import Rights
from app.companies.words import role_label

ROLES = ("OWNER", "MANAGER", "READER", "COMMISSION")


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
