"""How long the journal says who did what: twelve months, thirty-six for what may be argued later.

What is purged is who, about whom and why, with the salt of their digest; the line itself stays
(its day, its act, its company), so that the chain still verifies and nothing leads back to anybody.
"""

from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction

MONTHS, LONGEST = 12, 36
BATCH_LINES = 2_000
# Every act that is not here, readings, prints and exports above all, is kept for twelve months.
_ARGUED: dict[str, tuple[str, ...]] = {
    # A yearly budget is spent for good, and a person may contest what counted in the ranking.
    "points": ("POINTS_AWARDED", "POINTS_UNDONE", "POINTS_REVERSED", "POINTS_SCALE_SET",
               "CONTEST_ANSWERED"),
    # What weighed on a candidature: the attribution may be attacked long after the lease.
    "candidatures": ("CANDIDATURE_SUPPORTED", "SUPPORT_WITHDRAWN", "OFFER_SUGGESTED",
                     "SENT_TO_LANDLORD", "LANDLORD_RESULT_ENTERED"),
    # Who could see people, and who gave that right: an investigation begins there.
    "rights": ("MEMBER_INVITED", "MEMBERSHIP_CHANGED", "MEMBERSHIP_ENDED", "POLICY_SET",
               "CODE_ISSUED", "CODE_CHANGED", "CODE_ROTATED", "CODE_SUSPENDED",
               "LANDLORD_KEY_MADE", "LANDLORD_KEY_ENDED", "PERSON_DETACHED", "STAFF_ADDED",
               "STAFF_ROLE_CHANGED", "STAFF_ENDED", "STAFF_FACTOR_FORGOTTEN",
               "SECOND_PERSON_SET", "APPROVAL_ASKED", "APPROVAL_GIVEN", "APPROVAL_REFUSED"),
    # How a company came in: on what evidence, by whose decision.
    "companies": ("COMPANY_CREATED", "COMPANY_CORRECTED", "ESTABLISHMENT_ADDED", "JOIN_ACCEPTED",
                  "JOIN_REFUSED", "COMPANY_MERGED", "COMPANY_ABSORBED", "ESTABLISHMENT_JOINED",
                  "ESTABLISHMENT_LEFT"),
}  # fmt: skip
KEPT_LONGER = tuple(act for acts in _ARGUED.values() for act in acts)
_PURGE = text("SELECT app.purge_journal(:longer, :most)")


def months_of(act: str) -> int:
    """How long the details of a line of this act are kept."""
    return LONGEST if act in KEPT_LONGER else MONTHS


def purge_journal(database: Database, batch: int = BATCH_LINES) -> int:
    """Erase the details that have had their time, batch by batch; returns how many lines.

    Done again it finds none; cut anywhere, the batches before are gone whole, the rest is whole.
    """
    purged = 0
    while True:
        with transaction(database, "worker") as tx:
            done = int(tx.scalar(_PURGE, {"longer": list(KEPT_LONGER), "most": batch}) or 0)
        purged += done
        if done < batch:
            return purged
