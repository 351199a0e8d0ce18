"""@route: one URL, one method, one permission, no default for any of the three.

GET and POST of one address are two routes, so a permission to read can never write.
HEAD and OPTIONS are not answered: HEAD would read people without a line in the journal.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.routing import Rule
from werkzeug.wrappers import Response as BaseResponse

from app.access.actor import Actor
from app.access.permissions import Permission
from app.web.portal import door_of
from app.web.request_context import current_actor, finish_transaction

View = Callable[..., Any]
# endpoint -> permission, filled as routes are declared; the access tests and the docs walk it.
ROUTE_PERMISSIONS: dict[str, Permission] = {}


# What somebody may do before having accepted the present terms of use.
_BEFORE_TERMS = (Permission.PASS_SECOND_FACTOR, Permission.BE_SIGNED_IN)


class OneMethodRule(Rule):
    """A rule that answers its one method only (werkzeug adds HEAD to every GET)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.methods is not None:
            self.methods = self.methods - {"HEAD", "OPTIONS"}


def route(
    blueprint: Blueprint, method: str, rule: str, permission: Permission
) -> Callable[[View], View]:
    """Declare a view. Not signed in: to the door's sign-in. Not permitted: 403, before any data."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> BaseResponse:
            refusal = _refuse(current_actor(), permission)
            if refusal is not None:
                return refusal
            return _run(view, arguments)

        ROUTE_PERMISSIONS[f"{blueprint.name}.{view.__name__}"] = permission
        blueprint.add_url_rule(
            rule, view.__name__, guarded, methods=[method], provide_automatic_options=False
        )
        return guarded

    return declare


def _refuse(actor: Actor | None, permission: Permission) -> BaseResponse | None:
    if permission is Permission.PUBLIC:
        return None
    door = door_of(request.path)
    if door is None:
        # No page to sign in at: landlords' systems show a key with each call.
        if actor is None:
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
        if not actor.may(permission):
            raise Forbidden
        return None
    if actor is None or actor.audience != door:
        wanted = request.full_path if request.method == "GET" else None
        return redirect(url_for(f"{door}_session.sign_in", next=wanted), 303)
    if actor.factor_pending and permission is not Permission.PASS_SECOND_FACTOR:
        return redirect(url_for(f"{door}_session.second_factor"), 303)
    if actor.terms_pending and permission not in _BEFORE_TERMS:
        wanted = request.full_path if request.method == "GET" else None
        return redirect(url_for(f"{door}_session.terms", next=wanted), 303)
    if not actor.may(permission):
        raise Forbidden
    return None


def _run(view: View, arguments: dict[str, Any]) -> Response:
    try:
        response = make_response(view(**arguments))
    except BaseException as error:
        finish_transaction(error)
        raise
    finish_transaction(None)
    return response
