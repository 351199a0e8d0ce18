"""The family's blueprint, its address, and what its pages share."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.companies.queries import SiteLine, site_lines
from app.db.transaction import NoContext
from app.web.request_context import acting, the_actor
from employer.frame import frame

blueprint = Blueprint("employer_company", __name__)
ROOT = "/employeur/entreprise"
Page = str | tuple[str, int] | Response
# Tabs that lead to another family.
_ELSEWHERE = {"approvals": "employer_approvals.index"}


def my_company() -> UUID:
    """The company acted for."""
    company_id = the_actor().company_id
    if company_id is None:
        raise NoContext
    return company_id


def my_sites() -> tuple[SiteLine, ...]:
    return site_lines(acting(), my_company())


def page(template: str, title: str, current: str, **values: object) -> str:
    """A page of this family, under its tabs."""
    return render_template(
        f"employer/company/{template}.html",
        shell=frame(title, "company"),
        tabs=tabs_of(current),
        overview_href=url_for("employer_company.overview"),
        **values,
    )


def done(endpoint: str, message: str) -> Response:
    """On to another page of the family, with one line that says what was done."""
    flash(message, "success")
    return redirect(url_for(f"employer_company.{endpoint}"), 303)


def tabs_of(current: str) -> tuple[tuple[str, str, bool, None], ...]:
    """The pages this role may open, as (label, address, whether it is this one, no count)."""
    actor = the_actor()
    pages = (
        ("overview", _("Établissements"), Permission.SEE_COMPANY_PAGES),
        ("codes", _("Codes"), Permission.SEE_COMPANY_PAGES),
        ("policy", _("Politique"), Permission.SEE_COMPANY_PAGES),
        ("team", _("Équipe"), Permission.MANAGE_TEAM),
        ("approvals", _("Deuxième personne"), Permission.SEE_APPROVALS),
        ("journal", _("Journal"), Permission.READ_OWN_JOURNAL),
        ("notifications", _("Notifications"), Permission.SEE_COMPANY_PAGES),
    )
    return tuple(
        (label, url_for(_ELSEWHERE.get(key, f"employer_company.{key}")), key == current, None)
        for key, label, permission in pages
        if actor.may(permission)
    )
