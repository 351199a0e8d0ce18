"""Yesterday's work at the largest company: lists, summaries and files that applicants find again
under "who saw my file"."""

from datetime import datetime, timedelta

from sqlalchemy import text

from app.access.actor import Actor
from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import MEMBERS, VAUQUELIN
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery, list_applicants, open_file, read_summary
from app.privacy.rule import Choice

_MEMBER = text(
    "SELECT m.id, m.account_id, m.company_id, a.full_name, m.role FROM membership m "
    "JOIN employer_account a ON a.id = m.account_id JOIN company c ON c.id = m.company_id "
    "WHERE a.email = :email AND c.siren = :siren"
)


def read_some_files(database: Database, moment: datetime) -> None:
    """The person in charge reads the list, the first summaries and the first files."""
    reader = member_actor(database, MEMBERS[1][1].email)
    with told_at(database, "employer", moment - timedelta(days=1), reader) as tx:
        page = list_applicants(tx, reader, ApplicantQuery(size=100))
        for row in page.rows[:6]:
            if row.level is Choice.SUMMARY:
                read_summary(tx, reader, row.public_id)
    with told_at(database, "employer", moment, reader) as tx:
        for row in [row for row in page.rows if row.level is Choice.FULL_FILE][:8]:
            open_file(tx, reader, row.public_id, Purpose.SUPPORT)


def member_actor(database: Database, email: str) -> Actor:
    """Somebody of the largest company, signed in."""
    with database.owner.connect() as owner:
        row = owner.execute(_MEMBER, {"email": email, "siren": VAUQUELIN.siren}).one()
    return Actor(
        "employer", row.account_id, row.full_name, row.role, "fr", b"", membership_id=row.id,
        company_id=row.company_id, may_open_files=True, may_export=True,
    )  # fmt: skip
