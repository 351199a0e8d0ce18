"""Filters as they stand in an address, in words, and as chips that each take one away."""

from dataclasses import replace

from flask import url_for
from flask_babel import gettext as _

from app.offers.search import Filters, Tab
from app.offers.words import BUILDING, FINANCING
from app.reference.communes import commune_label
from app.web.formats import FIXED, euros

Args = dict[str, str | list[str]]


def arguments(filters: Filters) -> Args:
    """What the address says of these filters; nothing for what does not filter."""
    found: Args = {
        "type": list(filters.types),
        "loyer": str(filters.most_euros) if filters.most_euros is not None else "",
        "surface": str(filters.least_m2) if filters.least_m2 is not None else "",
        "financement": list(filters.financings),
        "batiment": filters.building or "",
        "ascenseur": "y" if filters.lift else "",
        "adapte": "y" if filters.adapted else "",
        "stationnement": "y" if filters.parking else "",
        "commune": list(filters.communes),
    }
    return {name: value for name, value in found.items() if value}


def hidden_fields(tab: Tab, filters: Filters) -> tuple[tuple[str, str], ...]:
    """The same as fields of a form."""
    pairs = [("onglet", tab.value)]
    for name, value in arguments(filters).items():
        pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return tuple(pairs)


def address(tab: Tab, filters: Filters, page: int = 1) -> str:
    """The list with these filters, in this tab, on this page."""
    more: Args = {"page": str(page)} if page > 1 else {}
    kept = {**arguments(filters), **more}
    return url_for("applicant_offers.offer_list", onglet=tab.value, **kept)  # type: ignore[arg-type]


def chips(tab: Tab, filters: Filters) -> tuple[tuple[str, str], ...]:
    """(words, the address without this filter), one for each filter that is on."""
    without = (
        (_words_of_types(filters), replace(filters, types=())),
        (_most(filters), replace(filters, most_euros=None)),
        (_least(filters), replace(filters, least_m2=None)),
        (_any_of(_("Financement"), [str(FINANCING[f]) for f in filters.financings]),
         replace(filters, financings=())),
        (str(BUILDING[filters.building]) if filters.building else "",
         replace(filters, building=None)),
        (_("Avec ascenseur") if filters.lift else "", replace(filters, lift=False)),
        (_("Adapté à un handicap") if filters.adapted else "", replace(filters, adapted=False)),
        (_("Avec stationnement") if filters.parking else "", replace(filters, parking=False)),
        (_any_of(_("Commune"), [commune_label(c) for c in filters.communes]),
         replace(filters, communes=())),
    )  # fmt: skip
    return tuple((words, address(tab, rest)) for words, rest in without if words)


def in_words(filters: Filters) -> str:
    """The filters in one line; "Tous les logements" without any."""
    return " · ".join(words for words, _href in chips(Tab.WANTED, filters)) or _(
        "Tous les logements"
    )


def _words_of_types(filters: Filters) -> str:
    return _any_of(_("Type"), list(filters.types))


def _any_of(label: str, values: list[str]) -> str:
    if not values:
        return ""
    last = values[-1]
    said = _("%(first)s ou %(last)s", first=", ".join(values[:-1]), last=last)
    return f"{label}{FIXED}: {said if len(values) > 1 else last}"


def _most(filters: Filters) -> str:
    if filters.most_euros is None:
        return ""
    return _("%(rent)s au plus", rent=euros(filters.most_euros))


def _least(filters: Filters) -> str:
    if filters.least_m2 is None:
        return ""
    return _("%(surface)s m² au moins", surface=filters.least_m2)
