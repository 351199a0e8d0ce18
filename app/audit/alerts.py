"""Telling applicants that somebody read their file for the first time: one mail a day at most."""

from sqlalchemy import Connection, select, text

from app.accounts.models import applicant_account
from app.db.engines import Database
from app.db.transaction import transaction


def alert_first_readings(database: Database) -> int:
    """Leave yesterday's mails, from seven in the morning; done twice, it leaves none twice."""
    with transaction(database, "worker") as tx:
        return int(tx.scalar(text("SELECT app.alert_first_readings()")) or 0)


def is_told_of_readings(tx: Connection) -> bool:
    """Whether the signed-in applicant wants these mails."""
    return bool(tx.scalar(select(applicant_account.c.told_of_readings)))


def tell_of_readings(tx: Connection, *, wanted: bool) -> None:
    tx.execute(text("SELECT app.tell_of_readings(:wanted)"), {"wanted": wanted})
