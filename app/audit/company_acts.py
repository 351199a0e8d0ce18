"""A company reads its own acts: an owner, for the whole company.

People read are named by the reader at reading time (app/privacy), never from here: a line of the
journal only says which visible person it was about, if that person still is visible.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text

from app.audit.acts import record_act

# What one looks for -> the acts of the journal it covers.
GROUPS: dict[str, tuple[str, ...]] = {
    "readings": ("LIST_READ", "SUMMARY_READ", "FILE_READ", "SUMMARY_PRINTED", "FILE_PRINTED"),
    "exports": ("REPORT_PRINTED", "REPORT_OPENED", "PDF_OPENED", "LIST_EXPORTED",
                "EXPORT_OPENED"),
    "codes": ("CODE_ISSUED", "CODE_CHANGED", "CODE_ROTATED", "CODE_SUSPENDED"),
    "policy": ("POLICY_SET",),
    "team": ("MEMBER_INVITED", "INVITATION_CANCELLED", "MEMBERSHIP_CHANGED", "MEMBERSHIP_ENDED",
             "SESSIONS_ENDED", "JOIN_ACCEPTED", "JOIN_SET_ASIDE"),
    "points": ("POINTS_AWARDED", "POINTS_UNDONE", "POINTS_REVERSED", "POINTS_SCALE_SET",
               "CONTEST_ANSWERED"),
    "support": ("CANDIDATURE_SUPPORTED", "SUPPORT_WITHDRAWN", "OFFER_SUGGESTED"),
    "approvals": ("APPROVAL_ASKED", "APPROVAL_GIVEN", "APPROVAL_REFUSED", "SECOND_PERSON_SET"),
}  # fmt: skip
MOST_EXPORTED = 10_000
_OF_PERSON = text("SELECT * FROM app.person_acts(:public_id, :most)")
_READ = text("SELECT * FROM app.company_acts(:first, :last, :acts, :colleague, :at, :id, :most)")


@dataclass(frozen=True, slots=True)
class ActsWanted:
    """What is looked for. `before` is the last line of the page before."""

    first: date | None = None
    last: date | None = None
    group: str | None = None
    colleague: str | None = None
    before: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act. `of_person` tells that it was about somebody; `public_id` who, while visible."""

    id: UUID
    at: datetime
    act: str
    actor_name: str | None
    actor_role: str | None
    purpose: str | None
    of_person: bool
    public_id: UUID | None


@dataclass(frozen=True, slots=True)
class PersonAct:
    """One act of one's own company about one visible person."""

    at: datetime
    act: str
    actor_name: str | None
    actor_role: str | None
    purpose: str | None


@dataclass(frozen=True, slots=True)
class ActsPanel:
    """(icon, what, when and by whom) of each act; `all_href` leads an owner to the journal."""

    rows: tuple[tuple[str, str, str], ...]
    all_href: str | None


def acts_about(tx: Connection, public_id: UUID, most: int) -> tuple[PersonAct, ...]:
    """The newest first, of the running period of visibility. None for whoever is not visible, and
    for whoever does not manage the whole company."""
    rows = tx.execute(_OF_PERSON, {"public_id": public_id, "most": most})
    return tuple(PersonAct(*row) for row in rows)


def read_acts(tx: Connection, wanted: ActsWanted, most: int) -> tuple[ActLine, ...]:
    """The newest first. None for whoever does not run the company."""
    at, last_id = wanted.before or (None, None)
    rows = tx.execute(
        _READ,
        {
            "first": wanted.first, "last": wanted.last, "colleague": wanted.colleague,
            "acts": list(GROUPS[wanted.group]) if wanted.group else None,
            "at": at, "id": last_id, "most": most,
        },
    )  # fmt: skip
    return tuple(ActLine(*row) for row in rows)


def export_acts(tx: Connection, wanted: ActsWanted) -> tuple[ActLine, ...]:
    """What a file of them holds; the export is a line of the journal itself."""
    lines = read_acts(tx, wanted, MOST_EXPORTED)
    record_act(tx, "JOURNAL_EXPORTED", None, None)
    return lines
