"""The list of companies and one company's page."""

from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from admin.companies import (  # noqa: F401
    codes,
    creating,
    members,
    merging,
    policies,
    sirene,
    states,
)
from admin.companies.blueprint import ONE, ROOT, blueprint, the_company
from admin.companies.shown import shown_company, shown_line
from admin.companies.words import status_plural
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.forms import tidy
from app.companies.policy import Status
from app.companies.search import (
    PAGE_SIZES,
    CompanyPage,
    Wanted,
    count_by_status,
    search_companies,
)
from app.web.request_context import acting, the_actor
from app.web.route import route

SECTIONS = ("etablissements", "codes", "politiques", "utilisateurs", "historique")
OVERVIEW_ROWS = 8


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Links to the pages before and after."""

    previous_href: str | None
    next_href: str | None


@route(blueprint, "GET", ROOT, Permission.SEE_COMPANIES)
def company_list() -> str:
    wanted = _wanted()
    page = search_companies(acting(), wanted)
    return render_template(
        "admin/companies/list.html",
        shell=frame(_("Entreprises"), "companies"),
        lines=tuple(shown_line(line) for line in page.lines),
        text=wanted.text,
        searching=bool(wanted.text) or wanted.status is not None,
        tabs=_tabs(wanted),
        action=url_for("staff_companies.company_list"),
        hidden=_hidden(wanted),
        clear_href=url_for("staff_companies.company_list"),
        neighbours=_neighbours(wanted, page),
        sizes=_sizes(wanted),
        can_manage=the_actor().may(Permission.MANAGE_COMPANIES),
        create_href=url_for("staff_companies.search_sirene"),
    )


@route(blueprint, "GET", ONE, Permission.SEE_COMPANIES)
def company_page(company_id: UUID) -> str:
    return _page(company_id, None)


@route(blueprint, "GET", f"{ONE}/<section>", Permission.SEE_COMPANIES)
def company_section(company_id: UUID, section: str) -> str:
    if section not in SECTIONS:
        raise NotFound
    return _page(company_id, section)


def _page(company_id: UUID, section: str | None) -> str:
    view = the_company(company_id)
    can_manage = the_actor().may(Permission.MANAGE_COMPANIES)
    return render_template(
        "admin/companies/company.html" if section is None else "admin/companies/section.html",
        shell=frame(view.name, "companies"),
        company=shown_company(view, can_manage=can_manage),
        section=section,
        preview_href=url_for("staff_preview.home", company_id=company_id),
        tabs=_company_tabs(company_id, section),
        most=OVERVIEW_ROWS,
        can_add=can_manage and view.status != Status.CLOSED.value,
        can_invite=can_manage and view.status == Status.ACTIVE.value,
    )


def _company_tabs(company_id: UUID, section: str | None) -> tuple[tuple[str, str, bool, None], ...]:
    names = {
        "etablissements": _("Établissements"),
        "codes": _("Codes"),
        "politiques": _("Politiques"),
        "utilisateurs": _("Utilisateurs"),
        "historique": _("Historique"),
    }
    first = url_for("staff_companies.company_page", company_id=company_id)
    others = (
        (
            names[key],
            url_for("staff_companies.company_section", company_id=company_id, section=key),
            key == section,
            None,
        )
        for key in SECTIONS
    )
    return ((_("Vue d’ensemble"), first, section is None, None), *others)


def _wanted() -> Wanted:
    """What the address asks for; what it misspells is ignored."""
    state = request.args.get("etat", "").upper()
    size = request.args.get("par", "", type=str)
    sizes = {str(n): n for n in PAGE_SIZES}
    return Wanted(
        text=(tidy(request.args.get("q", "")) or "")[:200],
        status=Status(state) if state in Status.__members__ else None,
        size=sizes.get(size, PAGE_SIZES[0]),
        after=_uuid(request.args.get("apres")),
        before=_uuid(request.args.get("avant")),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _href(wanted: Wanted, **changes: str | None) -> str:
    values: dict[str, str | None] = {
        "q": wanted.text or None,
        "etat": wanted.status.value.lower() if wanted.status else None,
        "par": str(wanted.size) if wanted.size != PAGE_SIZES[0] else None,
        **changes,
    }
    kept = {key: value for key, value in values.items() if value is not None}
    return url_for("staff_companies.company_list", **kept)  # type: ignore[arg-type]


def _tabs(wanted: Wanted) -> tuple[tuple[str, str, bool, int], ...]:
    counts = count_by_status(acting())
    every = (_("Toutes"), _href(wanted, etat=None), wanted.status is None, sum(counts.values()))
    return (
        every,
        *(
            (
                status_plural(status.value),
                _href(wanted, etat=status.value.lower()),
                wanted.status is status,
                counts[status.value],
            )
            for status in Status
        ),
    )


def _hidden(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """What a new search keeps: the state and the size, not the place in the list."""
    state = (("etat", wanted.status.value.lower()),) if wanted.status else ()
    size = (("par", str(wanted.size)),) if wanted.size != PAGE_SIZES[0] else ()
    return (*state, *size)


def _neighbours(wanted: Wanted, page: CompanyPage) -> Neighbours:
    if not page.lines:
        return Neighbours(None, None)
    before = _href(wanted, avant=str(page.lines[0].id)) if page.more_before else None
    after = _href(wanted, apres=str(page.lines[-1].id)) if page.more_after else None
    return Neighbours(before, after)


def _sizes(wanted: Wanted) -> tuple[tuple[int, str, bool], ...]:
    return tuple((n, _href(wanted, par=str(n)), n == wanted.size) for n in PAGE_SIZES)
