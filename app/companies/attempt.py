"""Running a service for a form: what it refuses is told in the form, and nothing of it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_wtf import FlaskForm

from app.companies.policy import Refused, Stale
from app.companies.words import changed_meanwhile, refusal
from app.web.request_context import acting


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
