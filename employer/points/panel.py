"""The panel of points on somebody's page, for roles that may award them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import url_for

from app.access.permissions import Permission
from app.companies.day import today
from app.points.queries import lines_of, sums_of
from app.points.scale import scale_in_force
from app.points.shown import PointsPanel
from app.privacy.readers.employer import ListedApplicant
from app.web.request_context import acting, the_actor
from employer.points.shown import ledger_rows

MOST_LINES = 4


def points_panel(public_id: UUID) -> PointsPanel | None:
    """One visible person's points; None for other roles, and where there is nothing to say."""
    actor = the_actor()
    if actor.company_id is None or not actor.may(Permission.AWARD_POINTS):
        return None
    scale = scale_in_force(acting(), actor.company_id)
    lines = lines_of(acting(), actor.company_id, public_id)
    if scale is None and not lines:
        return None
    year = today(acting()).year
    return PointsPanel(
        total=sum(line.points for line in lines),
        year_sum=sum(line.points for line in lines if line.year == year),
        cap=scale.request_cap if scale else None,
        rows=ledger_rows(lines[:MOST_LINES], {}),
        href=url_for("employer_points.person", public_id=public_id),
    )


def points_on_page(listed: Sequence[ListedApplicant]) -> Mapping[UUID, int] | None:
    """The listed people's points, for roles that may award them."""
    actor = the_actor()
    if actor.company_id is None or not actor.may(Permission.AWARD_POINTS):
        return None
    return sums_of(acting(), actor.company_id, [row.public_id for row in listed])
