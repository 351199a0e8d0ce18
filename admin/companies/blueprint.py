"""The family's blueprint, and what its views share."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.words import changed_meanwhile, refusal
from app.companies.policy import Refused, Stale
from app.companies.queries import CompanyView, read_company
from app.web.request_context import acting

blueprint = Blueprint("staff_companies", __name__)
ROOT = "/action-logement/entreprises"
ONE = f"{ROOT}/<uuid:company_id>"


def the_company(company_id: UUID) -> CompanyView:
    """The company of the address, or 404."""
    found = read_company(acting(), company_id)
    if found is None:
        raise NotFound
    return found


class Failed(Exception):
    """The act did not happen and the form already says why. `code` is the answer's status."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def attempt(form: FlaskForm, fields: dict[str, str] | None = None) -> Iterator[None]:
    """Run a service; when it refuses, undo what it began and tell it in the form.

    `fields` says which field a reason belongs to ({"siren_taken": "siret"}); any other reason
    stands above the form. Raises Failed.
    """
    try:
        with acting().begin_nested():
            yield
    except Refused as refused:
        name = (fields or {}).get(refused.reason)
        if name is None:
            form.form_errors.append(refusal(refused))
        else:
            form[name].errors = [*form[name].errors, refusal(refused)]
        raise Failed(200) from None
    except Stale:
        form.form_errors.append(changed_meanwhile())
        raise Failed(409) from None


def done(company_id: UUID, message: str) -> Response:
    """Back to the company's page, with one line that says what was done."""
    flash(message, "success")
    return redirect(url_for("staff_companies.company_page", company_id=company_id), 303)
