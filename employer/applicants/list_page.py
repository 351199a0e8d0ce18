"""The list as its template receives it: rows, heads that sort, filters, chips, pager."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _

from app.companies.onboarding import OwnSite
from app.privacy.filters import Filters
from app.privacy.readers.employer import PAGE_SIZES, ApplicantPage, ApplicantQuery
from app.privacy.rule import Choice
from app.privacy.shown.list_page import Filter, ListPage, caption, subtitle
from app.privacy.shown.rows import rows_of
from app.privacy.wording import CHOICE_NAMES
from app.reference.names import capital_surname
from app.web.addresses import page_address
from employer.applicants.asking import (
    filtered,
    filters_address,
    from_start,
    kept_by_search,
    list_address,
    list_tail,
)
from employer.applicants.narrowing import chips_of


def list_page(
    page: ApplicantPage, query: ApplicantQuery, sites: tuple[OwnSite, ...],
    points: Mapping[UUID, int] | None, *, sees_files: bool,
) -> ListPage:  # fmt: skip
    """What the template shows of one page of the list; `sites` name those filtered by; `points`
    are the listed people's, None for who may not award any."""
    by_name = query.sort == "name"
    return ListPage(
        rows=rows_of(
            page.rows,
            points,
            f"{page_address('employer_applicants.applicant_list')}/",
            list_tail(query),
            sees_files=sees_files,
        ),
        first_surname=capital_surname(page.rows[0].surname) if page.rows else "",
        last_surname=capital_surname(page.rows[-1].surname) if page.rows else "",
        subtitle=subtitle(page.visible),
        caption=caption(page, narrowed=bool(query.search or query.filters.any)),
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
