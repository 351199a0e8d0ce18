"""What the network's figures are called, on screen and in files."""

from datetime import date

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.reference.departments import department_label
from app.statistics.measures import Dimension, Measure
from app.statistics.monthly import Figures

MEASURE_NAMES = {
    Measure.COMPANIES: _l("Entreprises actives"),
    Measure.CODES: _l("Codes Entreprise en service"),
    Measure.CHOICE_1: _l("Choix 1 : anonymes"),
    Measure.CHOICE_2: _l("Choix 2 : résumé d’identité"),
    Measure.CHOICE_3: _l("Choix 3 : dossier complet"),
    Measure.POINTS: _l("Personnes ayant reçu des points"),
    Measure.CANDIDATURES: _l("Personnes ayant candidaté"),
    Measure.LEASES: _l("Attributions (baux signés)"),
}
MEASURE_MEANS = {
    Measure.COMPANIES: _l("Entreprises actives à la fin du mois, par leur siège."),
    Measure.CODES: _l("Codes en service le dernier jour du mois, par leur établissement."),
    Measure.CHOICE_1: _l("Personnes dont le dernier choix du mois est de rester anonyme."),
    Measure.CHOICE_2: _l("Personnes dont le dernier choix du mois est de montrer un résumé."),
    Measure.CHOICE_3: _l("Personnes dont le dernier choix du mois est de montrer leur dossier."),
    Measure.POINTS: _l("Personnes auxquelles leur entreprise a attribué des points dans le mois."),
    Measure.CANDIDATURES: _l("Personnes ayant déposé au moins une candidature dans le mois."),
    Measure.LEASES: _l("Personnes dont le bail a été signé dans le mois."),
}
DIMENSION_NAMES = {
    Dimension.TOTAL: _l("Mois par mois"),
    Dimension.DEPARTMENT: _l("Par département"),
    Dimension.SIZE: _l("Par taille d’entreprise"),
}
_LINES = {
    Dimension.TOTAL: _l("Mois"),
    Dimension.DEPARTMENT: _l("Département"),
    Dimension.SIZE: _l("Taille de l’entreprise"),
}
_SIZE_NAMES = {
    "0": _l("Moins de 10 salariés"),
    "10": _l("10 à 49 salariés"),
    "50": _l("50 à 249 salariés"),
    "250": _l("250 à 999 salariés"),
    "1000": _l("1 000 salariés et plus"),
    "": _l("Taille inconnue"),
}


def month_name(month: str) -> str:
    """ "octobre 2026" of "2026-10"."""
    return format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale=str(get_locale()))


def line_name(dimension: Dimension, key: str) -> str:
    """A line's head."""
    if dimension is Dimension.TOTAL:
        return month_name(key)
    if dimension is Dimension.SIZE:
        return str(_SIZE_NAMES[key])
    return f"{key} · {department_label(key)}" if key else _("Département inconnu")


def heads(figures: Figures) -> tuple[str, str]:
    """What stands above the two columns."""
    return str(_LINES[figures.dimension]), str(MEASURE_NAMES[figures.measure])


def title_of(figures: Figures) -> str:
    """As "Choix 2 : résumé d’identité, par département, octobre 2026"."""
    parts = [str(MEASURE_NAMES[figures.measure]), str(DIMENSION_NAMES[figures.dimension]).lower()]
    if figures.month is not None:
        parts.append(month_name(f"{figures.month:%Y-%m}"))
    return ", ".join(parts)


def secret() -> str:
    """Instead of a number that may not be told; never a zero."""
    return _("secret")
