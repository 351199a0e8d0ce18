"""A company's policy: shown in its versions, a new one set as its owners do, with a reason."""

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, Failed, attempt, blueprint, done, the_company
from admin.companies.forms import PolicyDecisionForm
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.day import today
from app.companies.forms import text_of
from app.companies.policy_by_staff import set_policy_for
from app.companies.queries import CompanyView, PolicyLine
from app.companies.rules import NewPolicy
from app.companies.words import policy_summary, policy_title
from app.web.request_context import acting
from app.web.route import route

Page = str | tuple[str, int] | Response


@route(blueprint, "GET", f"{ONE}/politiques/nouvelle", Permission.MANAGE_COMPANIES)
def new_policy(company_id: UUID) -> str:
    view = the_company(company_id)
    latest = _newest(view)
    form = PolicyDecisionForm(
        data={
            "effective_on": today(acting()),
            "choices": [choice for choice in latest.choices if choice > 1],
            "code_required": latest.code_required,
            "points_on_summary": latest.points_on_summary,
            "access_rules": latest.access_rules,
            "seen": str(view.newest_policy),
        }
    )
    return _policy_page(view, form)


@route(blueprint, "POST", f"{ONE}/politiques/nouvelle", Permission.MANAGE_COMPANIES)
def add_policy(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = PolicyDecisionForm()
    if not form.validate_on_submit():
        return _policy_page(view, form)
    new = NewPolicy(
        effective_on=form.day(),
        choices=form.choices.data or [],
        code_required=form.code_required.data,
        access_rules=form.access_rules.data or "",
        points_on_summary=form.points_on_summary.data,
    )
    try:
        with attempt(form, {"effective_in_the_past": "effective_on"}):
            number = set_policy_for(
                acting(), company_id, new, text_of(form.reason), seen=form.seen_number()
            )
    except Failed as failed:
        if failed.code != 409:
            return _policy_page(view, form), failed.code
        # What was typed stays; the version of the other person is shown and now seen.
        view = the_company(company_id)
        form.seen.data = str(view.newest_policy)
        return _policy_page(view, form, standing=_newest(view)), failed.code
    return done(company_id, _("Version %(number)s enregistrée.", number=number))


def _newest(view: CompanyView) -> PolicyLine:
    return max(view.policies, key=lambda policy: policy.number)


def _policy_page(
    view: CompanyView, form: PolicyDecisionForm, *, standing: PolicyLine | None = None
) -> str:
    return render_template(
        "admin/companies/policy.html",
        shell=frame(_("Nouvelle version de la politique"), "companies"),
        form=form,
        company_name=view.name,
        standing=(
            (standing.number, f"{policy_title(standing)} · {policy_summary(standing)}")
            if standing
            else None
        ),
        action=url_for("staff_companies.add_policy", company_id=view.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )
