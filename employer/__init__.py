"""The employers' door (/employeur): views and forms, no SQL, no rule."""

from importlib import import_module

from flask import Flask

# One folder per screen family; each has views.py with a `blueprint`.
FAMILIES = (
    "session",
    "home",
    "applicants",
    "filters",
    "exports",
    "leaving",
    "candidatures",
    "housed",
    "points",
    "reports",
    "help",
    "account",
    "company",
    "joining",
    "approvals",
)


def register(app: Flask) -> None:
    """Mount this door's pages."""
    for family in FAMILIES:
        app.register_blueprint(import_module(f"employer.{family}.views").blueprint)
