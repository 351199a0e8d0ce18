"""Where an applicant stands: the request, its employer, the choice, and what is seen just now."""

from dataclasses import dataclass

from sqlalchemy import Connection

from app.consent.employer import Employer, employer_of
from app.privacy.readers.own import OwnRequest, RunningChoice, own_request, running_choice
from app.privacy.rule import Choice


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the applicant's pages say about "what my employer can see"."""

    own: OwnRequest
    employer: Employer
    running: RunningChoice

    @property
    def seen(self) -> Choice:
        """What the company sees at this instant: nothing while it is not validated."""
        return self.running.choice if self.employer.company.validated else Choice.ANONYMOUS


def standing_of(tx: Connection) -> Standing | None:
    """The signed-in applicant's standing, or None before the import."""
    own = own_request(tx)
    if own is None:
        return None
    return Standing(own, employer_of(tx, own), running_choice(tx))
