"""Who acts in this request, and the one transaction it acts in."""

from contextlib import ExitStack
from typing import cast

from flask import g
from flask_login import current_user
from sqlalchemy import Connection

from app.access.actor import Actor
from app.db.transaction import NoContext, require_context, transaction
from app.web.portal import portal


def current_actor() -> Actor | None:
    """The signed-in actor of this door, or None."""
    if not current_user.is_authenticated:
        return None
    return cast(Actor, current_user.actor)


def the_actor() -> Actor:
    """The actor of a route that asks for a permission: there is always one."""
    actor = current_actor()
    if actor is None:
        raise NoContext
    return actor


def acting() -> Connection:
    """The request's transaction, opened at first use as the actor and behind the actor's door.

    It is committed by @route once the view has built its answer, so an answer never leaves
    before what it says is true.
    """
    if "transaction" not in g:
        actor = the_actor()
        stack = ExitStack()
        connection = stack.enter_context(transaction(portal().database, actor.audience, actor))
        g.transaction_stack = stack
        g.transaction = connection
        if actor.role != "SUSPENDED":
            require_context(connection)
    return cast(Connection, g.transaction)


def finish_transaction(error: BaseException | None) -> None:
    """Commit the request's transaction, or roll it back when `error` is given."""
    stack: ExitStack | None = g.pop("transaction_stack", None)
    g.pop("transaction", None)
    if stack is None:
        return
    if error is None:
        stack.close()
    else:
        stack.__exit__(type(error), error, error.__traceback__)
