"""One blueprint for the board and for suggestions."""

from flask import Blueprint

blueprint = Blueprint("employer_candidatures", __name__)
ROOT = "/employeur/candidatures"
