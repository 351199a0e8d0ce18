"""Staff: sign in, second factor, sign out."""

from flask import Blueprint

from app.accounts.screens.confirming import add_confirming
from app.accounts.screens.door import Door
from app.accounts.screens.forgotten import add_forgotten, add_reset
from app.accounts.screens.second_factor import add_second_factor
from app.accounts.screens.sign_in import add_sign_in, add_upkeep

blueprint = Blueprint("staff_session", __name__)
door = Door("staff", "admin", blueprint)
add_sign_in(door)
add_second_factor(door)
add_upkeep(door)
add_confirming(door)
add_forgotten(door)
add_reset(door)
