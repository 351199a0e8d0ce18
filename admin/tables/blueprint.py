"""Where the pages of the dated tables are."""

from flask import Blueprint
from werkzeug.exceptions import NotFound

from admin.tables.kinds import kind_of
from app.dated.kind import Kind

blueprint = Blueprint("staff_tables", __name__)
ROOT = "/action-logement/tables"
ONE = f"{ROOT}/<slug>"


def wanted(slug: str) -> Kind:
    """The table of the address. Raises NotFound."""
    kind = kind_of(slug)
    if kind is None:
        raise NotFound
    return kind
