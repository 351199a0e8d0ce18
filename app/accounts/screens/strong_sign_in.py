"""Second factors as one's own account shows them: application and passkeys, at any door."""

from app.accounts.screens.account import AccountPages
from app.accounts.screens.application import add_application, add_application_end
from app.accounts.screens.keys import add_keys, add_one_key


def add_strong_sign_in(pages: AccountPages) -> None:
    """Every page of /compte/cles, /compte/application and /compte/second-facteur."""
    add_keys(pages)
    add_one_key(pages)
    add_application(pages)
    add_application_end(pages)
