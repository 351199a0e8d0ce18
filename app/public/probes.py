"""What machines ask: does it live, may it be sent people, how does it run."""

import hmac

from flask import Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from app.access.permissions import Permission
from app.db.transaction import transaction
from app.db.upgrade import may_serve
from app.operations.metrics import CONTENT_TYPE, write_metrics
from app.public.blueprint import blueprint
from app.web.portal import portal
from app.web.route import route


@route(blueprint, "GET", "/healthz", Permission.PUBLIC)
def health() -> Response:
    """The process answers; nothing else is asked."""
    return _said("ok")


@route(blueprint, "GET", "/readyz", Permission.PUBLIC)
def ready() -> Response:
    """Whether this node may be sent people: its database answers, and its schema is no older than
    the code."""
    database = portal().database
    try:
        fine = may_serve(database)
        with transaction(database, "signin"):
            pass
    except SQLAlchemyError:
        fine = False
    return _said("ready") if fine else _said("not ready", 503)


@route(blueprint, "GET", "/metrics", Permission.PUBLIC)
def metrics() -> Response:
    """For whoever shows METRICS_TOKEN; to everybody else there is no such page."""
    token, shown = portal().settings.metrics_token, request.authorization
    said = (shown.token or "") if shown is not None and shown.type == "bearer" else ""
    if not token or not hmac.compare_digest(token.encode(), said.encode()):
        raise NotFound
    with transaction(portal().database, "signin") as tx:
        return Response(write_metrics(tx), content_type=CONTENT_TYPE)


def _said(words: str, status: int = 200) -> Response:
    return Response(words + "\n", status, mimetype="text/plain")
