"""The list's address: read strictly, written back the same. Anything odd falls to its default."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from werkzeug.datastructures import MultiDict

from app.privacy.readers.employer import PAGE_SIZES, ApplicantQuery
from app.privacy.rule import Choice
from app.web.addresses import page_address

SEARCH_LENGTH = 100
LEVELS = {"resume": int(Choice.SUMMARY), "dossier": int(Choice.FULL_FILE)}
SORTS = {"nom": "name", "jour": "day"}
_LEVEL_WORDS = {level: word for word, level in LEVELS.items()}
_SORT_WORDS = {sort: word for word, sort in SORTS.items()}


def read_query(asked: "MultiDict[str, str]") -> ApplicantQuery:
    """The list asked for. Both marks ticked ask for everybody, like none."""
    levels = tuple(sorted({LEVELS[word] for word in asked.getlist("visible") if word in LEVELS}))
    return ApplicantQuery(
        search=_words(asked.get("q", "")),
        levels=levels if len(levels) == 1 else (),
        sort=SORTS.get(asked.get("tri", ""), "name"),
        size=_size(asked.get("par", "")),
        after=_public_id(asked.get("apres", "")),
        before=_public_id(asked.get("avant", "")),
    )


def list_address(query: ApplicantQuery) -> str:
    """The address of a list; what is default is left out."""
    asked = urlencode(_values(query))
    here = page_address("employer_applicants.applicant_list")
    return f"{here}?{asked}" if asked else here


def from_start(query: ApplicantQuery, **changes: object) -> str:
    """The address of the same list with something changed, from its first page."""
    return list_address(replace(query, after=None, before=None, **changes))  # type: ignore[arg-type]


def kept_by_search(query: ApplicantQuery) -> tuple[tuple[str, str], ...]:
    """What a new search keeps: everything but the words and the page."""
    kept = replace(query, search="", after=None, before=None)
    return tuple((name, str(value)) for name, value in _values(kept).items())


def _values(query: ApplicantQuery) -> dict[str, str | int]:
    values: dict[str, str | int | None] = {
        "q": query.search or None,
        "visible": _LEVEL_WORDS[query.levels[0]] if query.levels else None,
        "tri": _SORT_WORDS[query.sort] if query.sort != "name" else None,
        "par": query.size if query.size != PAGE_SIZES[0] else None,
        "apres": str(query.after) if query.after else None,
        "avant": str(query.before) if query.before else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _words(text: str) -> str:
    """What can be printed again in the field: a page of HTML holds no control character."""
    kept = (char if char.isprintable() else " " for char in text[:SEARCH_LENGTH])
    return " ".join("".join(kept).split())


def _size(text: str) -> int:
    return next((size for size in PAGE_SIZES if text == str(size)), PAGE_SIZES[0])


def _public_id(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
