"""Two companies of the demonstration that ask to join: one that may, one that is too small."""

from datetime import datetime
from io import BytesIO

import pikepdf

from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.sirene import LATER
from app.joining.asking import Asked, ask_to_join, confirm_request
from app.joining.proof import read_proof

_ASKERS = (
    ("Clothilde Sauvagnac", "Directrice des ressources humaines", "rh@sauvagnac.example"),
    ("Gaspard Moulinier", "Gérant", "contact@vieux-moulin.example"),
)


def let_companies_ask(database: Database, moment: datetime) -> None:
    """Asked and confirmed; nobody of the staff has looked yet."""
    proof = read_proof(_blank_page())
    for one, (name, function, email) in zip(LATER, _ASKERS, strict=False):
        asked = Asked(one.siret(0), one.name, name, function, email, "+33555010203")
        with told_at(database, "signin", moment) as tx:
            confirm_request(tx, ask_to_join(tx, asked, proof, "fr"))


def _blank_page() -> bytes:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()
