"""Help for employers, and the public page that says what a company sees and does not see."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.privacy.view import rule_table
from app.web.notices import demo_notice
from app.web.request_context import current_actor
from app.web.route import route
from employer.frame import frame, other_language

blueprint = Blueprint("employer_help", __name__)


@route(blueprint, "GET", "/employeur/aide", Permission.SEE_OWN_COMPANY)
def help_page() -> str:
    return render_template(
        "employer/help/help.html",
        shell=frame(_("Aide"), "help"),
        seen_href=url_for(".what_is_seen"),
    )


@route(blueprint, "GET", "/employeur/ce-que-voit-l-entreprise", Permission.PUBLIC)
def what_is_seen() -> str:
    """Open to everybody: applicants and works councils may read the rule too."""
    actor = current_actor()
    title = _("Ce que l’entreprise voit, et ne voit pas")
    if actor is None or actor.factor_pending:
        return render_template(
            "employer/help/what_is_seen.html",
            layout="employer/shell_out.html",
            title=title,
            table=rule_table(),
            demo_notice=demo_notice(),
            language_switch_href=other_language(),
        )
    return render_template(
        "employer/help/what_is_seen.html",
        layout="employer/shell.html",
        title=title,
        table=rule_table(),
        shell=frame(title, "help"),
    )
