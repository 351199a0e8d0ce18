"""One cookie per door, with its own name and path. Outside the doors there is none.

It holds a random session id, the CSRF token and the keys of waiting messages: nothing personal.
"""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from app.web.portal import DOOR_PREFIXES, door_of

COOKIE_NAMES = {"employer": "alin_employeur", "staff": "alin_equipe", "applicant": "alin_demandeur"}


class DoorSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, split by door."""

    def get_cookie_name(self, app: Flask) -> str:
        name = COOKIE_NAMES.get(door_of(request.path) or "", "alin_none")
        # Browsers refuse to let anything but https write a cookie so named.
        return f"__Secure-{name}" if self.get_cookie_secure(app) else name

    def get_cookie_path(self, app: Flask) -> str:  # noqa: ARG002 - Flask's interface
        return DOOR_PREFIXES.get(door_of(request.path) or "", "/none")

    def open_session(self, app: Flask, request: Request) -> Any:
        if door_of(request.path) is None:
            return self.session_class()
        signer = self.get_signing_serializer(app)
        value = request.cookies.get(self.get_cookie_name(app))
        if signer is None or not value:
            return self.session_class()
        try:
            kept, signed_at = signer.loads(value, return_timestamp=True)
        except BadSignature:
            return self.session_class()
        # Flask's own refuses a cookie another node signed a second "later": clocks are apart. Its
        # age is a courtesy besides: what ends a session is its row.
        if abs(datetime.now(UTC) - signed_at) > app.permanent_session_lifetime:
            return self.session_class()
        return self.session_class(kept)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        # The static 404 carries no cookie: it must be the same bytes for everybody.
        if door_of(request.path) is None or response.status_code == 404:
            return
        super().save_session(app, session, response)
