"""What the largest company does for candidatures: notes, a suggestion; and a contested line."""

from datetime import datetime

from app.db.engines import Database
from app.demo.applicants import Applicant
from app.demo.calendar import told_at
from app.demo.cast import MEMBERS, THEO
from app.demo.readings import member_actor
from app.offers.open import open_offers_around
from app.points.contests import contest_line
from app.points.own import own_lines
from app.privacy.readers.employer_candidatures import supportable
from app.support.policy import SupportRefused
from app.support.services import suggest_offer, support_candidature

# How many days ago a note was written.
NOTES = {
    75: "Prend la tête de l’équipe de nuit en septembre : un logement proche compte beaucoup.",
    40: "Quitte Nantes pour l’atelier de Villeurbanne. L’entreprise confirme la mutation.",
    21: "Fait deux heures de route par jour depuis son embauche.",
    2: "Vient d’être confirmé dans son poste. Disponible pour une visite tous les matins.",
}
_MANAGER = MEMBERS[1][1].email


def support_newest(database: Database, moment: datetime, words: str) -> None:
    """The newest candidature that has not left gets a note, if there is one without."""
    actor = member_actor(database, _MANAGER)
    with told_at(database, "employer", moment, actor) as tx:
        for one in supportable(tx, actor, 10)[0]:
            try:
                support_candidature(tx, one.id, words)
            except SupportRefused:
                continue
            return


def suggest_some(database: Database, moment: datetime) -> None:
    """A dwelling near the site for whoever applied elsewhere of late."""
    actor = member_actor(database, _MANAGER)
    with told_at(database, "employer", moment, actor) as tx:
        offers = open_offers_around(tx, ("69266",), 3)
        for one in supportable(tx, actor, 3)[0]:
            for offer in offers:
                try:
                    suggest_offer(tx, one.public_id, offer.id, "À dix minutes de l’atelier.")
                except SupportRefused:
                    continue
                break


def contest_one(database: Database, people: list[Applicant], moment: datetime) -> None:
    """Théo finds that a journey was counted too short."""
    who = next((one for one in people if one.lead is THEO and one.imports_at), None)
    if who is None:
        return
    with told_at(database, "applicant", moment, who.actor) as tx:
        lines = own_lines(tx)
        if lines:
            contest_line(tx, lines[0].id, "Mon trajet dure une heure et quart depuis mars.")
