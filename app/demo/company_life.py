"""What the largest company's owner did of late: a code replaced, both working for a month."""

from datetime import datetime, timedelta

from app.companies.own_codes import rotate_code
from app.companies.queries import code_lines
from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import MEMBERS
from app.demo.readings import member_actor

OVERLAP = timedelta(days=36)


def replace_poster(database: Database, moment: datetime) -> None:
    """The whole company's code gives way to another."""
    owner = member_actor(database, MEMBERS[0][1].email)
    if owner.company_id is None:
        raise LookupError("an owner acts for a company")
    with told_at(database, "employer", moment, owner) as tx:
        for code in code_lines(tx, owner.company_id, moment.date()):
            if code.label == "Affiche" and code.state == "ACTIVE":
                rotate_code(tx, owner.company_id, code.id, (moment + OVERLAP).date())
