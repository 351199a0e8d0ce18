"""CSRF while `SECRET_KEY` changes: a form drawn by a node of one key is sent to one of another."""

from flask import current_app
from flask_wtf.csrf import CSRFProtect, generate_csrf, validate_csrf
from wtforms import ValidationError


class CsrfByEitherKey(CSRFProtect):
    """Flask-WTF's own check; a token the former key signed counts as the present one's.

    What a token proves is that it holds the secret of this browser's own signed cookie, and that is
    compared either way.
    """

    def _get_csrf_token(self) -> str | None:
        given: str | None = super()._get_csrf_token()
        for former in current_app.config["SECRET_KEY_FALLBACKS"] or ():
            try:
                validate_csrf(given, secret_key=former)
            except ValidationError:
                continue
            return str(generate_csrf())
        return given
