"""Every act in words, for auditors; families of acts, and why their details are kept so long."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.audit.act_words import ACTS

_STAFF_ACTS = {
    "CANDIDATURE_READ": _l("Dossier d’une candidature ouvert"),
    "CASE_READ": _l("Personne d’un échange nommée"),
    "FIGURES_PRINTED": _l("Chiffres imprimés"),
    "JOURNAL_READ": _l("Journaux consultés"),
    "JOURNAL_CHECK_ASKED": _l("Vérification du journal demandée"),
    "JOIN_PROOF_READ": _l("Justificatif de mandat ouvert"),
    "JOIN_ASSIGNED": _l("Demande d’inscription confiée"),
    "JOIN_TURNED": _l("Demande d’inscription transmise à l’entreprise"),
    "JOIN_CONTACT_CHECKED": _l("Contact officiel vérifié"),
    "JOIN_REFUSED": _l("Demande d’inscription refusée"),
    "CASE_ANSWERED": _l("Réponse à un échange"),
    "CASE_CLOSED": _l("Échange clos"),
    "PERSON_DETACHED": _l("Rattachement à l’employeur retiré"),
    "STAFF_ADDED": _l("Compte du personnel ouvert"),
    "STAFF_ROLE_CHANGED": _l("Rôle du personnel changé"),
    "STAFF_ENDED": _l("Compte du personnel fermé"),
    "STAFF_SESSIONS_ENDED": _l("Sessions du personnel fermées"),
    "STAFF_FACTOR_FORGOTTEN": _l("Second facteur du personnel oublié"),
    "OFFER_NEW": _l("Offre saisie"),
    "OFFER_UPDATED": _l("Offre mise à jour"),
    "OFFER_UNCHANGED": _l("Offre saisie de nouveau, sans changement"),
    "CANDIDATURE_VALIDATED": _l("Candidature validée"),
    "CANDIDATURE_INVALIDATED": _l("Candidature refusée"),
    "CANDIDATURE_TRANSMITTED": _l("Candidature transmise au bailleur"),
    "CANDIDATURE_NO_ANSWER": _l("Candidature close sans réponse du bailleur"),
    "SENT_TO_LANDLORD": _l("Liste transmise au bailleur"),
    "LANDLORD_RESULT_ENTERED": _l("Résultat d’un bailleur saisi"),
    "LANDLORD_KEY_MADE": _l("Clé de bailleur créée"),
    "LANDLORD_KEY_ENDED": _l("Clé de bailleur retirée"),
    "DATED_TABLE_SET": _l("Version d’une table datée enregistrée"),
    "RANKING_WEIGHTS_ADDED": _l("Poids du classement enregistrés"),
    "COMPANY_CREATED": _l("Entreprise créée"),
    "COMPANY_CORRECTED": _l("Entreprise corrigée"),
    "COMPANY_ACTIVATED": _l("Entreprise vérifiée"),
    "COMPANY_SUSPENDED": _l("Entreprise suspendue"),
    "COMPANY_REACTIVATED": _l("Entreprise réactivée"),
    "COMPANY_CLOSED": _l("Entreprise fermée"),
    "COMPANY_MERGED": _l("Entreprise fusionnée dans une autre"),
    "COMPANY_ABSORBED": _l("Autre entreprise absorbée"),
    "ESTABLISHMENT_ADDED": _l("Établissement ajouté"),
    "ESTABLISHMENT_JOINED": _l("Établissement reçu d’une autre entreprise"),
    "ESTABLISHMENT_LEFT": _l("Établissement cédé à une autre entreprise"),
}  # fmt: skip
WORDS: dict[str, LazyString] = {**ACTS, **_STAFF_ACTS}
FAMILY_WORDS = {
    "readings": _l("Lectures"),
    "exports": _l("Impressions et exports"),
    "daily": _l("Travail courant"),
    "points": _l("Points"),
    "candidatures": _l("Candidatures"),
    "tables": _l("Tables datées"),
    "rights": _l("Droits et accès"),
    "companies": _l("Entreprises"),
}
WHY_KEPT = {
    "readings": _l("Une lecture dit qui s’est intéressé à qui : passé un an, elle ne protège plus "
                   "personne."),
    "exports": _l("Une impression ou un fichier est une lecture ; ce qui a été produit est effacé "
                  "en quelques jours."),
    "daily": _l("Ne donne aucun droit et ne décide rien ; les échanges clos sont eux-mêmes effacés "
                "après un an."),
    "points": _l("Un budget annuel se dépense pour de bon, et ce qui a compté au classement peut "
                 "être contesté."),
    "candidatures": _l("Ce qui a pesé sur une candidature : une attribution peut être attaquée "
                       "longtemps après le bail."),
    "tables": _l("Ce qui a servi à calculer un plafond, un délai ou une adresse\u00a0: le passé "
                 "reste expliqué."),
    "rights": _l("Qui pouvait voir des personnes, et qui en a donné le droit : toute enquête "
                 "commence là."),
    "companies": _l("Comment une entreprise est entrée et ce qu’elle est devenue : sur quelle "
                    "preuve, par quelle décision."),
}  # fmt: skip
