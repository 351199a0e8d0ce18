"""The network's figures of closed months, for auditors: one measure along one dimension."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from admin.frame import frame
from app.access.permissions import Permission
from app.statistics.export import MIME_TYPES, export_figures
from app.statistics.measures import Dimension, Measure
from app.statistics.monthly import Figures, closed_months, month_by_month, month_figures
from app.statistics.suppression import FEWEST_COMPANIES, FEWEST_PEOPLE, LARGEST_SHARE
from app.statistics.words import (
    DIMENSION_NAMES,
    MEASURE_MEANS,
    MEASURE_NAMES,
    heads,
    line_name,
    month_name,
    secret,
    title_of,
)
from app.web.formats import whole
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("staff_statistics", __name__)
ROOT = "/action-logement/statistiques"
# The largest alone are drawn; the table has them all.
MOST_BARS = 12
DIMENSIONS = {
    "mois": Dimension.TOTAL,
    "departement": Dimension.DEPARTMENT,
    "taille": Dimension.SIZE,
}
MEASURES = {measure.value.lower().replace("_", "-"): measure for measure in Measure}


@route(blueprint, "GET", ROOT, Permission.SEE_STATISTICS)
def show() -> str:
    months = closed_months(acting())
    asked = _asked(months)
    figures = _figures(asked, months)
    return render_template(
        "admin/statistics/show.html",
        shell=frame(_("Statistiques"), "statistics"),
        figures=figures,
        title=title_of(figures) if figures else None,
        means=str(MEASURE_MEANS[MEASURES[asked["mesure"]]]),
        bars=_bars(figures) if figures else (),
        note=_note(figures) if figures else None,
        columns=tuple(zip(heads(figures), (False, True), strict=True)) if figures else (),
        rows=_rows(figures) if figures else (),
        dimensions=tuple(
            (str(DIMENSION_NAMES[dimension]), _link(".show", asked, par=key),
             key == asked["par"], None)
            for key, dimension in DIMENSIONS.items()
        ),
        measures=tuple((key, str(MEASURE_NAMES[m])) for key, m in MEASURES.items()),
        months=tuple((f"{m:%Y-%m}", month_name(f"{m:%Y-%m}")) for m in months),
        asked=asked,
        fewest=(FEWEST_PEOPLE, FEWEST_COMPANIES, round(LARGEST_SHARE * 100)),
        files={form: _link(".export", asked, forme=form) for form in MIME_TYPES},
    )  # fmt: skip


@route(blueprint, "GET", f"{ROOT}/fichier", Permission.SEE_STATISTICS)
def export() -> Response | BaseResponse:
    months = closed_months(acting())
    asked = _asked(months)
    figures = _figures(asked, months)
    if figures is None:
        return redirect(url_for(".show"), 303)
    form = "xlsx" if request.args.get("forme") == "xlsx" else "csv"
    content = export_figures(acting(), figures, form)
    name = "-".join(("statistiques", *asked.values()))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, content_type=MIME_TYPES[form], headers=headers)


def _link(endpoint: str, asked: dict[str, str], **changed: str) -> str:
    values: dict[str, Any] = {**asked, **changed}
    return url_for(endpoint, **values)


def _asked(months: tuple[date, ...]) -> dict[str, str]:
    """The address's words, each of a closed list; unknown ones count as the first."""
    choices = {
        "mesure": (*MEASURES,), "par": (*DIMENSIONS,), "mois": tuple(f"{m:%Y-%m}" for m in months)
    }  # fmt: skip
    typed = {key: request.args.get(key, "") for key in choices}
    return {
        key: typed[key] if typed[key] in known else next(iter(known), "")
        for key, known in choices.items()
    }


def _figures(asked: dict[str, str], months: tuple[date, ...]) -> Figures | None:
    if not months:
        return None
    measure, dimension = MEASURES[asked["mesure"]], DIMENSIONS[asked["par"]]
    if dimension is Dimension.TOTAL:
        return month_by_month(acting(), measure)
    month = date.fromisoformat(f"{asked['mois']}-01")
    return month_figures(acting(), measure, dimension, month)


def _bars(figures: Figures) -> tuple[tuple[str, int], ...]:
    """Of what may be told alone; months in their order, the others by their number."""
    bars = [
        (line_name(figures.dimension, line.key), line.number)
        for line in figures.lines
        if line.number is not None
    ]
    if figures.dimension is Dimension.DEPARTMENT:
        bars.sort(key=lambda bar: -bar[1])
        return tuple(bars[:MOST_BARS])
    return tuple(bars)


def _note(figures: Figures) -> str | None:
    """Why the picture has fewer lines than the table."""
    if figures.dimension is Dimension.DEPARTMENT and len(figures.lines) > MOST_BARS:
        return _("Les plus grands nombres ; le tableau les a tous.")
    return _("Ce qui est secret n’est pas dessiné.") if figures.secret else None


def _rows(figures: Figures) -> tuple[tuple[str, str], ...]:
    rows = [(line_name(figures.dimension, one.key), _number(one.number)) for one in figures.lines]
    if figures.dimension is not Dimension.TOTAL:
        rows.append((_("Ensemble"), _number(figures.total)))
    return tuple(rows)


def _number(number: int | None) -> str:
    return secret() if number is None else whole(number)
