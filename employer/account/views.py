"""The page "Mon compte" of this door: the shared pages, nothing of its own."""

from flask import Blueprint

from app.access.permissions import Permission
from app.accounts.screens.account import AccountPages, add_account, add_password, add_recovery
from app.accounts.screens.strong_sign_in import add_strong_sign_in
from employer.frame import frame

blueprint = Blueprint("employer_account", __name__)
pages = AccountPages("employer", "employer", blueprint, Permission.SEE_OWN_COMPANY, frame)
add_account(pages)
add_password(pages)
add_recovery(pages)
add_strong_sign_in(pages)
