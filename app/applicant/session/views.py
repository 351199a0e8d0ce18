"""Applicants: sign up, sign in, second factor (when they set one up), sign out."""

from flask import Blueprint

from app.accounts.screens.confirming import add_confirming
from app.accounts.screens.door import Door
from app.accounts.screens.forgotten import add_forgotten, add_reset
from app.accounts.screens.second_factor import add_second_factor
from app.accounts.screens.sign_in import add_sign_in, add_upkeep
from app.applicant.session.new_address import add_new_address
from app.applicant.session.signing_up import add_confirmation, add_sign_up

blueprint = Blueprint("applicant_session", __name__)
door = Door("applicant", "applicant", blueprint)
add_sign_in(door)
add_second_factor(door)
add_upkeep(door)
add_confirming(door)
add_forgotten(door)
add_reset(door)
add_sign_up(door)
add_confirmation(door)
add_new_address(door)
