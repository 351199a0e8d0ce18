"""The scale's editor: a new version from a day on; criteria that may not be are refused."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.companies.day import today
from app.points.policy import PointsRefused
from app.points.scale import Scale, scale_versions, set_scale
from app.points.shown import scale_view
from app.privacy.rule import NotShared
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.points.blueprint import ROOT, blueprint
from employer.points.scale_form import ScaleForm
from employer.points.scale_words import scale_words

_NEW = f"{ROOT}/bareme/nouveau"
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", _NEW, Permission.SET_SCALE)
def new_scale() -> str:
    versions = _versions()
    return _page(versions, ScaleForm.from_scale(versions[0] if versions else None, today(acting())))


@route(blueprint, "POST", _NEW, Permission.SET_SCALE)
@confirmed_recently()
def publish_scale() -> Page:
    form = ScaleForm()
    if not form.validate_on_submit():
        return _page(_versions(), form)
    try:
        set_scale(acting(), form.new_scale(), seen=form.seen_number())
    except PointsRefused as refused:
        form.refuse(refused, scale_words(refused.reason))
        versions = _versions()
        if refused.reason != "STALE":
            return _page(versions, form)
        form.seen.data = str(versions[0].number if versions else 0)
        return _page(versions, form), 409
    day = form.effective_on.data
    flash(_("Barème publié : il s’applique à partir du %(day)s.", day=long_date(day)), "success")
    return redirect(url_for(".overview"), 303)


def _versions() -> tuple[Scale, ...]:
    company = the_actor().company_id
    if company is None:
        raise NotShared
    return scale_versions(acting(), company)


def _page(versions: tuple[Scale, ...], form: ScaleForm) -> str:
    return render_template(
        "employer/points/scale.html",
        shell=frame(_("Nouveau barème"), "points"),
        form=form,
        present=scale_view(versions[0]) if versions else None,
        action=url_for(".publish_scale"),
        points_href=url_for(".overview"),
    )
