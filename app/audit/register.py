"""Every act of the journal, and how long who did it, about whom and why are kept.

An act that is not here cannot be written (acts.py), and a test reads sources and SQL for acts that
are missing: how long something is kept is decided, never fallen into.
"""

from dataclasses import dataclass

SHORT, LONG = 12, 36


@dataclass(frozen=True, slots=True)
class Family:
    """Acts kept equally long for one reason; `key` names its words (act_words.py)."""

    key: str
    months: int
    acts: tuple[str, ...]


FAMILIES: tuple[Family, ...] = (
    # Who was interested in whom: after a year it protects nobody and tells about two people.
    Family("readings", SHORT, (
        "LIST_READ", "SUMMARY_READ", "FILE_READ", "CANDIDATURE_READ", "CASE_READ",
        "JOIN_PROOF_READ", "JOURNAL_READ")),
    # A print or a file is a reading; what was made is closed within a week.
    Family("exports", SHORT, (
        "SUMMARY_PRINTED", "FILE_PRINTED", "REPORT_PRINTED", "REPORT_OPENED", "PDF_OPENED",
        "LIST_EXPORTED", "EXPORT_OPENED", "FIGURES_PRINTED", "JOURNAL_EXPORTED")),
    # Everyday work that gives no right and decides nothing; cases themselves leave after a year.
    Family("daily", SHORT, (
        "CASE_ANSWERED", "CASE_CLOSED", "JOURNAL_CHECK_ASKED", "NOT_EMPLOYED_REPORTED",
        "INVITATION_CANCELLED", "SESSIONS_ENDED", "STAFF_SESSIONS_ENDED", "JOIN_ASSIGNED",
        "JOIN_TURNED", "JOIN_SET_ASIDE", "OFFER_NEW", "OFFER_UPDATED", "OFFER_UNCHANGED")),
    # A yearly budget is spent for good, and a person may contest what counted in the ranking.
    Family("points", LONG, (
        "POINTS_AWARDED", "POINTS_UNDONE", "POINTS_REVERSED", "POINTS_SCALE_SET",
        "CONTEST_ANSWERED")),
    # What weighed on a candidature: the attribution may be attacked long after the lease.
    Family("candidatures", LONG, (
        "CANDIDATURE_SUPPORTED", "SUPPORT_WITHDRAWN", "OFFER_SUGGESTED", "CANDIDATURE_VALIDATED",
        "CANDIDATURE_INVALIDATED", "CANDIDATURE_TRANSMITTED", "CANDIDATURE_NO_ANSWER",
        "SENT_TO_LANDLORD", "LANDLORD_RESULT_ENTERED", "RANKING_WEIGHTS_ADDED")),
    # What an indicator, a delay or an address was worked out by.
    Family("tables", LONG, ("DATED_TABLE_SET",)),
    # Who could see people, and who gave that right: an investigation begins there.
    Family("rights", LONG, (
        "MEMBER_INVITED", "MEMBERSHIP_CHANGED", "MEMBERSHIP_ENDED", "POLICY_SET", "CODE_ISSUED",
        "CODE_CHANGED", "CODE_ROTATED", "CODE_SUSPENDED", "PERSON_DETACHED", "SECOND_PERSON_SET",
        "APPROVAL_ASKED", "APPROVAL_GIVEN", "APPROVAL_REFUSED", "LANDLORD_KEY_MADE",
        "LANDLORD_KEY_ENDED", "STAFF_ADDED", "STAFF_ROLE_CHANGED", "STAFF_ENDED",
        "STAFF_FACTOR_FORGOTTEN")),
    # How a company came in, and what became of it: on what evidence, by whose decision.
    Family("companies", LONG, (
        "COMPANY_CREATED", "COMPANY_CORRECTED", "COMPANY_ACTIVATED", "COMPANY_SUSPENDED",
        "COMPANY_REACTIVATED", "COMPANY_CLOSED", "COMPANY_MERGED", "COMPANY_ABSORBED",
        "ESTABLISHMENT_ADDED", "ESTABLISHMENT_JOINED", "ESTABLISHMENT_LEFT",
        "JOIN_CONTACT_CHECKED", "JOIN_ACCEPTED", "JOIN_REFUSED")),
)  # fmt: skip
MONTHS_OF: dict[str, int] = {act: one.months for one in FAMILIES for act in one.acts}


def acts_of(key: str) -> tuple[str, ...]:
    """The acts of a family, or the act itself; none for any other word."""
    family = next((one.acts for one in FAMILIES if one.key == key), ())
    return family or ((key,) if key in MONTHS_OF else ())
