"""The list as its template receives it, drawn by the employers' door and by staff's preview."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.privacy.readers.employer import MOST_COUNTED, ApplicantPage
from app.privacy.shown.rows import Row
from app.web.formats import whole

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


def subtitle(visible: int) -> str:
    """How many people show something."""
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


def caption(page: ApplicantPage, *, narrowed: bool) -> str:
    """How many stand in the list; `narrowed` by a search or a filter."""
    total = whole(min(page.visible, MOST_COUNTED))
    many = page.visible > MOST_COUNTED
    if narrowed:
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
