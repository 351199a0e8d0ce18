"""What people wrote to Action Logement in the last days: one question answered, one waiting, one
reading contested, one kept search."""

from datetime import datetime, timedelta

from sqlalchemy import text

from app.access.actor import Actor
from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import STAFF
from app.inbox.queries import own_cases
from app.inbox.services import Kind, Topic, answer, open_case
from app.offers.saved import save_search
from app.offers.search import Filters, Tab
from app.privacy.readers.own import readings_of_me

ASKS, CONTESTS = "nadia.boisclair@courriel.example", "theo.solvert@courriel.example"


def write_some_messages(database: Database, moment: datetime) -> None:
    """Nadia asks twice and is answered once; Théo contests the newest reading of his."""
    adviser = _staff(database)
    nadia, theo = _applicant(database, ASKS), _applicant(database, CONTESTS)
    if nadia is None or theo is None or adviser is None:
        return
    asked = moment - timedelta(days=4)
    with told_at(database, "applicant", asked, nadia) as tx:
        open_case(tx, Kind.CONTACT, "Bonjour, le bailleur m’a appelée. Dois-je déjà donner congé ?",
                  topic=Topic.OFFERS)  # fmt: skip
        (case,) = own_cases(tx)
        save_search(tx, nadia.account_id, Tab.WANTED, Filters(types=("T3", "T4"), most_euros=900))
    with told_at(database, "staff", asked + timedelta(hours=5), adviser) as tx:
        answer(tx, case.id, "Bonjour, attendez l’accord écrit du bailleur et la date d’entrée.",
               seen=1, number=case.number)  # fmt: skip
    with told_at(database, "applicant", moment - timedelta(days=1), nadia) as tx:
        open_case(tx, Kind.CONTACT, "Comment corriger le nombre de pièces souhaité ?",
                  topic=Topic.IMPORT)  # fmt: skip
    with told_at(database, "applicant", moment - timedelta(hours=2), theo) as tx:
        for reading in readings_of_me(tx)[:1]:
            open_case(tx, Kind.READING_CONTESTED, "Je ne connais pas cette personne.",
                      about=reading.line_id)  # fmt: skip


def _applicant(database: Database, email: str) -> Actor | None:
    found = text("SELECT id FROM applicant_account WHERE email = :email")
    with database.owner.connect() as owner:
        account = owner.scalar(found, {"email": email})
    return Actor("applicant", account, "", "APPLICANT", "fr", b"") if account else None


def _staff(database: Database) -> Actor | None:
    found = text("SELECT id, full_name, role FROM staff_account WHERE email = :email")
    who = next(one for one in STAFF if one.role == "ADVISER")
    with database.owner.connect() as owner:
        row = owner.execute(found, {"email": who.email}).first()
    return Actor("staff", row.id, row.full_name, row.role, "fr", b"") if row else None
