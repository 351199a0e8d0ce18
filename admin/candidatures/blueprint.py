"""The family's blueprint, and what its views share."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.candidatures.words import refusal_words
from app.candidatures.states import TransitionRefused
from app.privacy.readers.advisers_queue import QueuedCandidature, find_queued
from app.web.request_context import acting

blueprint = Blueprint("staff_candidatures", __name__)
ROOT = "/action-logement/candidatures"
ONE = f"{ROOT}/<uuid:candidature_id>"


def the_candidature(candidature_id: UUID) -> QueuedCandidature:
    """The candidature of the address, or 404."""
    found = find_queued(acting(), candidature_id)
    if found is None:
        raise NotFound
    return found


class Refused(Exception):
    """The act did not happen; the reason already waits on the next page."""


@contextmanager
def attempt() -> Iterator[None]:
    """Run a service; when the state has changed meanwhile, undo it and say why. Raises Refused."""
    try:
        with acting().begin_nested():
            yield
    except TransitionRefused as refused:
        flash(refusal_words(refused.reason), "danger")
        raise Refused from None


def to_page(candidature_id: UUID) -> Response:
    return redirect(url_for("staff_candidatures.page", candidature_id=candidature_id), 303)


def to_file(candidature_id: UUID) -> Response:
    return redirect(url_for("staff_candidatures.checked_file", candidature_id=candidature_id), 303)
