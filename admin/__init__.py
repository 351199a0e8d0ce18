"""Action Logement's door (/action-logement): views and forms, no SQL, no rule."""

from importlib import import_module

from flask import Flask

# One folder per screen family; each has views.py with a `blueprint`.
FAMILIES = (
    "session",
    "home",
    "companies",
    "preview",
    "joining",
    "journals",
    "candidatures",
    "offers",
    "ranking",
    "tables",
    "priority",
    "statistics",
    "reports",
    "inbox",
    "contests",
    "landlords",
    "team",
    "operations",
    "account",
)


def register(app: Flask) -> None:
    """Mount this door's pages."""
    for family in FAMILIES:
        app.register_blueprint(import_module(f"admin.{family}.views").blueprint)
