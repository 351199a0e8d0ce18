"""Why a file is opened, and by whom, as the reader and the person read are told."""

from flask_babel import lazy_gettext as _l

PURPOSES = {
    "SUPPORT": _l("Soutenir une candidature"),
    "AWARD_POINTS": _l("Attribuer des points"),
    "PREPARE_COMMISSION": _l("Préparer la commission logement"),
    "ANSWER_THE_PERSON": _l("Répondre à la personne"),
}

PURPOSE_HINTS = {
    "SUPPORT": _l("Préparer un soutien auprès d’Action Logement"),
    "AWARD_POINTS": _l("Vérifier un critère du barème"),
    "PREPARE_COMMISSION": _l("Réunion du comité social et économique"),
    "ANSWER_THE_PERSON": _l("Cette personne vous a posé une question"),
}

EMPLOYER_ROLES = {
    "OWNER": _l("Titulaire"),
    "MANAGER": _l("Gestionnaire"),
    "READER": _l("Lecture"),
    "COMMISSION": _l("Commission logement"),
    "SUSPENDED": _l("Accès suspendu"),
}

# Staff have their own purposes, and are named by function and reference.
STAFF_PURPOSES = {
    "CHECK_CANDIDATURE": _l("Étudier une candidature"),
    "ANSWER_A_CONTEST": _l("Répondre à une contestation"),
    "ANSWER_THE_PERSON": _l("Répondre à la personne"),
    "CONTROL": _l("Contrôler"),
}

STAFF_ROLES = {
    "COMPANY_MANAGER": _l("Entreprises"),
    "ADVISER": _l("Conseil"),
    "AUDITOR": _l("Contrôle"),
    "ADMINISTRATOR": _l("Administration"),
}
