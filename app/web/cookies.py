"""One cookie per door, with its own name and path. Outside the doors there is none.

It holds a random session id, the CSRF token and the keys of waiting messages: nothing personal.
"""

from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

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
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        # The static 404 carries no cookie: it must be the same bytes for everybody.
        if door_of(request.path) is None or response.status_code == 404:
            return
        super().save_session(app, session, response)
