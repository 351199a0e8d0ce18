"""What waits in a company's own affairs; said on the home and among the notifications."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.access.permissions import Permission
from app.companies.day import today
from app.companies.queries import code_lines, member_lines
from app.web.request_context import acting, the_actor
from employer.company.blueprint import my_company

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class EndingCode:
    """A code in force that ends within a month."""

    label: str
    ends_on: date


def ending_codes() -> tuple[EndingCode, ...]:
    day = today(acting())
    return tuple(
        EndingCode(line.label, line.valid_until)
        for line in code_lines(acting(), my_company(), day)
        if line.state == "ACTIVE" and line.valid_until and line.valid_until - day <= SOON
    )


def has_single_owner() -> bool:
    """Told to whoever may name a second one."""
    if not the_actor().may(Permission.MANAGE_TEAM):
        return False
    roles = [line.role for line in member_lines(acting(), my_company())]
    return roles.count("OWNER") == 1
