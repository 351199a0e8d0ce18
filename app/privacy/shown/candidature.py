"""A candidature in seven steps, from the dates and outcomes an employer is told."""

from flask_babel import gettext as _

from app.privacy.rule import Candidature, CandidatureEvent
from app.privacy.shown.models import CandidatureView, EventView, StepView
from app.privacy.shown.values import day, page_language, short_day, surface, word
from app.privacy.words.candidatures import ENDED, OUTCOME_WORDS, STEPS
from app.reference.communes import commune_label
from app.web.formats import euros


def view_candidature(one: Candidature) -> CandidatureView:
    """Where it stands: the highest step, then the latest event."""
    present = present_event(one.events)
    running = present is None or present.outcome not in ENDED
    return CandidatureView(
        title=_title(one),
        details=_(
            "%(rent)s charges comprises · bailleur %(landlord)s",
            rent=euros(one.rent_with_charges_euros),
            landlord=one.landlord_name,
        ),
        running=running,
        housed=present is not None and present.outcome == "LEASE_SIGNED",
        status=(word(OUTCOME_WORDS, present.outcome) or "") if present else str(STEPS[1]),
        steps=_steps(one.events, present),
        events=tuple(
            EventView(day(e.occurred_on) or "", word(OUTCOME_WORDS, e.outcome) or "")
            for e in one.events
        ),
    )


def present_event(events: tuple[CandidatureEvent, ...]) -> CandidatureEvent | None:
    """An older event is history; a correction starts the count again. `events` oldest first."""
    if not events:
        return None
    corrections = [n for n, e in enumerate(events) if e.outcome == "CORRECTED"]
    since = events[corrections[-1] :] if corrections else events
    return max(enumerate(since), key=lambda pair: (pair[1].step, pair[0]))[1]


def _title(one: Candidature) -> str:
    parts = [one.dwelling_type, surface(one.surface_m2) or "", commune_label(one.insee_code)]
    if one.residence:
        parts.append(one.residence)
    return ", ".join(part for part in parts if part)


def _steps(
    events: tuple[CandidatureEvent, ...], present: CandidatureEvent | None
) -> tuple[StepView, ...]:
    reached = present.step if present else 1
    housed = present is not None and present.outcome == "LEASE_SIGNED"
    dates = {e.step: short_day(e.occurred_on, page_language()) for e in events if e.step <= reached}
    made: list[StepView] = []
    for number, name in STEPS.items():
        if number > reached:
            made.append(StepView(str(name), None, "ahead"))
        elif number == reached and not housed:
            made.append(StepView(str(name), dates.get(number), "now"))
        else:
            made.append(StepView(str(name), dates.get(number), "done"))
    return tuple(made)
