"""Employers: invitation, sign in, second factor, choice of the company, sign out."""

from flask import Blueprint

from app.accounts.screens.companies import add_choice_of_company
from app.accounts.screens.confirming import add_confirming
from app.accounts.screens.door import Door
from app.accounts.screens.forgotten import add_forgotten, add_reset
from app.accounts.screens.second_factor import add_second_factor
from app.accounts.screens.sign_in import add_sign_in, add_upkeep
from employer.session.invitation import add_invitation
from employer.session.terms import add_terms

blueprint = Blueprint("employer_session", __name__)
door = Door("employer", "employer", blueprint)
add_sign_in(door)
add_second_factor(door)
add_choice_of_company(door)
add_upkeep(door)
add_confirming(door)
add_forgotten(door)
add_reset(door)
add_invitation(door)
add_terms(door)
