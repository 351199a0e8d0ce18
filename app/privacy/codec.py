"""The rule's dataclasses to JSON columns and back. Closed: an unknown member is an error."""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]


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
    return _decoder(kind)(data)


def decode_row(kind: Any, row: Any) -> Any:
    """A dataclass from a database row that has one column per field."""
    return kind(**{name: read(row[name]) for name, read in _readers(kind).items()})


@cache
def _readers(kind: Any) -> dict[str, Decoder]:
    """How to read each field of a dataclass."""
    hints = get_type_hints(kind)
    return {f.name: _decoder(hints[f.name]) for f in fields(kind)}


@cache
def _decoder(kind: Any) -> Decoder:
    """How to read a value of this type, worked out once: a list page reads a thousand of them."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = _decoder(next(a for a in arguments if a is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin is tuple and arguments[-1] is Ellipsis:
        each = _decoder(arguments[0])
        return lambda data: tuple(each(value) for value in data)
    if origin is tuple:
        all_of = tuple(_decoder(a) for a in arguments)
        return lambda data: tuple(d(value) for d, value in zip(all_of, data, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        return partial(_read_members, kind)
    if kind is date:
        return lambda data: date.fromisoformat(data) if isinstance(data, str) else data
    if kind is float:
        return lambda data: float(data) if isinstance(data, int | Decimal) else data
    return lambda data: data


def _read_members(kind: Any, data: Any) -> Any:
    """A dataclass from its JSON members; one that is not a field is an error."""
    readers = _readers(kind)
    try:
        return kind(**{name: readers[name](value) for name, value in data.items()})
    except KeyError as unknown:
        raise TypeError(f"{kind.__name__} has no member {unknown}") from None
