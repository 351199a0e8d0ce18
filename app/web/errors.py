"""Error pages: bytes read once at start, the same for everybody.

"Not shared" and "unknown" are one 404: no form, token, menu, request id or cookie in it.
"""

import json
from http import HTTPStatus

import structlog
from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from jinja2 import Environment
from werkzeug.exceptions import HTTPException

from app.db.engines import is_away
from app.db.transaction import NoContext
from app.privacy.rule import NotShared
from app.web.portal import LANDLORD_API

PAGES = (400, 403, 404, 405, 409, 413, 429, 500, 503)
log = structlog.get_logger("portail.web")


def add_error_pages(app: Flask, templates: Environment) -> None:
    """Render every error page now, and answer errors with those bytes only."""
    pages = {code: templates.get_template(f"errors/{code}.html").render() for code in PAGES}

    def page(code: int) -> Response:
        if _is_call():
            return _told(code)
        shown = code if code in pages else 400 if code < 500 else 500
        return Response(pages[shown], status=code, mimetype="text/html")

    def http_error(error: HTTPException) -> Response:
        code = error.code or 500
        if error.response is not None and code < 400:
            return error.response  # type: ignore[return-value]
        answer = page(code)
        for name in ("Allow", "WWW-Authenticate"):
            if name in dict(error.get_headers()):
                answer.headers[name] = dict(error.get_headers())[name]
        if code == 429:
            answer.headers["Retry-After"] = "60"
        return answer

    def unexpected(error: Exception) -> Response:
        if is_away(error):
            log.warning("database away", kind=type(error).__name__)
            answer = page(503)
            answer.headers["Retry-After"] = "5"
            return answer
        # The kind of error, never its text: a message may quote a person's data.
        log.error("unexpected", kind=type(error).__name__, where=_where(error))
        if app.testing:
            raise error
        return page(500)

    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NotShared, lambda _e: page(404))
    app.register_error_handler(NoContext, lambda _e: page(401 if _is_call() else 403))
    app.register_error_handler(CSRFError, lambda _e: page(400))
    app.register_error_handler(Exception, unexpected)


def _is_call() -> bool:
    """Whether a program is asking, not a person."""
    return request.path.startswith(f"{LANDLORD_API}/")


def _told(code: int) -> Response:
    """The same few words for every call that fails so."""
    body = json.dumps({"error": HTTPStatus(code).phrase})
    return Response(body, status=code, mimetype="application/json")


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
