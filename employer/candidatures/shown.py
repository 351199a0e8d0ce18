"""Candidatures as the board's templates receive them."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.privacy.readers.employer_candidatures import ShownCandidature
from app.privacy.shown.candidature import present_event
from app.privacy.view import view_candidature
from app.support.queries import Support
from app.web.formats import long_date
from employer.candidatures.words import ANSWERS
from employer.points.words import ROLES


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


def supportable_row(one: ShownCandidature, standing: Support | None) -> BoardRow:
    """A candidature one may still support, or take the note back from."""
    act = "ask_withdraw" if standing else "ask_support"
    named = {"support_id": standing.id} if standing else {"candidature_id": one.id}
    return _row(one, standing, url_for(f"employer_candidatures.{act}", **named))  # type: ignore[arg-type]


def supported_row(standing: Support, one: ShownCandidature | None) -> BoardRow:
    """A note and where its candidature stands, if the file is still open."""
    if one is not None and one.public_id == standing.public_id:
        return _row(one, standing, None)
    return BoardRow(
        person=None, person_href=None, title="", details="", step=None, finished=False,
        status=_("Non partagée"), note=None, author=_author(standing), answer=None,
        act_href=None,
    )  # fmt: skip


def _row(one: ShownCandidature, standing: Support | None, act_href: str | None) -> BoardRow:
    view = view_candidature(one.candidature)
    present = present_event(one.candidature.events)
    return BoardRow(
        person=one.person,
        person_href=person_href(one.public_id),
        title=view.title,
        details=view.details,
        step=present.step if present else 1,
        finished=view.housed,
        status=view.status,
        note=standing.note if standing else None,
        author=_author(standing) if standing else None,
        answer=answer_words(standing.answer) if standing else None,
        act_href=act_href,
    )


def answer_words(answer: str | None) -> tuple[str, str]:
    """(words, tone) of what the applicant said."""
    words, tone = ANSWERS[answer]
    return str(words), tone


def person_href(public_id: UUID) -> str:
    return url_for("employer_applicants.person", public_id=public_id)


def _author(standing: Support) -> str:
    return _(
        "%(name)s, %(role)s, le %(day)s",
        name=standing.author_name,
        role=ROLES[standing.author_role],
        day=long_date(standing.made_at),
    )
