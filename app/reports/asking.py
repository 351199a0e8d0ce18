"""Ask for a report about no single person: a company's, its works council's, a poster, figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, literal, select, text

from app.access.actor import Actor
from app.companies.models import company, company_code
from app.privacy.rule import NotShared
from app.reports.models import report
from app.reports.services import KEPT, already_asked

LONGEST_DAYS = 366 * 3


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included."""

    since: date
    until: date

    def possible(self, today: date) -> bool:
        """Whether it is a period at all, not of the future, of three years at most."""
        days = (self.until - self.since).days
        return 0 <= days <= LONGEST_DAYS and self.until <= today


def last_twelve_months(today: date) -> Period:
    """What is offered first."""
    return Period(today - timedelta(days=365), today)


def ask_periodic(
    tx: Connection, actor: Actor, period: Period, locale: str, approval: UUID | None = None
) -> UUID:
    """Everybody visible, and what happened in the period. `approval` is the second person's, where
    the company's limit on exports asks for one: the list goes along, for a spreadsheet."""
    wanted = {"approval": str(approval)} if approval else None
    return _own(
        tx, actor, "PERIODIC", locale, since=period.since, until=period.until, wanted=wanted
    )


def ask_committee(tx: Connection, actor: Actor, locale: str) -> UUID:
    """Figures for the works council: no person."""
    return _own(tx, actor, "COMMITTEE", locale)


def ask_poster(tx: Connection, actor: Actor, code_id: UUID, locale: str) -> UUID:
    """The poster of one of the company's codes. Raises NotShared for any other."""
    same = already_asked(tx, actor, kind="POSTER", code_id=code_id, locale=locale)
    if same is not None:
        return same
    mine = company_code.c.company_id == actor.company_id
    found = select(
        literal("POSTER"), literal(actor.company_id), literal(actor.membership_id),
        company_code.c.id, literal(0), literal(locale), text(f"app.clock() + {KEPT}"),
    ).where(company_code.c.id == code_id, mine)  # fmt: skip
    columns = [
        "kind", "company_id", "membership_id", "code_id", "level", "locale", "expires_at",
    ]  # fmt: skip
    made = tx.execute(report.insert().from_select(columns, found).returning(report.c.id)).first()
    if made is None:
        raise NotShared
    return _queued(tx, "report", made.id)


def ask_company_figures(tx: Connection, actor: Actor, company_id: UUID, locale: str) -> UUID:
    """Staff: figures on one company. Raises NotShared for an unknown one."""
    if tx.scalar(select(company.c.id).where(company.c.id == company_id)) is None:
        raise NotShared
    return _staff(tx, actor, "COMPANY", locale, company_id)


def ask_network_figures(tx: Connection, actor: Actor, locale: str) -> UUID:
    """Staff: figures on the network, those of this month."""
    return _staff(tx, actor, "NETWORK", locale, None)


def _own(tx: Connection, actor: Actor, kind: str, locale: str, **more: object) -> UUID:
    same = already_asked(tx, actor, kind=kind, locale=locale, **more)
    if same is not None:
        return same
    made = tx.scalar(
        report.insert()
        .values(
            kind=kind,
            company_id=actor.company_id,
            membership_id=actor.membership_id,
            level=0,
            locale=locale,
            expires_at=text(f"app.clock() + {KEPT}"),
            **more,
        )
        .returning(report.c.id)
    )
    return _queued(tx, "report", made)


def _staff(tx: Connection, actor: Actor, kind: str, locale: str, company_id: UUID | None) -> UUID:
    same = already_asked(tx, actor, kind=kind, company_id=company_id, locale=locale)
    if same is not None:
        return same
    made = tx.scalar(
        report.insert()
        .values(
            kind=kind,
            company_id=company_id,
            staff_id=actor.account_id,
            level=0,
            locale=locale,
            expires_at=text(f"app.clock() + {KEPT}"),
        )
        .returning(report.c.id)
    )
    return _queued(tx, "staff_report", made)


def _queued(tx: Connection, job: str, report_id: UUID) -> UUID:
    tx.execute(text("SELECT app.ask_job(:job, :id)"), {"job": job, "id": report_id})
    return report_id


def company_numbered(tx: Connection, typed: str) -> UUID | None:
    """The company of this SIREN, or of this SIRET, however it is spaced."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    if len(digits) not in (9, 14):
        return None
    found: UUID | None = tx.scalar(select(company.c.id).where(company.c.siren == digits[:9]))
    return found
