"""Sites known when this was written (November 2026). Rows of the table come before them.

Where no address of a department's own was found published, it has the national site.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegistrationSite:
    """`address` is an https URL; `own` is whether the department has this site to itself."""

    name: str
    address: str
    own: bool = True


NATIONAL = RegistrationSite(
    "Demande de logement social", "https://www.demande-logement-social.gouv.fr/", own=False
)
_ALSACE = RegistrationSite("Demande de logement Alsace", "https://www.demandedelogement-alsace.fr/")
KNOWN = {
    "56": RegistrationSite("Demande de logement Morbihan", "https://www.demandelogement56.fr/"),
    "67": _ALSACE,
    "68": _ALSACE,
    "85": RegistrationSite("Demande de logement Vendée", "https://www.demandelogement85.fr/"),
}
