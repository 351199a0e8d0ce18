"""Is this act allowed in this state of the company? Each refusal carries its reason.

Messages are for the code that turns them into words: they name no person.
"""

from collections.abc import Collection
from datetime import date
from enum import Enum

from app.companies.eligibility import Eligibility


class Status(Enum):
    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    CLOSED = "CLOSED"


class Refused(Exception):
    """An act the rules do not allow. `reason` is a stable word; views say it in the language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stale(Exception):
    """Somebody else changed the company since the form was shown."""


# (from, to) -> name of the act in the journal. Closed is the end: nothing leads out of it, and
# the SIREN stays taken so that no second company can stand in its place.
TRANSITIONS: dict[tuple[Status, Status], str] = {
    (Status.PENDING, Status.ACTIVE): "COMPANY_ACTIVATED",
    (Status.PENDING, Status.CLOSED): "COMPANY_CLOSED",
    (Status.ACTIVE, Status.SUSPENDED): "COMPANY_SUSPENDED",
    (Status.ACTIVE, Status.CLOSED): "COMPANY_CLOSED",
    (Status.SUSPENDED, Status.ACTIVE): "COMPANY_REACTIVATED",
    (Status.SUSPENDED, Status.CLOSED): "COMPANY_CLOSED",
}

REASON_LENGTH = 500
CHOICES = (1, 2, 3)
FILE_ROLES = ("OWNER", "MANAGER")


def allowed_from(status: Status) -> tuple[Status, ...]:
    """The states one may pass to from `status`."""
    return tuple(after for before, after in TRANSITIONS if before is status)


def check_transition(before: Status, after: Status, reason: str, found: Eligibility) -> str:
    """The journal's name of the act. Raises Refused."""
    act = TRANSITIONS.get((before, after))
    if act is None:
        raise Refused("transition")
    check_reason(reason)
    if after is Status.ACTIVE and found is not Eligibility.ELIGIBLE:
        raise Refused(f"eligibility_{found.value.lower()}")
    return act


def check_reason(reason: str) -> None:
    """A state without its reason could not be explained to the company later."""
    if not reason.strip():
        raise Refused("reason_missing")
    if len(reason) > REASON_LENGTH:
        raise Refused("reason_too_long")


def check_open(status: Status) -> None:
    """A closed company takes no new establishment, code, policy or member."""
    if status is Status.CLOSED:
        raise Refused("closed")


def check_choices(choices: Collection[int]) -> tuple[int, ...]:
    """The choices in order, 1 always among them: without it no consent would be free."""
    wanted = sorted({1, *choices})
    if any(choice not in CHOICES for choice in wanted):
        raise Refused("choices")
    return tuple(wanted)


def check_effective(effective_on: date, today: date) -> None:
    """A policy never takes effect in the past: applicants chose under what stood then."""
    if effective_on < today:
        raise Refused("effective_in_the_past")


def check_validity(valid_from: date, valid_until: date | None, today: date) -> None:
    """A code begins before it ends, and has not ended already."""
    if valid_until is not None and (valid_until < valid_from or valid_until < today):
        raise Refused("validity")


def check_may_leave(role: str, other_owners: int) -> None:
    """A company never drops to zero active OWNER."""
    if role == "OWNER" and other_owners == 0:
        raise Refused("last_owner")


def check_rights(role: str, may_open_files: bool, may_export: bool, limited: bool) -> None:
    """What a membership may be: an OWNER is never limited, flags are for who reads files."""
    if role == "OWNER" and limited:
        raise Refused("owner_is_whole")
    if role not in FILE_ROLES and (may_open_files or may_export):
        raise Refused("flags")


def code_state(status: str, valid_from: date, valid_until: date | None, today: date) -> str:
    """The state people are shown: the clock ends a code without any job having to run."""
    if status not in ("ACTIVE", "ROTATED"):
        return status
    if valid_until is not None and valid_until < today:
        return "EXPIRED"
    if status == "ROTATED":
        return status
    return "COMING" if valid_from > today else "ACTIVE"
