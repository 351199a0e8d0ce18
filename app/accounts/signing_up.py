"""An applicant opens an account: asked for on a page, opened by the link of a mail.

Nothing stands before the link is followed, so nobody can hold an account at somebody else's
address, and each link opens the account of whoever asked for that very mail. The answer and the
work are the same whether the address has an account or not.
"""

from datetime import date, timedelta

from sqlalchemy import Connection

from app.accounts.opening import Identity, open_applicant_account
from app.accounts.queries import find_account
from app.accounts.tokens import issue_token, read_token, use_token
from app.notifications.outbox import queue_mail

KIND = "confirm_account"
LINK_LIFE = timedelta(hours=24)


def ask_for_account(
    tx: Connection, *, email: str, identity: Identity, password_hash: str, locale: str
) -> None:
    """Send the link that opens the account, or a mail saying that the address has one already.

    `email` is normalised. Sign-in login.
    """
    known = find_account(tx, "applicant", email) is not None
    asked = {
        "email": email,
        "civility": identity.civility,
        "surname": identity.surname,
        "first_names": identity.first_names,
        "birth_date": identity.birth_date.isoformat(),
        "password_hash": password_hash,
        "locale": locale,
    }
    # A token in both cases, an empty one where it opens nothing: the same writes, the same time.
    token = issue_token(tx, KIND, {} if known else asked, LINK_LIFE)
    if known:
        queue_mail(tx, email, "account_exists", locale)
    else:
        queue_mail(tx, email, KIND, locale, token=token)


def link_works(tx: Connection, token: str) -> bool:
    """Whether the link can still open an account."""
    return bool(read_token(tx, KIND, token))


def open_asked_account(tx: Connection, token: str) -> bool:
    """Open the account the link was sent for. False for a link that does not work (any more).

    When the address got an account meanwhile that one stays as it is.
    """
    asked = use_token(tx, KIND, token)
    if not asked:
        return False
    open_applicant_account(
        tx,
        email=asked["email"],
        identity=Identity(
            asked["civility"],
            asked["surname"],
            asked["first_names"],
            date.fromisoformat(asked["birth_date"]),
        ),
        password_hash=asked["password_hash"],
        locale=asked["locale"],
    )
    return True
