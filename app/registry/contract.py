"""One line of the registration system's file, checked against the contract.

Nothing gets past this point that PostgreSQL, a mail header or a page could not take, and
nothing of a refused line is repeated: see `faults`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NoReturn

from app.registry.assemble import build_request
from app.registry.faults import BrokenLine, Fault
from app.registry.plausible import Leaf, check_plausible, leaves_of
from app.registry.pointers import pointer
from app.registry.record import RegisteredRequest
from app.registry.schema_faults import check_schema

__all__ = ["MAX_LINE_BYTES", "BrokenLine", "Fault", "check_line", "read_object", "read_request"]

# The longest honest line (every text full and escaped, twenty dependants) is about 80 KB.
MAX_LINE_BYTES = 256 * 1024

_Pairs = list[tuple[str, Any]]


class _Members:
    """Builds objects and remembers the first one that names a member twice."""

    def __init__(self) -> None:
        self.doubled: tuple[dict[str, Any], str] | None = None

    def __call__(self, pairs: _Pairs) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs) and self.doubled is None:
            names = [name for name, _ in pairs]
            self.doubled = made, next(name for name in names if names.count(name) > 1)
        return made


def _refuse_constant(_text: str) -> NoReturn:
    raise BrokenLine("", Fault.NOT_FINITE)


def _parse(text: str, members: _Members) -> Any:
    try:
        return json.loads(text, object_pairs_hook=members, parse_constant=_refuse_constant)
    except RecursionError:
        raise BrokenLine("", Fault.TOO_DEEP) from None
    except ValueError:  # Not JSON, or an integer of thousands of digits.
        raise BrokenLine("", Fault.NOT_JSON) from None


def _decode(line: bytes) -> str:
    if len(line) > MAX_LINE_BYTES:
        raise BrokenLine("", Fault.LINE_TOO_LONG)
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise BrokenLine("", Fault.NOT_UTF8) from None


def _path_to(root: object, wanted: dict[str, Any]) -> list[str | int]:
    """Where an object stands in the tree; empty when a later twin has replaced it."""
    waiting: list[tuple[list[str | int], object]] = [([], root)]
    while waiting:
        path, node = waiting.pop()
        if node is wanted:
            return path
        if isinstance(node, dict):
            waiting.extend(([*path, key], value) for key, value in node.items())
        elif isinstance(node, list):
            waiting.extend(([*path, place], value) for place, value in enumerate(node))
    return []


def read_object(
    line: bytes, names: frozenset[str] | None = None
) -> tuple[dict[str, Any], list[Leaf]]:
    """The line's object, its text storable and no member named twice, and its leaves.

    `names` are the member names of a contract other than a housing request's. Raises BrokenLine.
    """
    members = _Members()
    payload = _parse(_decode(line), members)
    if not isinstance(payload, dict):
        raise BrokenLine("", Fault.WRONG_TYPE)
    leaves = leaves_of(payload, names)
    if members.doubled:
        owner, name = members.doubled
        raise BrokenLine(pointer([*_path_to(payload, owner), name], names), Fault.FIELD_TWICE)
    return payload, leaves


def check_line(line: bytes, today: date) -> dict[str, Any]:
    """The request of one line, as delivered, once everything about it has been checked.

    `line` has no line end. Dates are judged as of `today`. Raises BrokenLine, nothing else.
    """
    payload, leaves = read_object(line)
    check_schema(payload)
    check_plausible(payload, leaves, today)
    return payload


def read_request(line: bytes, today: date) -> RegisteredRequest:
    """The registered request of one line. Raises BrokenLine, nothing else."""
    return build_request(check_line(line, today))
