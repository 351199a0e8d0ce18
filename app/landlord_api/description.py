"""The API's own description (OpenAPI 3.1), made from the contracts that check what is sent."""

import json
from importlib.resources import files
from typing import Any

from app.landlords.loading import Taken
from app.web.portal import LANDLORD_API

MOST_ITEMS = 500
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_WAYS = (
    ("offers", "offer.schema.json", "Offer", "Send dwellings on offer"),
    ("decisions", "landlord_decision.schema.json", "Decision", "Report on candidatures"),
)
_ERRORS = {
    "400": "The body is not the object described here; nothing was taken",
    "401": "No key, or one that is unknown or withdrawn",
    "413": "More than a million bytes",
    "415": "The body is not declared as application/json",
    "429": "More than 120 calls in a minute; wait a minute",
}


def describe(public_url: str) -> dict[str, Any]:
    """The document; addresses begin with the portal's own."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "AL'in: landlords' offers and decisions",
            "version": "1.0.0",
            "description": "The same object twice changes nothing: send again whatever was not "
            "answered. A decision names its candidature by Numéro Unique and offer; nothing about "
            "an applicant is ever answered.",
        },
        "servers": [{"url": public_url}],
        "security": [{"key": []}],
        "paths": {f"{LANDLORD_API}/{name}": _path(name, what, title)
                  for name, _file, what, title in _WAYS},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                **{what: _contract(file) for _name, file, what, _title in _WAYS},
                "Told": _TOLD,
                "Error": {
                    "type": "object", "required": ["error"], "additionalProperties": False,
                    "properties": {"error": _TEXT},
                },
            },
        },
    }  # fmt: skip


def _path(name: str, what: str, title: str) -> dict[str, Any]:
    item = {
        "description": f"Checked one by one against {what}: an object that breaks it, or that "
        "cannot be taken, is listed under `refused`, and the others are taken.",
        "anyOf": [{"$ref": f"#/components/schemas/{what}"}, {"type": "object"}],
    }
    body = {
        "type": "object", "required": [name], "additionalProperties": False,
        "properties": {
            name: {"type": "array", "minItems": 1, "maxItems": MOST_ITEMS, "items": item}
        },
    }  # fmt: skip
    return {
        "post": {
            "operationId": f"send_{name}",
            "summary": title,
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": {
                "200": _answer("What became of each object", "Told"),
                **{code: _answer(words, "Error") for code, words in _ERRORS.items()},
            },
        }
    }


def _answer(words: str, schema: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": words, "content": {"application/json": {"schema": reference}}}


def _contract(file: str) -> dict[str, Any]:
    schema = json.loads(files("app.landlords").joinpath(file).read_text(encoding="utf-8"))
    return {name: value for name, value in schema.items() if not name.startswith("$")}


_TOLD: dict[str, Any] = {
    "type": "object", "required": ["taken", "refused"], "additionalProperties": False,
    "properties": {
        "taken": {
            "type": "object", "required": [t.value for t in Taken], "additionalProperties": False,
            "properties": {t.value: _COUNT for t in Taken},
            "description": "`older`: kept as history, where a later event stands already",
        },
        "refused": {
            "type": "array",
            "items": {
                "type": "object", "required": ["item", "path", "reason"],
                "additionalProperties": False,
                "properties": {
                    "item": {"type": "integer", "minimum": 1, "description": "from 1"},
                    "path": {**_TEXT, "description": "JSON pointer into the object"},
                    "reason": _TEXT,
                },
            },
        },
    },
}  # fmt: skip
