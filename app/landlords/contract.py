"""One line of a landlord's file, checked against its contract; nothing of it is ever repeated."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema_rs import Draft202012Validator

from app.registry.contract import read_object
from app.registry.pointers import names_of
from app.registry.schema_faults import check_against


@dataclass(frozen=True, slots=True)
class Contract:
    """A JSON Schema, compiled, with the names its pointers may repeat."""

    schema: Draft202012Validator
    names: frozenset[str]

    def read(self, line: bytes) -> dict[str, Any]:
        """The object of one line (no line end). Raises BrokenLine."""
        payload, _leaves = read_object(line, self.names)
        check_against(self.schema, payload, self.names)
        return payload


def _contract(file: str) -> Contract:
    schema = json.loads(files(__package__).joinpath(file).read_text(encoding="utf-8"))
    return Contract(Draft202012Validator(schema, validate_formats=True), names_of(schema))


@cache
def offer_contract() -> Contract:
    """A dwelling offered by a landlord."""
    return _contract("offer.schema.json")


@cache
def decision_contract() -> Contract:
    """What a landlord reports on one candidature."""
    return _contract("landlord_decision.schema.json")
