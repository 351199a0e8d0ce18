"""What counts of a company's points in AL'in's ranking of candidatures."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

_COUNT = text("SELECT request_id, points FROM app.points_that_count(CAST(:requests AS uuid[]))")


def points_that_count(tx: Connection, requests: Sequence[UUID]) -> dict[UUID, int]:
    """The sum of each request's lines while the person is visible, else 0; read at this instant.

    For an adviser or the worker: nobody else is answered.
    """
    found = tx.execute(_COUNT, {"requests": [str(request) for request in requests]})
    sums = {row.request_id: int(row.points) for row in found}
    return {request: sums.get(request, 0) for request in requests}
