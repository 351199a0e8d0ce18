"""The page "Mon compte" of this door: the shared pages, nothing of its own."""

from flask import Blueprint

from admin.frame import frame
from app.access.permissions import Permission
from app.accounts.screens.account import AccountPages, add_account, add_password, add_recovery
from app.accounts.screens.strong_sign_in import add_strong_sign_in

blueprint = Blueprint("staff_account", __name__)
pages = AccountPages("staff", "admin", blueprint, Permission.SEE_STAFF_HOME, frame)
add_account(pages)
add_password(pages)
add_recovery(pages)
add_strong_sign_in(pages)
