"""Own points, as the applicant reads them: the criterion and the author's role, never the name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, select

from app.points.contests import Contest, contests_of
from app.points.models import points_criterion, points_line


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One line of the running period."""

    id: UUID
    public_id: UUID
    label: str
    kind: str
    points: int
    reason: str | None
    author_role: str
    made_at: datetime
    contest: Contest | None = None


def own_lines(tx: Connection) -> tuple[OwnLine, ...]:
    """Newest first; none at choice 1: what was given in a former period is linked to nobody."""
    criterion = and_(
        points_criterion.c.company_id == points_line.c.company_id,
        points_criterion.c.scale_number == points_line.c.scale_number,
        points_criterion.c.ordinal == points_line.c.ordinal,
    )
    plain = ("id", "public_id", "kind", "points", "reason", "author_role", "made_at")
    rows = tx.execute(
        select(*(points_line.c[name] for name in plain), points_criterion.c.label)
        .join(points_criterion, criterion)
        .order_by(points_line.c.made_at.desc(), points_line.c.id.desc())
    ).all()
    contests = contests_of(tx, rows[0].public_id) if rows else {}
    return tuple(OwnLine(**row._mapping, contest=contests.get(row.id)) for row in rows)
