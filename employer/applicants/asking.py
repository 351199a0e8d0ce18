"""The list's address: read strictly, written back the same. Anything odd falls to its default."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from werkzeug.datastructures import MultiDict

from app.access.actor import Actor
from app.access.permissions import Permission
from app.privacy.filters import NO_POINTS, SOME_POINTS, Filters
from app.privacy.readers.employer import PAGE_SIZES, ApplicantQuery
from app.privacy.rule import NO_CANDIDATURE, OUTCOMES, Choice
from app.reference.communes import Commune, commune
from app.reference.departments import department
from app.reference.places import places_named
from app.web.addresses import page_address

SEARCH_LENGTH = 100
LEVELS = {"resume": int(Choice.SUMMARY), "dossier": int(Choice.FULL_FILE)}
SORTS = {"nom": "name", "jour": "day"}
POINTS = {"avec": SOME_POINTS, "aucun": NO_POINTS}
STANDINGS = {outcome.lower(): outcome for outcome in (*sorted(OUTCOMES), NO_CANDIDATURE)}
# So many alternatives of one filter are read; an address is a line, not a list.
MOST = 30
_POINTS_WORDS = {one: word for word, one in POINTS.items()}
_LEVEL_WORDS = {level: word for word, level in LEVELS.items()}
_SORT_WORDS = {sort: word for word, sort in SORTS.items()}


def read_query(asked: "MultiDict[str, str]") -> ApplicantQuery:
    """The list asked for."""
    return ApplicantQuery(
        search=_words(asked.get("q", "")),
        filters=read_filters(asked),
        sort=SORTS.get(asked.get("tri", ""), "name"),
        size=_size(asked.get("par", "")),
        after=_public_id(asked.get("apres", "")),
        before=_public_id(asked.get("avant", "")),
    )


def read_filters(asked: "MultiDict[str, str]") -> Filters:
    """The filters asked for. Both marks ticked ask for everybody, like none, and so do both answers
    on points; where a candidature stands is asked of full files alone."""
    points = _known(asked.getlist("points"), POINTS.get)
    standings = _known(asked.getlist("candidature"), STANDINGS.get)
    levels = tuple(sorted({LEVELS[word] for word in asked.getlist("visible") if word in LEVELS}))
    return Filters(
        levels=levels if len(levels) == 1 and not standings else (),
        sites=_known(asked.getlist("etablissement"), _siret),
        wishes=_known([*asked.getlist("souhait"), *_named(asked, "souhait")], _place),
        homes=_known([*asked.getlist("logement"), *_named(asked, "logement")], _place),
        standings=standings,
        points=points if len(points) == 1 else (),
    )


def is_within_reach(query: ApplicantQuery, actor: Actor) -> bool:
    """Whether this member may ask for such a list: where a candidature stands is of full files,
    points are of whoever awards them."""
    return (not query.filters.needs_file or actor.may(Permission.OPEN_FILE)) and (
        not query.filters.needs_points or actor.may(Permission.AWARD_POINTS)
    )


def unknown_places(asked: "MultiDict[str, str]") -> tuple[str, ...]:
    """What was typed as a place and names none."""
    typed = (_words(asked.get(f"{name}_nom", "")) for name in ("souhait", "logement"))
    return tuple(words for words in typed if words and not places_named(words))


def list_address(query: ApplicantQuery) -> str:
    """The address of a list; what is default is left out."""
    return _address("employer_applicants.applicant_list", query)


def list_tail(query: ApplicantQuery) -> str:
    """What a person's address carries of the list the reader comes from; "" for the plain one."""
    asked = urlencode(_values(query), doseq=True)
    return f"?{asked}" if asked else ""


def filters_address(query: ApplicantQuery) -> str:
    """The page on which the filters of this list are set."""
    return _address("employer_filters.ask", replace(query, after=None, before=None))


def export_address(query: ApplicantQuery) -> str:
    """Where the whole of this list is exported."""
    return _address("employer_exports.ask", replace(query, after=None, before=None))


def from_start(query: ApplicantQuery, **changes: object) -> str:
    """The address of the same list with something changed, from its first page."""
    return list_address(replace(query, after=None, before=None, **changes))  # type: ignore[arg-type]


def filtered(query: ApplicantQuery, **changes: object) -> str:
    """The address of the same list with one of its filters changed, from its first page."""
    return from_start(query, filters=replace(query.filters, **changes))  # type: ignore[arg-type]


def kept_by_search(query: ApplicantQuery) -> tuple[tuple[str, str], ...]:
    """What a new search keeps: everything but the words and the page."""
    kept = replace(query, search="", after=None, before=None)
    return tuple((name, str(value)) for name, values in _values(kept).items()
                 for value in (values if isinstance(values, list) else [values]))  # fmt: skip


def kept_by_filters(query: ApplicantQuery) -> tuple[tuple[str, str], ...]:
    """What new filters keep: the words, the order and the size."""
    kept = replace(query, filters=Filters(), after=None, before=None)
    return tuple((name, str(value)) for name, value in _values(kept).items())


def _address(endpoint: str, query: ApplicantQuery) -> str:
    return f"{page_address(endpoint)}{list_tail(query)}"


def _values(query: ApplicantQuery) -> dict[str, str | int | list[str]]:
    values: dict[str, str | int | list[str] | None] = {
        "q": query.search or None,
        **_filter_values(query.filters),
        "tri": _SORT_WORDS[query.sort] if query.sort != "name" else None,
        "par": query.size if query.size != PAGE_SIZES[0] else None,
        "apres": str(query.after) if query.after else None,
        "avant": str(query.before) if query.before else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _filter_values(filters: Filters) -> dict[str, list[str] | None]:
    return {
        "visible": [_LEVEL_WORDS[level] for level in filters.levels] or None,
        "etablissement": list(filters.sites) or None,
        "souhait": list(filters.wishes) or None,
        "logement": list(filters.homes) or None,
        "candidature": [standing.lower() for standing in filters.standings] or None,
        "points": [_POINTS_WORDS[one] for one in filters.points] or None,
    }


def _known(asked: Iterable[str], read: Callable[[str], str | None]) -> tuple[str, ...]:
    """What is understood of a filter's values, once each, always in the same order."""
    return tuple(sorted({known for one in asked if (known := read(one)) is not None})[:MOST])


def _siret(text: str) -> str | None:
    digits = "".join(text.split())
    return digits if len(digits) == 14 and digits.isascii() and digits.isdigit() else None


def _place(text: str) -> str | None:
    found = commune(text) or department(text)
    if found is None:
        return None
    return found.insee_code if isinstance(found, Commune) else found.code


def _named(asked: "MultiDict[str, str]", name: str) -> tuple[str, ...]:
    """The codes of what was typed as a place's name."""
    return places_named(_words(asked.get(f"{name}_nom", "")))


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
