"""The blueprint of what stands outside the doors."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
