"""One page a step. Leaving it, at the end or before, ends it; help shows it again."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.preferences import end_tutorial
from app.applicant.frame import frame
from app.applicant.tutorial.steps import STEPS
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("applicant_tutorial", __name__)


@route(blueprint, "GET", "/demandeur/decouverte", Permission.OWN_REQUEST)
def show() -> str:
    number = _number(request.args.get("etape", ""))
    step = STEPS[number - 1]
    return render_template(
        "applicant/tutorial/step.html",
        shell=frame(str(step.title), "help"),
        number=number,
        total=len(STEPS),
        words=str(step.words),
        picture_name=step.picture,
        previous_href=url_for(".show", etape=number - 1) if number > 1 else None,
        next_href=url_for(".show", etape=number + 1) if number < len(STEPS) else None,
        form=FlaskForm(),
        end_action=url_for(".end"),
        end_label=_("Passer la découverte") if number < len(STEPS) else _("Commencer"),
    )


@route(blueprint, "POST", "/demandeur/decouverte/fin", Permission.OWN_REQUEST)
def end() -> Response:
    end_tutorial(acting())
    return redirect(url_for("applicant_home.home"), 303)


def _number(typed: str) -> int:
    """The step asked for; anything odd is the first one."""
    asked = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 1
    return asked if 1 <= asked <= len(STEPS) else 1
