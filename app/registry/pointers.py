"""JSON pointers that never repeat a name the contract does not know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]


@cache
def contract_schema() -> Schema:
    """The contract of one housing request (JSON Schema, draft 2020-12)."""
    text = files(__package__).joinpath("housing_request.schema.json").read_text(encoding="utf-8")
    schema: Schema = json.loads(text)
    return schema


def _names(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for child in node.values():
            yield from _names(child)


@cache
def contract_names() -> frozenset[str]:
    """Every member name of the contract."""
    return names_of(contract_schema())


def names_of(schema: Schema) -> frozenset[str]:
    """Every member name of any contract."""
    return frozenset(_names(schema))


def pointer(parts: Iterable[str | int], names: frozenset[str] | None = None) -> str:
    """The pointer to a place of the line, cut before the first name that is not the contract's.

    `names` are another contract's; a housing request's by default.
    """
    known = contract_names() if names is None else names
    kept: list[str] = []
    for part in parts:
        if isinstance(part, str) and part not in known:
            break
        kept.append(f"/{part}")
    return "".join(kept)
