"""Two ways in, the same lines as by file: each object is taken whole or told why not."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.access.permissions import Permission
from app.landlord_api.description import MOST_ITEMS, describe
from app.landlords.contract import Contract, decision_contract, offer_contract
from app.landlords.decisions import take_decision
from app.landlords.loading import Store
from app.landlords.offers import take_offer
from app.landlords.sent import Sent, take_all
from app.web.limits import limit
from app.web.portal import LANDLORD_API, portal
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("landlord_api", __name__)
CALLS, WINDOW = 120, 60


@route(blueprint, "GET", f"{LANDLORD_API}/openapi.json", Permission.PUBLIC)
def description() -> Response:
    return jsonify(describe(portal().settings.public_url))


@route(blueprint, "POST", f"{LANDLORD_API}/offers", Permission.SEND_AS_LANDLORD)
def send_offers() -> Response:
    return _take("offers", offer_contract(), take_offer)


@route(blueprint, "POST", f"{LANDLORD_API}/decisions", Permission.SEND_AS_LANDLORD)
def send_decisions() -> Response:
    return _take("decisions", decision_contract(), take_decision)


def _take(name: str, contract: Contract, store: Store) -> Response:
    key = the_actor()
    limit("landlord", str(key.account_id), most=CALLS, seconds=WINDOW)
    sent = take_all(acting(), _items(name), contract, store, key.name)
    return jsonify(_told(sent))


def _items(name: str) -> list[dict[str, Any]]:
    """The objects of the body. Anything else is refused whole: nothing of it was taken."""
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(body, dict) or set(body) != {name}:
        raise BadRequest
    items = body[name]
    if not isinstance(items, list) or not 0 < len(items) <= MOST_ITEMS:
        raise BadRequest
    if not all(isinstance(item, dict) for item in items):
        raise BadRequest
    return items


def _told(sent: Sent) -> dict[str, Any]:
    counts = {taken.value: count for taken, count in sent.counts.items()}
    refused = [{"item": r.line, "path": r.path, "reason": r.reason} for r in sent.refused]
    return {"taken": counts, "refused": refused}
