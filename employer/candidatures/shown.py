"""Candidatures as the board's templates receive them."""

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.privacy.readers.employer_candidatures import ShownCandidature
from app.support.queries import Support
from app.support.shown import BoardRow, board_row
from app.web.formats import long_date
from employer.candidatures.words import ANSWERS
from employer.points.words import ROLES


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
    return board_row(
        one.candidature, one.person, person_href(one.public_id), act_href,
        note=standing.note if standing else None,
        author=_author(standing) if standing else None,
        answer=answer_words(standing.answer) if standing else None,
    )  # fmt: skip


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
