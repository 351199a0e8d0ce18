"""Templates without a request: mails and printed reports, in a given language."""

from functools import cache
from pathlib import Path

from flask import Flask, render_template
from flask_babel import Babel, force_locale

from app.web.templating import prepare_templates

_ROOT = Path(__file__).resolve().parents[2]


@cache
def _host() -> Flask:
    """A Flask application that only renders: no route, no session, no database."""
    flask = Flask("app", root_path=str(_ROOT / "app"), template_folder=str(_ROOT / "templates"))
    flask.config.update(BABEL_DEFAULT_LOCALE="fr", BABEL_TRANSLATION_DIRECTORIES="translations")
    prepare_templates(flask)
    Babel(flask)
    return flask


class in_language:  # noqa: N801 - reads as words: with in_language("en"):
    """A context in which lazy words and formats speak `locale`, without any request."""

    def __init__(self, locale: str) -> None:
        self._app = _host().app_context()
        self._locale = locale

    def __enter__(self) -> None:
        self._app.__enter__()
        self._forced = force_locale(self._locale)
        self._forced.__enter__()

    def __exit__(self, *error: object) -> None:
        self._forced.__exit__(*error)
        self._app.__exit__(*error)  # type: ignore[arg-type]


def render_offline(template: str, locale: str, **values: object) -> str:
    """The text of `template` in `locale` ("fr" or "en")."""
    with in_language(locale):
        return render_template(template, **values)
