"""What an applicant reads of the own request, and the preview of what an employer would read.

The preview goes through the employer's dataclasses and the employer's templates: it cannot differ.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.privacy.models import housing_request, other_adult, sensitive_block, visibility
from app.privacy.queries import Whose, as_summary, read_full_file, read_summary_row
from app.privacy.rule import Choice, FullFile, NotShared, Summary


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """The request's frame. `siret` is None without an employer.

    `attached_to` says whose employer `siret` is (APPLICANT or CO_APPLICANT), `other_siret` is the
    other one's. `code_accepted_for` is the company whose Company Code was typed right. `renew_by`
    is the last day to renew where it is registered. `imported_at`: the last import by code.
    """

    request_id: UUID
    unique_number: str
    status: str
    employer_name: str | None
    siret: str | None
    attached_to: str
    other_siret: str | None
    code_accepted_for: UUID | None
    imported_at: datetime
    refreshed_at: datetime
    renew_by: date | None
    file_validated_at: datetime | None

    @property
    def to_co_applicant(self) -> bool:
        """Whether the employer is the co-applicant's."""
        return self.attached_to == "CO_APPLICANT"


@dataclass(frozen=True, slots=True)
class RunningChoice:
    """What runs now: ANONYMOUS also for none yet, expired and withdrawn.

    `ends_soon`: within the 30 days before its end, of which a mail says that a reminder waits.
    """

    choice: Choice
    sensitive: bool
    visible_until: datetime | None
    ends_soon: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of "who saw my file"; the name is None once twelve months have passed.

    Of staff (`audience` "staff") the name is a reference. `line_id` names the line to contest it.
    """

    line_id: UUID
    at: datetime
    audience: str
    act: str
    company_name: str | None
    reader_name: str | None
    reader_role: str | None
    purpose: str | None


def own_request(tx: Connection) -> OwnRequest | None:
    """The signed-in applicant's request, or None before the import."""
    row = tx.execute(select(*(housing_request.c[_column(f)] for f in OwnRequest.__slots__))).first()
    return OwnRequest(*row) if row is not None else None


def _column(field: str) -> str:
    return "id" if field == "request_id" else field


def running_choice(tx: Connection) -> RunningChoice:
    """The choice in force at this instant, by the database's clock."""
    row = tx.execute(
        select(
            visibility.c.level,
            visibility.c.sensitive,
            visibility.c.visible_until,
            (visibility.c.visible_until <= text("app.clock() + interval '30 days'")).label("soon"),
        ).where(
            (visibility.c.visible_until.is_(None))
            | (visibility.c.visible_until > text("app.clock()"))
        )
    ).first()
    if row is None or row.level == 1:
        return RunningChoice(Choice.ANONYMOUS, False, None)
    return RunningChoice(Choice(row.level), row.sensitive, row.visible_until, bool(row.soon))


def own_summary(tx: Connection, request_id: UUID) -> Summary:
    """The eleven items as an employer would read them."""
    row = read_summary_row(tx, Whose(request_id=request_id))
    if row is None:
        raise NotShared
    return as_summary(row)


def own_file(tx: Connection, request_id: UUID) -> FullFile:
    """Everything of the own request, open and closed to others alike."""
    whole = read_full_file(tx, Whose(request_id=request_id), own_summary(tx, request_id))
    if whole is None:
        raise NotShared
    return replace(whole, sensitive_shared=True)


def preview_file(tx: Connection, request_id: UUID, *, sensitive: bool) -> FullFile:
    """The full file as an employer would read it under choice 3 with this sensitive answer."""
    shown = own_summary(tx, request_id)
    whole = read_full_file(tx, Whose(request_id=request_id), shown)
    if whole is None:
        raise NotShared
    if not sensitive:
        return replace(whole, sensitive_shared=False, sensitive={}, other_adults=())
    agreed = tuple(
        adult
        for adult, yes in zip(whole.other_adults, _agreements(tx, request_id), strict=True)
        if yes
    )
    return replace(whole, sensitive_shared=True, other_adults=agreed)


def _agreements(tx: Connection, request_id: UUID) -> list[bool]:
    return list(
        tx.scalars(
            select(other_adult.c.agreed)
            .where(other_adult.c.request_id == request_id)
            .order_by(other_adult.c.ordinal)
        )
    )


def blocks_waiting_for_confirmation(tx: Connection, request_id: UUID) -> tuple[str, ...]:
    """Sensitive blocks that came after the running choice: closed until it is made again."""
    return tuple(
        tx.scalars(
            select(sensitive_block.c.block)
            .join(visibility, visibility.c.request_id == sensitive_block.c.request_id)
            .where(
                sensitive_block.c.request_id == request_id,
                visibility.c.level == int(Choice.FULL_FILE),
                visibility.c.sensitive,
                ~sensitive_block.c.open,
            )
        )
    )


def readings_of_me(tx: Connection) -> tuple[Reading, ...]:
    """Who saw the own file, newest first."""
    return tuple(
        Reading(*row)
        for row in tx.execute(
            text(
                "SELECT line_id, at, audience, act, company_name, reader_name, reader_role,"
                " purpose FROM app.readings_of_me()"
            )
        )
    )
