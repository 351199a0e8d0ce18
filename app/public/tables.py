"""Tables of the legal pages, written from the values the code applies."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.sessions import ABSOLUTE
from app.privacy.purposes import VALID_MINUTES
from app.registry.import_codes import HOURS
from app.web.cookies import COOKIE_NAMES
from app.web.portal import DOOR_PREFIXES

Row = tuple[str, str]


def keeping_rows() -> tuple[Row, ...]:
    """What is kept, and how long."""
    return (
        (_("Vos choix successifs"), _("Aussi longtemps que votre demande est sur le portail")),
        (_("Nom de la personne qui a lu votre demande"), _("12 mois dans votre espace")),
        (_("Lectures, impressions et exports au journal"), _("12 mois")),
        (_("Points, soutiens et droits au journal"), _("36 mois")),
        (_("Code d’import de la demande"), _hours(HOURS)),
        (_("Motif donné pour ouvrir un dossier"), _minutes(VALID_MINUTES)),
        (_("Session de connexion"), _hours(int(ABSOLUTE.total_seconds()) // 3600)),
        (_("PDF demandé sur le portail"), _("7 jours")),
        (_("Échange avec Action Logement"), _("12 mois après sa fin")),
        (_("Recherche enregistrée et préférences"), _("Jusqu’à ce que vous les retiriez")),
        (_("Ligne « Demande clôturée » chez une entreprise"), _("13 mois, sans nom")),
    )


def cookie_rows() -> tuple[tuple[str, str, str], ...]:
    """Name, door and path of each cookie."""
    doors = {
        "applicant": _("Demandeurs"),
        "employer": _("Entreprises"),
        "staff": _("Action Logement"),
    }
    return tuple((COOKIE_NAMES[door], label, DOOR_PREFIXES[door]) for door, label in doors.items())


def _hours(number: int) -> str:
    return str(ngettext("%(num)s heure", "%(num)s heures", number))


def _minutes(number: int) -> str:
    return str(ngettext("%(num)s minute", "%(num)s minutes", number))
