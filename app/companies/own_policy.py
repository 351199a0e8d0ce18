"""The company's policy as the company itself sets it, and what a new version would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.companies.policy import Stale, check_choices
from app.companies.queries import PolicyLine
from app.companies.rules import NewPolicy, add_version


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that a new version changes for choices made from its day on.

    `what` is CHOICE_2, CHOICE_3, CODE, POINTS or RULES; `now` whether it would hold.
    """

    what: str
    now: bool


def set_own_policy(tx: Connection, company_id: UUID, new: NewPolicy, *, seen: int) -> int:
    """Add a version; its number. Raises Refused, and Stale when `seen` is not the newest one."""
    return add_version(tx, company_id, new, seen=seen)


def differences(new: NewPolicy, standing: PolicyLine) -> tuple[Difference, ...]:
    """What `new` changes against the version it follows. Running choices never change."""
    return tuple(_differences(new, standing))


def follows(policies: tuple[PolicyLine, ...], seen: int) -> PolicyLine:
    """The version the person was looking at, the newest. Raises Stale when it is not any more."""
    newest = max(policies, key=lambda policy: policy.number)
    if newest.number != seen:
        raise Stale
    return newest


def _differences(new: NewPolicy, standing: PolicyLine) -> Iterator[Difference]:
    offered = check_choices(new.choices)
    for number in (2, 3):
        if (number in offered) != (number in standing.choices):
            yield Difference(f"CHOICE_{number}", number in offered)
    if new.code_required != standing.code_required:
        yield Difference("CODE", new.code_required)
    if new.points_on_summary != standing.points_on_summary:
        yield Difference("POINTS", new.points_on_summary)
    if new.access_rules.strip() != standing.access_rules:
        yield Difference("RULES", bool(new.access_rules.strip()))
