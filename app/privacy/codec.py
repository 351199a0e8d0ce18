"""The rule's dataclasses to JSON columns and back. Closed: an unknown member is an error."""

import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

# The annotations of a dataclass do not change: reading them once saves most of a list page.
_hints = cache(get_type_hints)


def encode(value: Any) -> Any:
    """JSON-ready form of a dataclass tree, dates as ISO text, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [encode(v) for v in value]
    if isinstance(value, dict):
        return {key: encode(v) for key, v in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value


def decode(kind: Any, data: Any) -> Any:
    """The inverse of encode() for a value of type `kind`. Raises TypeError on an odd shape."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return decode(next(a for a in arguments if a is not type(None)), data)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple(decode(arguments[0], v) for v in data)
        return tuple(decode(a, v) for a, v in zip(arguments, data, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: decode(hints[name], value) for name, value in data.items()})
    if kind is date and isinstance(data, str):
        return date.fromisoformat(data)
    if kind is float and isinstance(data, int | Decimal):
        return float(data)
    return data


def decode_row(kind: Any, row: Any) -> Any:
    """A dataclass from a database row that has one column per field."""
    hints = _hints(kind)
    return kind(**{f.name: decode(hints[f.name], row[f.name]) for f in fields(kind)})
