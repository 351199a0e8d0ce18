"""What each kind of report is called, what it holds, and where a report stands."""

from flask_babel import lazy_gettext as _l

KIND_NAMES = {
    "SUMMARY": _l("Résumé"),
    "FILE": _l("Dossier complet"),
    "PERIODIC": _l("Rapport périodique"),
    "COMMITTEE": _l("Rapport au comité social et économique"),
    "POSTER": _l("Affiche du Code Entreprise"),
    "COMPANY": _l("Rapport d’entreprise"),
    "NETWORK": _l("Rapport du réseau"),
    "LIST_CSV": _l("Export de la liste (CSV)"),
    "LIST_XLSX": _l("Export de la liste (XLSX)"),
}

KIND_HOLDS = {
    "PERIODIC": _l(
        "Chiffres et graphiques, candidatures et résultats à côté de la période précédente, points"
        " par critère, établissements, puis la liste des salariés visibles. La liste est jointe"
        " pour un tableur."
    ),
    "COMMITTEE": _l(
        "Des nombres, aucune personne : ce que les salariés montrent, par établissement, lieux"
        " souhaités, candidatures. Un nombre n’est montré qu’à partir de 11 personnes."
    ),
    "POSTER": _l(
        "Une page A4 à afficher, en couleurs ou en noir et blanc : le code, l’adresse du portail et"
        " son code QR."
    ),
    "COMPANY": _l(
        "Des nombres, aucune personne : seulement les salariés que l’entreprise voit elle-même."
    ),
    "NETWORK": _l(
        "Des nombres de tout le réseau, arrêtés pour le mois : 11 personnes et 3 entreprises au"
        " moins, aucune au-dessus de 85 %."
    ),
}

STATE_WORDS = {
    "WAITING": _l("En attente"),
    "MAKING": _l("En cours"),
    "READY": _l("Prêt"),
    "FAILED": _l("Non abouti"),
    "CANCELLED": _l("Arrêté"),
    "CLOSED": _l("À refaire"),
}
