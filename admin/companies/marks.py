"""Badges of the company pages."""

from dataclasses import dataclass

from admin.companies import words
from app.companies.words import TONES


@dataclass(frozen=True, slots=True)
class State:
    """A badge: word, tone, icon."""

    label: str
    tone: str
    icon: str | None = None


def shown_state(status: str) -> State:
    return State(words.status_label(status), TONES[status], words.ICONS[status])
