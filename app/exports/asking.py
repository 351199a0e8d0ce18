"""Say what an export would hold, ask for one, note who is in it, open it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from app.access.actor import Actor
from app.exports.wanted import KINDS, as_query, as_wanted
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery, note_reading
from app.privacy.readers.employer_export import count_listed, listed_people
from app.privacy.rule import Choice, NotShared
from app.reports.models import report
from app.reports.services import KEPT, already_asked
from app.reports.state import ReportState


@dataclass(frozen=True, slots=True)
class Announced:
    """How many people would be in the export, by what they show."""

    summaries: int
    files: int

    @property
    def people(self) -> int:
        return self.summaries + self.files


def announce(tx: Connection, actor: Actor, query: ApplicantQuery) -> Announced:
    """Who would be exported now; nobody is read, so nothing is journalled."""
    found = count_listed(tx, actor, query)
    return Announced(found[Choice.SUMMARY], found[Choice.FULL_FILE])


def ask_export(
    tx: Connection, actor: Actor, query: ApplicantQuery, form: str, purpose: Purpose, locale: str,
    approval: UUID | None = None,
) -> UUID:  # fmt: skip
    """Queue an export as "csv" or "xlsx"; returns the report's id. `approval` is the second
    person's, where the company's limit asks for one."""
    wanted = as_wanted(query) | ({"approval": str(approval)} if approval else {})
    same = already_asked(
        tx, actor, kind=KINDS[form], purpose=purpose.value, wanted=wanted, locale=locale
    )
    if same is not None:
        return same
    made = tx.scalar(
        report.insert()
        .values(
            kind=KINDS[form],
            company_id=actor.company_id,
            membership_id=actor.membership_id,
            level=0,
            purpose=purpose.value,
            wanted=wanted,
            locale=locale,
            expires_at=text(f"app.clock() + {KEPT}"),
        )
        .returning(report.c.id)
    )
    tx.execute(text("SELECT app.ask_job('report', :id)"), {"id": made})
    return UUID(str(made))


def read_listed(tx: Connection, actor: Actor, asked: ReportState) -> int:
    """Note everybody the list finds now, with each one's line in the journal; returns how many.

    Raises NotShared when somebody left meanwhile: the export is tried again by asking anew.
    """
    people = listed_people(tx, actor, as_query(asked.wanted or {}))
    kept = tx.scalar(
        text("SELECT app.keep_listed(:id, :people)"), {"id": asked.id, "people": people}
    )
    if kept == -1:
        raise NotShared
    if people and not note_reading(tx, people, "LIST_EXPORTED", asked.purpose, Choice.SUMMARY):
        raise NotShared
    return int(kept or 0)
