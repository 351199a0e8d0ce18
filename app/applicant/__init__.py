"""The applicants' door (/demandeur): views and forms, no SQL, no rule."""

from importlib import import_module

from flask import Flask

# One folder per screen family; each has views.py with a `blueprint`.
FAMILIES = (
    "session",
    "home",
    "registration",
    "importing",
    "employer",
    "attachment",
    "request",
    "documents",
    "choice",
    "adults",
    "readings",
    "inbox",
    "help",
    "tutorial",
    "own_data",
    "account",
    "offers",
    "candidatures",
    "points",
    "support",
)


def register(app: Flask) -> None:
    """Mount this door's pages."""
    for family in FAMILIES:
        app.register_blueprint(import_module(f"app.applicant.{family}.views").blueprint)
