"""The family's blueprint, and what its views share."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.companies.attempt import Failed, attempt
from app.companies.queries import CompanyView, read_company
from app.web.request_context import acting

__all__ = ["ONE", "ROOT", "Failed", "attempt", "blueprint", "done", "the_company"]
blueprint = Blueprint("staff_companies", __name__)
ROOT = "/action-logement/entreprises"
ONE = f"{ROOT}/<uuid:company_id>"


def the_company(company_id: UUID) -> CompanyView:
    """The company of the address, or 404."""
    found = read_company(acting(), company_id)
    if found is None:
        raise NotFound
    return found


def done(company_id: UUID, message: str) -> Response:
    """Back to the company's page, with one line that says what was done."""
    flash(message, "success")
    return redirect(url_for("staff_companies.company_page", company_id=company_id), 303)
