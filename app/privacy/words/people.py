"""Codes about people and their work, in neutral words: the civility alone decides genders."""

from flask_babel import lazy_gettext as _l

CIVILITIES = {"M": _l("M."), "MME": _l("Mme")}

REQUEST_KINDS = {"FIRST": _l("Première demande"), "RENEWAL": _l("Renouvellement")}

NATIONALITIES = {
    "FR": _l("Française"),
    "EU": _l("Union européenne"),
    "NON_EU": _l("Hors Union européenne"),
}

FAMILY_STATUSES = {
    "SINGLE": _l("Célibat"),
    "MARRIED": _l("Mariage"),
    "PACS": _l("Pacs"),
    "COHABITING": _l("Concubinage"),
    "SEPARATED": _l("Séparation"),
    "DIVORCED": _l("Divorce"),
    "WIDOWED": _l("Veuvage"),
}

OCCUPATIONS = {
    "PRIVATE_EMPLOYEE": _l("Emploi dans le secteur privé"),
    "AGRICULTURAL_EMPLOYEE": _l("Emploi dans le secteur agricole"),
    "STATE": _l("Fonction publique de l’État"),
    "HOSPITAL": _l("Fonction publique hospitalière"),
    "LOCAL_AUTHORITY": _l("Fonction publique territoriale"),
    "APPRENTICE": _l("Apprentissage"),
    "FAMILY_ASSISTANT": _l("Assistance maternelle ou familiale"),
    "SELF_EMPLOYED": _l("Activité indépendante"),
    "UNEMPLOYED": _l("Recherche d’emploi"),
    "RETIRED": _l("Retraite"),
    "STUDENT": _l("Études"),
    "OTHER": _l("Autre situation"),
}

CONTRACTS = {
    "CDI": _l("CDI"),
    "CDD": _l("CDD"),
    "INTERIM": _l("Intérim"),
    "APPRENTICESHIP": _l("Contrat d’apprentissage"),
}

ADULT_ROLES = {
    "APPLICANT": _l("Demandeur principal"),
    "CO_APPLICANT": _l("Codemandeur"),
    "FLAT_MATE": _l("Colocataire"),
}

LINKS = {
    "SPOUSE": _l("Mariage"),
    "PACS": _l("Pacs"),
    "COHABITANT": _l("Concubinage"),
    "ASCENDANT": _l("Ascendant"),
    "DESCENDANT": _l("Descendant"),
    "SIBLING": _l("Frère ou sœur"),
    "OTHER": _l("Autre lien"),
}

AGE_BANDS = {
    "0-2": _l("de 0 à 2 ans"),
    "3-5": _l("de 3 à 5 ans"),
    "6-10": _l("de 6 à 10 ans"),
    "11-14": _l("de 11 à 14 ans"),
    "15-17": _l("de 15 à 17 ans"),
    "18+": _l("de 18 ans et plus"),
}
