"""States and sectors said to staff in their language. Codes, policies and refusals are said to
companies too: their words stand in app/companies/words.py."""

from flask_babel import gettext as _

from app.companies.eligibility import Eligibility, band

ICONS = {"PENDING": "clock", "ACTIVE": "check", "SUSPENDED": "ban", "CLOSED": None}


def status_label(status: str) -> str:
    """The state of one company."""
    return {
        "PENDING": _("À vérifier"),
        "ACTIVE": _("Active"),
        "SUSPENDED": _("Suspendue"),
        "CLOSED": _("Fermée"),
    }[status]


def status_plural(status: str) -> str:
    """The state of several companies."""
    return {
        "PENDING": _("À vérifier"),
        "ACTIVE": _("Actives"),
        "SUSPENDED": _("Suspendues"),
        "CLOSED": _("Fermées"),
    }[status]


def sector_label(sector: str) -> str:
    """The sector that decides the headcount asked."""
    return {
        "NON_AGRICULTURAL": _("Privé, non agricole"),
        "AGRICULTURAL": _("Privé, agricole"),
        "PUBLIC": _("Public"),
    }[sector]


def band_label(code: str | None) -> str:
    """A headcount band in words."""
    found = band(code) if code else None
    if found is None:
        return _("Non connu")
    if found.fewest == 0:
        return _("Aucun salarié")
    if found.most is None:
        return _("%(low)s salariés et plus", low=_thousands(found.fewest))
    return _(
        "%(low)s à %(high)s salariés", low=_thousands(found.fewest), high=_thousands(found.most)
    )


def source_label(source: str, year: int | None) -> str:
    """Where sector and headcount come from."""
    if source != "SIRENE":
        return _("Saisi par Action Logement")
    return _("SIRENE, effectif de %(year)s", year=year) if year else _("SIRENE")


def eligibility_label(found: Eligibility) -> str:
    """The badge of the eligibility panel."""
    return {
        Eligibility.ELIGIBLE: _("Éligible"),
        Eligibility.TOO_SMALL: _("Effectif insuffisant"),
        Eligibility.NOT_PRIVATE: _("Hors secteur privé"),
        Eligibility.UNKNOWN: _("À compléter"),
    }[found]


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
