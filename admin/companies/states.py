"""Verify, suspend, reactivate, close: one confirmation page each, with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import render_template, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, Failed, attempt, blueprint, done, the_company
from admin.companies.forms import ReasonForm
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.policy import Status
from app.companies.queries import CompanyView
from app.companies.services import (
    close_company,
    reactivate_company,
    suspend_company,
    verify_company,
)
from app.web.request_context import acting
from app.web.route import route


@dataclass(frozen=True, slots=True)
class Change:
    """One act: what is asked, what follows from it, the verb, what is said once done."""

    run: Callable[..., None]
    title: LazyString
    consequence: LazyString
    verb: LazyString
    said: LazyString
    danger: bool


CHANGES: dict[str, Change] = {
    "verifier": Change(
        verify_company,
        _l("Vérifier et activer cette entreprise ?"),
        _l("Ses salariés pourront choisir ce qu’elle voit, et ses utilisateurs entrer."),
        _l("Activer l’entreprise"),
        _l("Entreprise activée."),
        danger=False,
    ),
    "suspendre": Change(
        suspend_company,
        _l("Suspendre cette entreprise ?"),
        _l("Ses utilisateurs ne verront plus personne dès leur prochaine page. Les choix de ses"
           " salariés courent toujours et reprendront effet si elle est réactivée."),
        _l("Suspendre l’entreprise"),
        _l("Entreprise suspendue."),
        danger=True,
    ),
    "reactiver": Change(
        reactivate_company,
        _l("Réactiver cette entreprise ?"),
        _l("Elle reverra les personnes dont le choix court encore."),
        _l("Réactiver l’entreprise"),
        _l("Entreprise réactivée."),
        danger=False,
    ),
    "fermer": Change(
        close_company,
        _l("Fermer définitivement cette entreprise ?"),
        _l("Ses utilisateurs ne verront plus personne. Une entreprise fermée ne rouvre pas."),
        _l("Fermer l’entreprise"),
        _l("Entreprise fermée."),
        danger=True,
    ),
}  # fmt: skip


@route(blueprint, "GET", f"{ONE}/etat/<act>", Permission.MANAGE_COMPANIES)
def ask_state(company_id: UUID, act: str) -> str:
    view = the_company(company_id)
    return _question(view, act, ReasonForm(data={"seen": view.status}))


@route(blueprint, "POST", f"{ONE}/etat/<act>", Permission.MANAGE_COMPANIES)
def change_state(company_id: UUID, act: str) -> str | tuple[str, int] | Response:
    view = the_company(company_id)
    change = _change(act)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _question(view, act, form)
    seen = form.seen.data
    if seen not in Status.__members__:
        raise NotFound
    try:
        with attempt(form):
            change.run(acting(), company_id, form.reason.data, seen=Status(seen))
    except Failed as failed:
        return _question(view, act, form), failed.code
    return done(company_id, str(change.said))


def _change(act: str) -> Change:
    if act not in CHANGES:
        raise NotFound
    return CHANGES[act]


def _question(view: CompanyView, act: str, form: ReasonForm) -> str:
    change = _change(act)
    return render_template(
        "admin/companies/confirm.html",
        shell=frame(str(change.title), "companies"),
        form=form,
        company_name=view.name,
        consequence=str(change.consequence),
        verb=str(change.verb),
        danger=change.danger,
        cancel_label=_("Ne rien changer"),
        action=url_for("staff_companies.change_state", company_id=view.id, act=act),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )
