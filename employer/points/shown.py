"""Points as templates receive them: texts and numbers, nothing left to decide."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.points.policy import Criterion
from app.points.queries import Line
from app.points.shown import LineView
from app.web.formats import long_date, long_moment, whole
from employer.points.words import KINDS, ROLES, SHORT


def ledger_rows(lines: Sequence[Line], names: Mapping[UUID, str]) -> tuple[LineView, ...]:
    """Lines with the names of those who are visible now; the others read alike."""
    return tuple(_row(line, names.get(line.public_id)) for line in lines)


def _row(line: Line, name: str | None) -> LineView:
    return LineView(
        when=long_moment(line.made_at),
        day=long_date(line.made_at),
        kind=str(KINDS[line.kind]),
        label=line.label,
        points=line.points,
        author=_("%(name)s, %(role)s", name=line.author_name, role=ROLES[line.author_role]),
        # Words written of somebody who left would name them again.
        reason=line.reason if name else None,
        name=name,
        person_href=url_for("employer_points.person", public_id=line.public_id) if name else None,
        reverse_href=url_for("employer_points.ask_reversal", entry_id=line.id)
        if name and line.standing
        else None,
        taken_back=line.kind == "AWARD" and not line.standing,
    )


def usable(criteria: Sequence[Criterion], answers: Mapping[int, str]) -> tuple[Criterion, ...]:
    """The criteria this person can be given today."""
    return tuple(c for c in criteria if answers.get(c.ordinal) == "OK")


def refused_criteria(
    criteria: Sequence[Criterion], answers: Mapping[int, str]
) -> tuple[tuple[str, str], ...]:
    """(label, why) of the others."""
    return tuple(
        (c.label, str(SHORT[answers[c.ordinal]]))
        for c in criteria
        if answers.get(c.ordinal, "OK") != "OK"
    )


def criterion_hints(criteria: Sequence[Criterion]) -> dict[str, str]:
    """By ordinal, what stands under a criterion's name: its points, then its explanation."""
    return {
        str(c.ordinal): " · ".join(filter(None, (_worth(c.points), c.explained))) for c in criteria
    }


def _worth(points: int) -> str:
    return str(ngettext("%(shown)s point", "%(shown)s points", points, shown=whole(points)))
