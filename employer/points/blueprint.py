"""One blueprint for all screens of points."""

from flask import Blueprint

blueprint = Blueprint("employer_points", __name__)
ROOT = "/employeur/points"
