"""Pages outside the three doors: the way in, the rule, the legal pages, the health check.

No session, no cookie, nobody's data; the language stands in the address.
"""

from flask import Flask

from app.public import probes, views  # noqa: F401
from app.public.blueprint import blueprint
from app.public.verifying import blueprint as verifying


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(verifying)
