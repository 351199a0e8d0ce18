"""What the schema cannot say: text that can be stored, real dates, check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from app.reference.siret import is_valid_siret
from app.registry.faults import BrokenLine, Fault
from app.registry.pointers import pointer

Path = tuple[str | int, ...]
Leaf = tuple[Path, str | int, Any]
Rule = Callable[[Any, date], Fault | None]

# The contract is five levels deep; more is an attack on whoever walks the tree.
MAX_DEPTH = 12
# No amount, surface or count of a housing request comes near a thousand million.
MAX_NUMBER = 10**9

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SEVERAL_LINES = frozenset({"free_text", "disability_details", "line"})
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff]*"
)
_EMAIL = re.compile(r"[^\s@<>()\[\],:;\"\\]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z0-9-]{2,63}")

_OLDEST_BIRTH = date(1900, 1, 1)
_OLDEST_DATE = date(1950, 1, 1)
# Clocks of two systems differ, and overseas the next day has begun.
_CLOCK_TOLERANCE = timedelta(days=1)
_LONGEST_PREGNANCY = timedelta(days=365)


def leaves_of(payload: object, names: frozenset[str] | None = None) -> list[Leaf]:
    """Every scalar that a rule below speaks about: path of its container, key and value.

    Raises BrokenLine for nesting, text or numbers that nothing after this could take; `names`
    are the member names of a contract other than a housing request's.
    Iterative: the depth of a hostile line must not become ours. Types are compared exactly
    (JSON has no others) and paths are made for containers only: this runs on every scalar.
    """
    found: list[Leaf] = []
    waiting: list[tuple[Path, object]] = [((), payload)]
    while waiting:
        path, node = waiting.pop()
        if len(path) > MAX_DEPTH:
            raise BrokenLine(pointer(path[:MAX_DEPTH], names), Fault.TOO_DEEP)
        for key, value in _members(node):
            kind = type(value)
            if kind is str:
                if not value.isprintable():
                    _check_text(path, key, value, names)
            elif kind is dict or kind is list:
                waiting.append(((*path, key), value))
            elif kind is not bool and value is not None and not -MAX_NUMBER < value < MAX_NUMBER:
                raise BrokenLine(pointer((*path, key), names), Fault.NUMBER_OUT_OF_RANGE)
            if key in _RULES:
                found.append((path, key, value))
            elif type(key) is str and not key.isprintable() and _CONTROL.search(key):
                # Half a character in a name would make the schema validator itself fail.
                raise BrokenLine(pointer(path, names), Fault.CONTROL_CHARACTER)
    return found


def _members(node: object) -> Iterable[tuple[str | int, Any]]:
    if isinstance(node, dict):
        return node.items()
    return enumerate(node) if isinstance(node, list) else ()


def _check_text(path: Path, key: str | int, text: str, names: frozenset[str] | None) -> None:
    forbidden = _CONTROL_BUT_LINES if key in _SEVERAL_LINES else _CONTROL
    if forbidden.search(text):
        raise BrokenLine(pointer((*path, key), names), Fault.CONTROL_CHARACTER)


def _between(first: date, last: date, too_late: Fault, value: str) -> Fault | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:  # The year 0000 passes the validator's format and is no date here.
        return Fault.BAD_DATE
    if found < first:
        return Fault.DATE_TOO_OLD
    return too_late if found > last else None


def _birth(value: str, today: date) -> Fault | None:
    return _between(_OLDEST_BIRTH, today + _CLOCK_TOLERANCE, Fault.DATE_IN_FUTURE, value)


def _past(value: str | None, today: date) -> Fault | None:
    if value is None:
        return None
    return _between(_OLDEST_DATE, today + _CLOCK_TOLERANCE, Fault.DATE_IN_FUTURE, value)


def _since(value: str | None, today: date) -> Fault | None:
    """Somebody may live where they were born, a hundred years ago."""
    return None if value is None else _birth(value, today)


def _due(value: str | None, today: date) -> Fault | None:
    if value is None:
        return None
    return _between(_OLDEST_DATE, today + _LONGEST_PREGNANCY, Fault.DATE_TOO_FAR, value)


def read_instant(text: str) -> datetime:
    """An RFC 3339 date-time with its offset. Raises ValueError (leap seconds included)."""
    return datetime.fromisoformat(text.upper())


def _instant(value: str, today: date) -> Fault | None:
    """A time too far ahead would make every later version of the request look stale."""
    try:
        found = read_instant(value)
    except ValueError:
        return Fault.BAD_DATE_TIME
    return _past(found.date().isoformat(), today)


def _year(value: float, today: date) -> Fault | None:
    return None if _OLDEST_DATE.year <= value <= today.year else Fault.NUMBER_OUT_OF_RANGE


def _siret(value: str | None, _today: date) -> Fault | None:
    return None if value is None or is_valid_siret(value) else Fault.BAD_SIRET


def _email(value: str | None, _today: date) -> Fault | None:
    """Stricter than the format: this address is written into a mail's header."""
    return None if value is None or _EMAIL.fullmatch(value) else Fault.BAD_EMAIL


def _visible(value: str, _today: date) -> Fault | None:
    return Fault.TEXT_EMPTY if _INVISIBLE.fullmatch(value) else None


_RULES: dict[str | int, Rule] = {
    "birth_date": _birth,
    "registered_on": _past,
    "renewed_on": _past,
    "updated_at": _instant,
    "since": _since,
    "due_date": _due,
    "year": _year,
    "siret": _siret,
    "email": _email,
    "registry_email": _email,
    "birth_name": _visible,
    "first_names": _visible,
    "last_name": _visible,
    "first_name": _visible,
}


def check_plausible(payload: dict[str, Any], leaves: Iterable[Leaf], today: date) -> None:
    """Raises BrokenLine at the first implausible value of a line that follows the schema."""
    for path, key, value in leaves:
        rule = _RULES.get(key)
        fault = rule(value, today) if rule else None
        if fault:
            raise BrokenLine(pointer((*path, key)), fault)
    renewed = payload.get("renewed_on")
    if renewed and renewed < payload["registered_on"]:
        raise BrokenLine("/renewed_on", Fault.RENEWED_BEFORE_REGISTERED)
