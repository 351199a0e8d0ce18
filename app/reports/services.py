"""Ask for a printed person, open a printed file. Every step is the employer's own, under its
rights. A file is built first and checked again in the transaction that opens it."""

from uuid import UUID

from sqlalchemy import Connection, literal, select, text

from app.access.actor import Actor
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import note_reading, visible_row
from app.privacy.rule import Choice, NotShared
from app.reports.models import report, report_person
from app.reports.state import ReportState, report_state

PERSON_KINDS = {"SUMMARY": Choice.SUMMARY, "FILE": Choice.FULL_FILE}
# Reports of many people, and the journal's word when one is opened.
_LISTS = {
    "PERIODIC": "REPORT_OPENED", "LIST_CSV": "EXPORT_OPENED", "LIST_XLSX": "EXPORT_OPENED",
}  # fmt: skip
KEPT = "interval '7 days'"


class ToBeMadeAgain(Exception):
    """Somebody in it shows less, or otherwise, than was printed: the file stays closed."""


def already_asked(tx: Connection, actor: Actor, **what: object) -> UUID | None:
    """One's own report of exactly this that is not made yet: a button pressed twice asks once.

    Takes its turn among the presses of one member, so that two at once see each other.
    """
    tx.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:who, 7032))"),
        {"who": str(actor.membership_id or actor.account_id)},
    )
    found: UUID | None = tx.scalar(
        select(report.c.id)
        .where(
            report.c.state.in_(("WAITING", "MAKING")),
            *(report.c[name].is_not_distinct_from(value) for name, value in what.items()),
        )
        .limit(1)
    )
    return found


def ask_report(
    tx: Connection, actor: Actor, public_id: UUID, kind: str, purpose: Purpose | None, locale: str
) -> UUID:
    """Queue a report on a visible person; returns its id. Raises NotShared (0 rows inserted)."""
    lowest = PERSON_KINDS[kind]
    same = already_asked(
        tx, actor, kind=kind, public_id=public_id, locale=locale,
        purpose=purpose.value if purpose else None,
    )  # fmt: skip
    if same is not None:
        return same
    asked = visible_row(actor, public_id, lowest).with_only_columns(
        literal(kind),
        literal(actor.company_id),
        literal(actor.membership_id),
        literal(public_id),
        literal(int(lowest)),
        literal(purpose.value if purpose else None),
        literal(locale),
        text(f"app.clock() + {KEPT}"),
    )
    columns = [
        "kind", "company_id", "membership_id", "public_id", "level", "purpose", "locale",
        "expires_at",
    ]  # fmt: skip
    made = tx.execute(report.insert().from_select(columns, asked).returning(report.c.id)).first()
    if made is None:
        raise NotShared
    tx.execute(text("SELECT app.ask_job('report', :id)"), {"id": made.id})
    return UUID(str(made.id))


def check_open(tx: Connection, report_id: UUID) -> ReportState:
    """Check everybody in the report again, in the transaction that opens the file, and write each
    one's journal line.

    Raises NotShared when there is no such file, ToBeMadeAgain when somebody shows less now.
    """
    asked = report_state(tx, report_id)
    if asked.state not in ("READY", "CLOSED"):
        raise NotShared
    with tx.begin_nested():
        # A file that stays closed leaves no line that says it was opened.
        _note_opening(tx, asked)
        if asked.state == "CLOSED" or not _still_open(tx, report_id):
            raise ToBeMadeAgain
    return asked


def _note_opening(tx: Connection, asked: ReportState) -> None:
    if asked.public_id is not None:
        lowest = PERSON_KINDS[asked.kind]
        if not note_reading(tx, [asked.public_id], "PDF_OPENED", asked.purpose, lowest):
            raise NotShared
    elif asked.kind in _LISTS:
        everybody, act = people_of(tx, asked.id), _LISTS[asked.kind]
        if everybody and not note_reading(tx, everybody, act, asked.purpose, Choice.SUMMARY):
            raise ToBeMadeAgain


def people_of(tx: Connection, report_id: UUID) -> list[UUID]:
    """The public ids of everybody in one of the actor's own reports."""
    found = select(report_person.c.public_id).where(
        report_person.c.report_id == report_id, report_person.c.level > 0
    )
    return list(tx.scalars(found))


def _still_open(tx: Connection, report_id: UUID) -> bool:
    asked = text("SELECT app.own_report_still_open(:id)")
    return bool(tx.scalar(asked, {"id": report_id}))
