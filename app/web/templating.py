"""How every template is read, and what each may call: pages, mails, reports, the gallery."""

from collections.abc import Callable

from flask import Flask
from flask_babel import get_locale
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from app.privacy import wording
from app.web.formats import FILTERS


def prepare_templates(flask: Flask) -> None:
    """An unknown name is a fault, not a blank; filters and globals are the same everywhere."""
    templates = flask.jinja_env
    templates.undefined = StrictUndefined
    templates.trim_blocks = templates.lstrip_blocks = True
    templates.filters.update(FILTERS)
    templates.globals.update(
        wording=wording,
        icon_sheet=f"{flask.static_url_path}/icons.svg",
        static_path=flask.static_url_path,
        fixed=_fixed(templates),
    )


def _fixed(templates: Environment) -> Callable[[str], Markup]:
    """`fixed(name)`: a piece that takes nothing, drawn once for each language."""
    drawn: dict[tuple[str, str], Markup] = {}

    def fixed(name: str) -> Markup:
        key = (name, str(get_locale()))
        if key not in drawn:
            drawn[key] = Markup(templates.get_template(name).render())  # noqa: S704 - our own HTML
        return drawn[key]

    return fixed
