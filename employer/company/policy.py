"""The policy in dated versions, and a preview of what a new one changes for new choices."""

from flask import request, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.companies.attempt import Failed, attempt
from app.companies.day import today
from app.companies.forms import PolicyForm
from app.companies.own_policy import Difference, differences, follows, set_own_policy
from app.companies.queries import PolicyLine, policy_lines
from app.companies.rules import NewPolicy
from app.companies.words import policy_summary, policy_title
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.company.blueprint import ROOT, Page, blueprint, done, my_company, page


@route(blueprint, "GET", f"{ROOT}/politique", Permission.SEE_COMPANY_PAGES)
def policy() -> str:
    may_set = the_actor().may(Permission.SET_POLICY)
    return page(
        "policy",
        _("Politique"),
        "policy",
        versions=tuple(_shown(line) for line in _lines()),
        new_href=url_for(".new_policy") if may_set else None,
    )


@route(blueprint, "GET", f"{ROOT}/politique/nouvelle", Permission.SET_POLICY)
def new_policy() -> str:
    return _page(_filled(PolicyForm))


@route(blueprint, "POST", f"{ROOT}/politique/nouvelle", Permission.SET_POLICY)
@confirmed_recently()
def add_policy() -> Page:
    form = PolicyForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        with attempt(form, {"effective_in_the_past": "effective_on"}):
            changes = _changes(form)
            if request.form.get("step") != "save":
                return _page(form, changes=changes)
            number = set_own_policy(acting(), my_company(), _new(form), seen=form.seen_number())
    except Failed as failed:
        if failed.code == 409:
            # What was typed stays; the version of the other person is shown and now seen.
            form.seen.data = str(_newest().number)
        return _page(form, conflict=failed.code == 409), failed.code
    return done("policy", _("Version %(number)s enregistrée.", number=number))


def _lines() -> tuple[PolicyLine, ...]:
    return policy_lines(acting(), my_company(), today(acting()))


def _newest() -> PolicyLine:
    return max(_lines(), key=lambda line: line.number)


def _filled(form: type[PolicyForm]) -> PolicyForm:
    newest = _newest()
    return form(
        data={
            "effective_on": today(acting()),
            "choices": [choice for choice in newest.choices if choice > 1],
            "code_required": newest.code_required,
            "points_on_summary": newest.points_on_summary,
            "access_rules": newest.access_rules,
            "seen": str(newest.number),
        }
    )


def _new(form: PolicyForm) -> NewPolicy:
    return NewPolicy(
        effective_on=form.day(),
        choices=form.choices.data or [],
        code_required=form.code_required.data,
        access_rules=form.access_rules.data or "",
        points_on_summary=form.points_on_summary.data,
    )


def _changes(form: PolicyForm) -> tuple[str, ...]:
    """Raises Stale when somebody else set a version meanwhile."""
    standing = follows(_lines(), form.seen_number())
    return tuple(_said(one) for one in differences(_new(form), standing))


def _said(change: Difference) -> str:
    """What changes for whoever chooses from that day on."""
    words = {
        ("CHOICE_2", True): _("Le choix 2, montrer un résumé, sera proposé."),
        ("CHOICE_2", False): _("Le choix 2, montrer un résumé, ne sera plus proposé."),
        ("CHOICE_3", True): _("Le choix 3, montrer le dossier complet, sera proposé."),
        ("CHOICE_3", False): _("Le choix 3, montrer le dossier complet, ne sera plus proposé."),
        ("CODE", True): _("Un Code Entreprise sera demandé pour les choix 2 et 3."),
        ("CODE", False): _("Plus aucun Code Entreprise ne sera demandé."),
        ("POINTS", True): _("Des points pourront être attribués dès le choix 2."),
        ("POINTS", False): _("Des points ne pourront être attribués qu’au choix 3."),
        ("RULES", True): _("Les demandeurs liront les nouvelles règles d’accès avant de choisir."),
        ("RULES", False): _("Les demandeurs ne liront plus de règles d’accès."),
    }
    return words[change.what, change.now]


def _shown(line: PolicyLine) -> dict[str, object]:
    marks = {"CURRENT": (_("En vigueur"), "brand"), "COMING": (_("À venir"), "todo")}
    return {
        "number": line.number,
        "title": policy_title(line),
        "summary": policy_summary(line),
        "rules": tuple(line.access_rules.splitlines()),
        "mark": marks.get(line.state),
    }


def _page(
    form: PolicyForm, *, changes: tuple[str, ...] | None = None, conflict: bool = False
) -> str:
    return page(
        "new_policy", _("Nouvelle version de la politique"), "policy",
        form=form, action=url_for(".add_policy"), back_href=url_for(".policy"),
        back_label=_("Politique"), changes=changes,
        day=form.effective_on.data if changes is not None else None,
        standing=_shown(_newest()) if conflict else None,
    )  # fmt: skip
