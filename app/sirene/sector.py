"""The sector that decides the headcount asked, by what INSEE publishes of a unit (pure)."""

_AGRICULTURE = ("01", "02", "03")


def sector_of(legal_form: str, activity: str) -> str:
    """PUBLIC for legal persons of public law (category 7), else by section A of the NAF.

    Public bodies with a trade (category 4) employ under private law: they count as private.
    """
    if legal_form.startswith("7"):
        return "PUBLIC"
    return "AGRICULTURAL" if activity.startswith(_AGRICULTURE) else "NON_AGRICULTURAL"
