"""E-mail addresses as this product keeps them: one spelling per mailbox."""

from email_validator import EmailNotValidError, validate_email

MAX_LENGTH = 320


class BadAddress(ValueError):
    """Not an e-mail address; the message does not quote it."""


def normal_email(given: str) -> str:
    """The one spelling of `given`: no spaces, Unicode composed, lower case. Raises BadAddress.

    The part before @ is lowered too: no mail server of today tells `Jean@` from `jean@`, and two
    accounts for one mailbox would be a trap.
    """
    try:
        found = validate_email(
            given.strip(), check_deliverability=False, test_environment=True
        ).normalized
    except EmailNotValidError:
        raise BadAddress("not an e-mail address") from None
    if len(found) > MAX_LENGTH:
        raise BadAddress("not an e-mail address")
    return found.lower()
