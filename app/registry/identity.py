"""Is the registered person the one who signed up? Compared by the key names are searched by."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.reference.names import sort_key
from app.registry.record import Person


class Differs(Enum):
    """What does not match; its value is never part of an answer."""

    SURNAME = "SURNAME"
    FIRST_NAMES = "FIRST_NAMES"
    BIRTH_DATE = "BIRTH_DATE"


@dataclass(frozen=True, slots=True)
class TypedIdentity:
    """As typed at sign-up."""

    surname: str
    first_names: str
    birth_date: date


def differences(typed: TypedIdentity, registered: Person) -> tuple[Differs, ...]:
    """What differs; nothing for the same person.

    The surname may be the birth name or the usual one; of the first names the first one counts.
    """
    found = []
    names = {sort_key(registered.birth_name), sort_key(registered.surname)}
    if sort_key(typed.surname) not in names:
        found.append(Differs.SURNAME)
    if _first(typed.first_names) != _first(registered.first_names):
        found.append(Differs.FIRST_NAMES)
    if typed.birth_date != registered.birth_date:
        found.append(Differs.BIRTH_DATE)
    return tuple(found)


def _first(names: str) -> str:
    """The first of several names: they are parted by blanks or commas, "Jean-Luc" is one."""
    words = names.replace(",", " ").split()
    return sort_key(words[0]) if words else ""
