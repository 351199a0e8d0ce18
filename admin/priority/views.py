"""The share of attributions that went to priority households, for advisers and auditors."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from admin.frame import frame
from app.access.permissions import Permission
from app.candidatures.priority import TARGET_PERCENT, Share, priority_year
from app.companies.day import today
from app.reference.departments import department_label
from app.web.formats import FIXED
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("staff_priority", __name__)
FIRST_YEAR = 2020


@route(blueprint, "GET", "/action-logement/publics-prioritaires", Permission.SEE_PRIORITY_SHARE)
def share() -> str:
    day = today(acting())
    present = day.year
    asked = request.args.get("annee", "")
    years = range(FIRST_YEAR, present + 1)
    year = next((y for y in years if str(y) == asked), present)
    found = priority_year(acting(), year, day)
    return render_template(
        "admin/priority/share.html",
        shell=frame(_("Publics prioritaires"), "priority"),
        year=year,
        target=TARGET_PERCENT,
        whole=_percent(found.whole) if found.whole else None,
        reached=found.whole is not None and found.whole.percent >= TARGET_PERCENT,
        awarded=found.whole.awarded if found.whole else None,
        priority=found.whole.priority if found.whole else None,
        columns=((_("Département"), False), (_("Attributions"), True),
                 (_("Dont prioritaires"), True), (_("Part"), True)),
        rows=tuple(
            (f"{s.department} · {department_label(s.department or '')}", s.awarded, s.priority,
             _percent(s))
            for s in found.departments
        ),
        left_out=found.left_out,
        closed=found.closed,
        about=f"{found.about}{FIXED}%" if found.about is not None else None,
        years=tuple(
            (str(y), url_for(".share", annee=y), y == year, None)
            for y in range(present, max(FIRST_YEAR, present - 4) - 1, -1)
        ),
    )  # fmt: skip


def _percent(one: Share) -> str:
    return f"{one.percent}{FIXED}%"
