"""What is exported: the list as it was filtered and sorted, kept with the wish as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, fields

from app.privacy.filters import Filters
from app.privacy.readers.employer import ApplicantQuery

KINDS = {"csv": "LIST_CSV", "xlsx": "LIST_XLSX"}
SUFFIXES = {"LIST_CSV": ".csv", "LIST_XLSX": ".xlsx"}
MIME_TYPES = {
    "LIST_CSV": "text/csv; charset=utf-8",
    "LIST_XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_wanted(query: ApplicantQuery) -> dict[str, object]:
    """The whole list of `query`, whichever of its pages was open."""
    return {"search": query.search, "sort": query.sort, "filters": asdict(query.filters)}


def as_query(wanted: Mapping[str, object]) -> ApplicantQuery:
    """The same again. JSON knows lists where filters hold tuples."""
    given = wanted["filters"]
    assert isinstance(given, dict)
    filters = Filters(**{f.name: tuple(given.get(f.name, ())) for f in fields(Filters)})
    return ApplicantQuery(search=str(wanted["search"]), filters=filters, sort=str(wanted["sort"]))
