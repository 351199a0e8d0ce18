"""Merging a company into another, and moving an establishment: find who receives, see what will
happen, type the name."""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, Failed, attempt, blueprint, done, the_company
from admin.companies.forms import MergeForm
from admin.frame import frame
from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.companies.forms import text_of
from app.companies.merging import (
    Consequences,
    consequences,
    merge_company,
    transfer_establishment,
)
from app.companies.policy import Status
from app.companies.queries import CompanyView, read_company
from app.companies.search import company_of_siren
from app.reference.siret import format_siren, format_siret, normalise_siren, normalise_siret
from app.web.request_context import acting
from app.web.route import route

Page = str | tuple[str, int] | Response
MERGE = f"{ONE}/fusion"
TRANSFER = f"{ONE}/etablissements/<siret>/transfert"


@dataclass(frozen=True, slots=True)
class Plan:
    """What one of the two acts is called on its page."""

    title: str
    verb: str
    search_action: str
    action: str
    siret: str | None


@route(blueprint, "GET", MERGE, Permission.MANAGE_COMPANIES)
def ask_merge(company_id: UUID) -> str:
    view = _open_company(company_id)
    return _page(view, _merge_plan(view), _target_wanted(), MergeForm(formdata=None))


@route(blueprint, "POST", MERGE, Permission.MANAGE_COMPANIES)
@confirmed_recently()
def merge(company_id: UUID) -> Page:
    view, form = _open_company(company_id), MergeForm()
    target = _target(form.target())
    if target is None or not form.validate_on_submit():
        return _page(view, _merge_plan(view), target, form)
    words = _("Fusionnée avec %(name)s", name=target.name)
    try:
        with attempt(form, {"merge_name": "typed"}):
            merge_company(
                acting(), company_id, target.id, text_of(form.reason),
                typed=text_of(form.typed), words=words,
            )  # fmt: skip
    except Failed as failed:
        return _page(view, _merge_plan(view), target, form), failed.code
    flash(_("Entreprises fusionnées."), "success")
    return redirect(url_for("staff_companies.company_page", company_id=target.id), 303)


@route(blueprint, "GET", TRANSFER, Permission.MANAGE_COMPANIES)
def ask_transfer(company_id: UUID, siret: str) -> str:
    view = _open_company(company_id)
    return _page(view, _transfer_plan(view, siret), _target_wanted(), MergeForm(formdata=None))


@route(blueprint, "POST", TRANSFER, Permission.MANAGE_COMPANIES)
@confirmed_recently()
def transfer(company_id: UUID, siret: str) -> Page:
    view, form = _open_company(company_id), MergeForm()
    plan, target = _transfer_plan(view, siret), _target(form.target())
    if target is None or not form.validate_on_submit():
        return _page(view, plan, target, form)
    try:
        with attempt(form, {"merge_name": "typed"}):
            transfer_establishment(
                acting(), company_id, siret, target.id, text_of(form.reason),
                typed=text_of(form.typed),
            )  # fmt: skip
    except Failed as failed:
        return _page(view, plan, target, form), failed.code
    return done(company_id, _("Établissement transféré."))


def _open_company(company_id: UUID) -> CompanyView:
    view = the_company(company_id)
    if view.status == Status.CLOSED.value:
        raise NotFound
    return view


def _merge_plan(view: CompanyView) -> Plan:
    here = url_for("staff_companies.ask_merge", company_id=view.id)
    return Plan(_("Fusionner %(name)s", name=view.name), _("Fusionner"), here, here, None)


def _transfer_plan(view: CompanyView, siret: str) -> Plan:
    if siret not in {site.siret for site in view.sites}:
        raise NotFound
    here = url_for("staff_companies.ask_transfer", company_id=view.id, siret=siret)
    title = _("Transférer l’établissement %(siret)s", siret=format_siret(siret))
    return Plan(title, _("Transférer"), here, here, siret)


def _target_wanted() -> CompanyView | None:
    """The company whose SIREN or SIRET is in the address."""
    typed = request.args.get("avec", "")[:60]
    siret = normalise_siret(typed)
    siren = siret[:9] if siret else normalise_siren(typed)
    found = company_of_siren(acting(), siren) if siren else None
    return _target(found.id) if found else None


def _target(company_id: UUID | None) -> CompanyView | None:
    return read_company(acting(), company_id) if company_id is not None else None


def _page(view: CompanyView, plan: Plan, target: CompanyView | None, form: MergeForm) -> str:
    if target is not None:
        form.into.data = str(target.id)
    return render_template(
        "admin/companies/merge.html",
        shell=frame(plan.title, "companies"),
        form=form,
        plan=plan,
        typed=request.args.get("avec", "")[:60],
        looked="avec" in request.args,
        company_name=view.name,
        company_href=url_for("staff_companies.company_page", company_id=view.id),
        target=(target.name, format_siren(target.siren)) if target is not None else None,
        consequences=_said(view, plan, target, consequences(acting(), view.id, plan.siret))
        if target is not None
        else (),
    )


def _said(
    view: CompanyView, plan: Plan, target: CompanyView, found: Consequences
) -> tuple[str, ...]:
    """What will happen, in words. Nothing about people who look for a home."""
    names = {"old": view.name, "new": target.name}
    sites = ngettext(
        "%(num)s établissement passe à %(new)s.", "%(num)s établissements passent à %(new)s.",
        len(found.sites), **names,
    )  # fmt: skip
    codes = ngettext(
        "%(num)s code prend fin.", "%(num)s codes prennent fin.", found.codes
    )  # fmt: skip
    people = ngettext(
        "%(num)s utilisateur perd son accès\u202f; l’équipe de %(new)s peut l’inviter.",
        "%(num)s utilisateurs perdent leur accès\u202f; l’équipe de %(new)s peut les inviter.",
        found.members, **names,
    )  # fmt: skip
    waiting = ngettext(
        "%(num)s invitation est annulée.", "%(num)s invitations sont annulées.", found.invitations
    )
    closing = (_("%(old)s est fermée, définitivement.", **names),) if plan.siret is None else ()
    return (
        sites,
        _("Ce qui était montré à %(old)s ne l’est plus, aussitôt. Rien ne l’est à %(new)s avant un "
          "nouveau choix. Les demandeurs concernés sont prévenus.", **names),
        _("La politique de %(new)s s’applique aux nouveaux choix.", **names),
        *((codes,) if found.codes else ()),
        *((people,) if found.members else ()),
        *((waiting,) if found.invitations else ()),
        _("Les points, le budget et le registre de %(old)s restent les siens.", **names),
        *closing,
    )  # fmt: skip
