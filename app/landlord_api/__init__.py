"""The landlords' door: their systems send offers and decisions, by a key of their own.

No page, no cookie, no session: a request stands or falls with its Authorization header.
"""

from flask import Flask

from app.landlord_api.views import blueprint


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    # A cookie opens nothing here, so nobody's browser can be made to send anything.
    app.extensions["csrf"].exempt(blueprint)
