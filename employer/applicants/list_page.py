"""The list as its template receives it: rows, heads that sort, filters, chips, pager."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from app.companies.onboarding import OwnSite
from app.privacy.filters import Filters
from app.privacy.readers.employer import MOST_COUNTED, PAGE_SIZES, ApplicantPage, ApplicantQuery
from app.privacy.rule import Choice
from app.privacy.wording import CHOICE_NAMES
from app.reference.names import capital_surname
from app.web.formats import whole
from employer.applicants.asking import (
    filtered,
    filters_address,
    from_start,
    kept_by_search,
    list_address,
    list_tail,
)
from employer.applicants.narrowing import chips_of
from employer.applicants.rows import Row, rows_of

Link = tuple[str, str]
# A tab: label, address, whether it is the present one, no count.
Filter = tuple[str, str, bool, None]


@dataclass(frozen=True, slots=True)
class ListPage:
    """`directions` are "ascending", "descending" or None, by column that sorts."""

    rows: tuple[Row, ...]
    first_surname: str
    last_surname: str
    subtitle: str
    caption: str
    search: str
    kept: tuple[Link, ...]
    filters: tuple[Filter, ...]
    filters_href: str
    chips: tuple[Link, ...]
    clear_href: str
    sizes: tuple[tuple[int, str, bool], ...]
    by_name: str
    by_day: str
    name_direction: str | None
    day_direction: str | None
    previous_href: str | None
    next_href: str | None


def list_page(
    page: ApplicantPage, query: ApplicantQuery, sites: tuple[OwnSite, ...],
    points: Mapping[UUID, int] | None, *, sees_files: bool,
) -> ListPage:  # fmt: skip
    """What the template shows of one page of the list; `sites` name those filtered by; `points`
    are the listed people's, None for who may not award any."""
    by_name = query.sort == "name"
    return ListPage(
        rows=rows_of(page.rows, points, list_tail(query), sees_files=sees_files),
        first_surname=capital_surname(page.rows[0].surname) if page.rows else "",
        last_surname=capital_surname(page.rows[-1].surname) if page.rows else "",
        subtitle=_subtitle(page.visible),
        caption=_caption(page, query),
        search=query.search,
        kept=kept_by_search(query),
        filters=_filters(query),
        filters_href=filters_address(query),
        chips=chips_of(query, sites),
        clear_href=from_start(query, search="", filters=Filters()),
        sizes=tuple((n, from_start(query, size=n), n == query.size) for n in PAGE_SIZES),
        by_name=from_start(query, sort="name"),
        by_day=from_start(query, sort="day"),
        name_direction="ascending" if by_name else None,
        day_direction=None if by_name else "descending",
        previous_href=_other_page(query, before=page.previous_before),
        next_href=_other_page(query, after=page.next_after),
    )


def _other_page(query: ApplicantQuery, **cursor: object) -> str | None:
    """The page before or after; its cursor is a listed person's public id."""
    if not any(cursor.values()):
        return None
    first = replace(query, after=None, before=None)
    return list_address(replace(first, **cursor))  # type: ignore[arg-type]


def _subtitle(visible: int) -> str:
    if not visible:
        return str(_("Les salariés qui vous montrent leur demande de logement"))
    if visible > MOST_COUNTED:
        most = whole(MOST_COUNTED)
        return str(_("Plus de %(most)s salariés vous montrent leur demande de logement", most=most))
    return str(
        ngettext(
            "%(num)s salarié vous montre sa demande de logement",
            "%(num)s salariés vous montrent leur demande de logement",
            visible,
        )
    )


def _caption(page: ApplicantPage, query: ApplicantQuery) -> str:
    total = whole(min(page.visible, MOST_COUNTED))
    many = page.visible > MOST_COUNTED
    if query.search or query.filters.any:
        found = _found(page.found)
        if many:
            return str(_("%(found)s sur plus de %(total)s", found=found, total=total))
        return str(_("%(found)s sur %(total)s", found=found, total=total))
    if many:
        return str(_("Plus de %(total)s salariés", total=total))
    return str(ngettext("%(num)s salarié", "%(num)s salariés", page.visible))


def _found(found: int) -> str:
    if found > MOST_COUNTED:
        return str(_("Plus de %(most)s résultats", most=whole(MOST_COUNTED)))
    return str(ngettext("%(num)s résultat", "%(num)s résultats", found))


def _filters(query: ApplicantQuery) -> tuple[Filter, ...]:
    answers: tuple[tuple[int, ...], ...] = ((), (int(Choice.SUMMARY),), (int(Choice.FULL_FILE),))
    return tuple(
        (
            str(CHOICE_NAMES[Choice(levels[0])]) if levels else str(_("Tous")),
            filtered(query, levels=levels, standings=()),
            levels == query.filters.levels,
            None,
        )
        for levels in answers
    )
