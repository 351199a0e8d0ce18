"""Today, where companies live: the database's clock read in Paris."""

from datetime import date, datetime

from sqlalchemy import Connection, text

_TODAY = text("SELECT (app.clock() AT TIME ZONE 'Europe/Paris')::date")


def today(tx: Connection) -> date:
    """The day in Paris by the database's clock (the one tests can move)."""
    found: date = tx.execute(_TODAY).scalar_one()
    return found


def moment(tx: Connection) -> datetime:
    """This instant by the database's clock."""
    found: datetime = tx.execute(text("SELECT app.clock()")).scalar_one()
    return found
