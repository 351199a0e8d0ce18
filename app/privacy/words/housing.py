"""Current and wanted housing, and why somebody asks for another."""

from flask_babel import lazy_gettext as _l

HOUSING_KINDS = {
    "OWNER": _l("Propriétaire"),
    "SOCIAL_TENANT": _l("Locataire du parc social"),
    "PRIVATE_TENANT": _l("Locataire du parc privé"),
    "HOSTED_FAMILY": _l("Hébergement chez les parents ou les enfants"),
    "HOSTED_OTHER": _l("Hébergement chez un tiers"),
    "HOTEL": _l("Hôtel"),
    "SHELTER": _l("Structure d’hébergement"),
    "TEMPORARY": _l("Hébergement temporaire ou sous-location"),
    "HOSTEL": _l("Résidence sociale, foyer ou pension de famille"),
    "STUDENT_RESIDENCE": _l("Résidence étudiante"),
    "EMPLOYER_HOUSING": _l("Logement de fonction"),
    "MOBILE_HOME": _l("Camping ou habitat mobile"),
    "SQUAT": _l("Squat"),
    "HOMELESS": _l("Sans abri"),
    "OTHER": _l("Autre situation"),
}

BUILDINGS = {"FLAT": _l("Appartement"), "HOUSE": _l("Maison"), "ANY": _l("Indifférent")}

REASONS = {
    "NO_OWN_HOUSING": _l("Sans logement propre"),
    "DEMOLITION": _l("Démolition du logement"),
    "INDECENT": _l("Logement non décent"),
    "UNFIT": _l("Logement insalubre ou dangereux"),
    "REPAYMENT_DIFFICULTY": _l("Difficulté à rembourser un prêt immobilier"),
    "TOO_EXPENSIVE": _l("Logement trop cher"),
    "TOO_SMALL": _l("Logement trop petit"),
    "TOO_LARGE": _l("Logement trop grand"),
    "DIVORCE_SEPARATION": _l("Divorce ou séparation"),
    "COHABITATION": _l("Fin de cohabitation"),
    "FAMILY_GROWTH": _l("Agrandissement de la famille"),
    "CHILDCARE": _l("Accueil d’un enfant"),
    "FAMILY_REUNION": _l("Regroupement familial"),
    "DEPENDANTS_LEFT": _l("Départ de personnes à charge"),
    "VIOLENCE_AT_HOME": _l("Violences au sein du foyer"),
    "HEALTH": _l("Raisons de santé"),
    "DISABILITY": _l("Handicap"),
    "ENVIRONMENT": _l("Environnement du logement"),
    "FAR_FROM_WORK": _l("Rapprochement du travail"),
    "FAR_FROM_SERVICES": _l("Rapprochement des équipements et services"),
    "FAR_FROM_FAMILY": _l("Rapprochement de la famille"),
    "MOBILITY": _l("Mobilité professionnelle"),
    "ACCESS_TO_OWNERSHIP": _l("Accession à la propriété"),
    "EVICTION": _l("Procédure d’expulsion"),
    "NOTICE_FROM_OWNER": _l("Reprise ou vente par le propriétaire"),
    "CHILD_WELFARE_LEAVER": _l("Sortie de l’aide sociale à l’enfance"),
    "VOLUNTEER_FIREFIGHTER": _l("Sapeur-pompier volontaire"),
    "OTHER": _l("Autre motif"),
}
