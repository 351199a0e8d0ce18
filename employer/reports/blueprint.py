"""Where the reports of this door live."""

from flask import Blueprint

blueprint = Blueprint("employer_reports", __name__)
ROOT = "/employeur/rapports"
