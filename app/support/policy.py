"""Why an act of support cannot be done; everything else stands in app/db/sql/support.sql."""

NOTE_LENGTH = 500


class SupportRefused(Exception):
    """`reason` is a stable word: NOTE, TOO_LATE, SELF, ALREADY, NOT_ALLOWED, UNKNOWN_OFFER, CLOSED,
    APPLIED, UNKNOWN."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_note(note: str, *, required: bool) -> str:
    """The note without the blanks around it. Raises SupportRefused."""
    said = note.strip()
    if len(said) > NOTE_LENGTH or (required and not said):
        raise SupportRefused("NOTE")
    return said
