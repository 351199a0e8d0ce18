"""Candidatures as the board's template receives them, for employers and in staff's preview."""

from dataclasses import dataclass

from app.privacy.rule import Candidature
from app.privacy.shown.candidature import present_event
from app.privacy.view import view_candidature


@dataclass(frozen=True, slots=True)
class BoardRow:
    """`person` is None, and `note` too, once somebody is not visible any more: all read alike.
    `answer` is (words, tone); `step` None where the candidature is not shown."""

    person: str | None
    person_href: str | None
    title: str
    details: str
    step: int | None
    finished: bool
    status: str
    note: str | None
    author: str | None
    answer: tuple[str, str] | None
    act_href: str | None


@dataclass(frozen=True, slots=True)
class SupportPanel:
    """`row` is the candidature not yet at the landlord's, if there is one."""

    row: BoardRow | None
    suggest_href: str


def board_row(
    one: Candidature, person: str, person_href: str, act_href: str | None, *,
    note: str | None = None, author: str | None = None, answer: tuple[str, str] | None = None,
) -> BoardRow:  # fmt: skip
    """One candidature shown, with the company's note on it."""
    view = view_candidature(one)
    present = present_event(one.events)
    return BoardRow(
        person=person,
        person_href=person_href,
        title=view.title,
        details=view.details,
        step=present.step if present else 1,
        finished=view.housed,
        status=view.status,
        note=note,
        author=author,
        answer=answer,
        act_href=act_href,
    )
