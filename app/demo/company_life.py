"""What the largest company did of late: a code replaced, both working for a month; a limit set over
which a second person must agree, one export under it, one that waits."""

from datetime import datetime, timedelta

from app.approvals.services import Kind, Limits, ask_approval, set_limits
from app.companies.day import today
from app.companies.own_codes import rotate_code
from app.companies.queries import code_lines
from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import MEMBERS
from app.demo.readings import member_actor
from app.exports.asking import ask_export
from app.exports.wanted import as_wanted
from app.privacy.filters import SOME_POINTS, Filters
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery

OVERLAP = timedelta(days=36)
ALONE = Limits(exports=60, awards=10)


def replace_poster(database: Database, moment: datetime) -> None:
    """The whole company's code gives way to another."""
    owner = member_actor(database, MEMBERS[0][1].email)
    if owner.company_id is None:
        raise LookupError("an owner acts for a company")
    with told_at(database, "employer", moment, owner) as tx:
        for code in code_lines(tx, owner.company_id, today(tx)):
            if code.label == "Affiche" and code.state == "ACTIVE":
                rotate_code(tx, owner.company_id, code.id, today(tx) + OVERLAP)


def ask_for_exports(database: Database, moment: datetime) -> None:
    """The owner sets the limits; a colleague exports a few, which the worker makes as soon as it
    runs, and asks for everybody, which waits for the owner."""
    owner, colleague = (member_actor(database, MEMBERS[n][1].email) for n in (0, 1))
    with told_at(database, "employer", moment - timedelta(days=1), owner) as tx:
        set_limits(tx, ALONE)
    with told_at(database, "employer", moment, colleague) as tx:
        few = ApplicantQuery(filters=Filters(points=(SOME_POINTS,)))
        ask_export(tx, colleague, few, "xlsx", Purpose.PREPARE_COMMISSION, "fr")
        wanted = {"query": as_wanted(ApplicantQuery()), "form": "csv"}
        ask_approval(tx, Kind.EXPORT, wanted, Purpose.PREPARE_COMMISSION)
