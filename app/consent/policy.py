"""May this choice be made now? Pure; each refusal says why in one code the screen words."""

from dataclasses import dataclass

from app.privacy.rule import Choice

MAX_MONTHS = 12


class ChoiceRefused(Exception):
    """The choice cannot be made; `reason` is one of the codes below."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Situation:
    """What the decision stands on. `offered` comes from the company's policy in force."""

    request_active: bool
    company_validated: bool
    offered: frozenset[Choice]
    code_required: bool
    code_right: bool
    agreement_missing: bool = False


def check_choice(
    choice: Choice, sensitive: bool | None, months: int | None, situation: Situation
) -> None:
    """Raise ChoiceRefused unless the choice may be recorded. Choice 1 is always possible."""
    if choice is Choice.ANONYMOUS:
        if sensitive is not None or months is not None:
            raise ChoiceRefused("NOTHING_TO_ANSWER")
        return
    if not situation.request_active:
        raise ChoiceRefused("REQUEST_ENDED")
    if not situation.company_validated:
        raise ChoiceRefused("COMPANY_NOT_VALIDATED")
    if choice not in situation.offered:
        raise ChoiceRefused("NOT_OFFERED")
    if situation.code_required and not situation.code_right:
        raise ChoiceRefused("CODE_NEEDED")
    if situation.agreement_missing:
        raise ChoiceRefused("AGREEMENT_NEEDED")
    if (choice is Choice.FULL_FILE) != (sensitive is not None):
        raise ChoiceRefused("SENSITIVE_ANSWER")
    if months is not None and not 1 <= months <= MAX_MONTHS:
        raise ChoiceRefused("DURATION")
