"""What templates receive: frozen, formatted, nothing left to decide."""

from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `value` None: not communicated (a lock). `copied`: what a copy button gives."""

    key: str
    label: str
    value: str | None
    copied: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The eleven items in the rule's order. `name` "NOM Prénom"; `courtesy` "Mme NOM"."""

    name: str
    courtesy: str
    birth_text: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the file; `icon` is a name of icons.svg."""

    key: str
    title: str
    icon: str
    items: tuple[Item, ...]


class StepView(NamedTuple):
    """One of the seven steps; `when` is a short date, None while ahead. A tuple for `steps()`."""

    name: str
    when: str | None
    state: Literal["done", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class EventView:
    when: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CandidatureView:
    """`running` is False once ended; `status` names where it stands; `events` oldest first."""

    title: str
    details: str
    running: bool
    housed: bool
    status: str
    steps: tuple[StepView, ...]
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """Choice 3. `without_sensitive` is the mark's second half, never whether a block is filled."""

    summary: SummaryView
    without_sensitive: bool
    updated_text: str
    sections: tuple[Section, ...]
    candidatures: tuple[CandidatureView, ...]
