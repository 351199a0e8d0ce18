"""What a visitor is told: addresses, accounts of the three doors, codes, and where mails arrive."""

from collections.abc import Iterator

from sqlalchemy import text

from app.companies.codes import display_code
from app.config import Settings
from app.db.engines import Database
from app.demo.cast import (
    ADMINISTRATOR,
    INES,
    LOU,
    MEMBERS,
    NADIA,
    PASSWORD,
    STAFF,
    THEO,
    VAUQUELIN,
)

_ROLES = {
    "OWNER": "titulaire", "MANAGER": "gestionnaire", "READER": "lecture, Rezé seulement",
    "COMMISSION": "commission du CSE", "COMPANY_MANAGER": "entreprises", "ADVISER": "conseil",
    "AUDITOR": "audit", "ADMINISTRATOR": "administration",
}  # fmt: skip
_CODE = text(
    "SELECT k.code FROM company_code k JOIN company c ON c.id = k.company_id "
    "WHERE c.siren = :siren AND k.status = 'ACTIVE' AND k.valid_until IS NULL AND k.siret IS NULL"
)
_NUMBER = text(
    "SELECT unique_number FROM registry.sandbox_request WHERE payload ->> 'registry_email' = :email"
)


def accounts_of(settings: Settings, database: Database) -> Iterator[str]:
    """One line at a time, the same at each run."""
    with database.owner.connect() as owner:
        code = owner.scalar(_CODE, {"siren": VAUQUELIN.siren})
        number = owner.scalar(_NUMBER, {"email": LOU.email})
    yield ""
    yield f"Mot de passe de tous les comptes : {PASSWORD}"
    yield ""
    yield f"Entreprises    {settings.public_url}/employeur"
    for company, one in MEMBERS[:6]:
        yield f"  {one.email:<38} {one.name}, {_ROLES[one.role]} ({company.name})"
    yield f"Demandeurs     {settings.public_url}/demandeur"
    for lead, what in (
        (INES, "demande importée, n’a pas encore choisi"),
        (THEO, "montre son résumé"),
        (NADIA, "montre son dossier, candidature chez le bailleur"),
    ):
        yield f"  {lead.email:<38} {lead.first_names} {lead.surname}, {what}"
    yield f"Action Logement {settings.public_url}/action-logement"
    for one in (*STAFF, ADMINISTRATOR):
        yield f"  {one.email:<38} {one.name}, {_ROLES[one.role]}"
    yield ""
    yield "Pour s’inscrire comme demandeur, depuis le début :"
    yield f"  {LOU.first_names} {LOU.surname} (Mme), née le 21 juin 1996, Numéro Unique {number}"
    if code is not None:
        yield f"  Code Entreprise de {VAUQUELIN.name} : {display_code(code)}"
    yield f"Les mails arrivent dans {settings.data / 'mail'}"
    yield ""
