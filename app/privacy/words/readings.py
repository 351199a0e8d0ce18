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

# What was done with the file, as the person concerned reads it.
ACTS = {
    "LIST_READ": _l("Vu dans une liste"),
    "SUMMARY_READ": _l("Résumé"),
    "SUMMARY_PRINTED": _l("Résumé imprimé"),
    "FILE_READ": _l("Dossier complet"),
    "FILE_PRINTED": _l("Dossier complet imprimé"),
    "FIGURES_PRINTED": _l("Compté dans un rapport"),
    "SENT_TO_LANDLORD": _l("Liste transmise au bailleur"),
    "CANDIDATURE_READ": _l("Dossier complet"),
    "REPORT_PRINTED": _l("Rapport d’entreprise imprimé"),
    "REPORT_OPENED": _l("Rapport d’entreprise ouvert"),
    "LIST_EXPORTED": _l("Ligne de la liste exportée dans un fichier"),
    "EXPORT_OPENED": _l("Fichier exporté ouvert"),
    "PDF_OPENED": _l("Impression ouverte"),
    "CASE_READ": _l("Vos échanges avec Action Logement"),
    "JOURNAL_READ": _l("Journal des consultations de votre dossier"),
    "JOURNAL_EXPORTED": _l("Journal des consultations de votre dossier, exporté"),
}
ANY_ACT = _l("Consultation")
