"""The warning about an address at work. It depends on the typed domain alone, on no account."""

from flask import flash
from flask_babel import gettext as _

from app.accounts.personal_mail import looks_personal


def warn_of_work_address(email: str) -> None:
    """Say, on the next page, that an address at work is read by others and ends with the job."""
    if not looks_personal(email):
        flash(
            _(
                "Est-ce une adresse de travail\u202f? Votre employeur pourrait lire nos messages, "
                "et vous la perdriez en le quittant. Préférez une adresse personnelle."
            ),
            "warning",
        )
