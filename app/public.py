"""Pages outside the three doors: the way in, and the health check. No session, no data."""

from flask import Blueprint, Flask, Response, render_template

from app.access.permissions import Permission
from app.web.route import route

blueprint = Blueprint("public", __name__)


@route(blueprint, "GET", "/", Permission.PUBLIC)
def home() -> str:
    return render_template("home.html")


@route(blueprint, "GET", "/healthz", Permission.PUBLIC)
def health() -> Response:
    return Response("ok\n", mimetype="text/plain")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
