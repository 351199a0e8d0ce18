"""A company's acts in words."""

from flask_babel import lazy_gettext as _l

ACTS = {
    "LIST_READ": _l("Liste de salariés lue"),
    "SUMMARY_READ": _l("Résumé lu"),
    "FILE_READ": _l("Dossier complet ouvert"),
    "SUMMARY_PRINTED": _l("Résumé imprimé"),
    "FILE_PRINTED": _l("Dossier complet imprimé"),
    "REPORT_PRINTED": _l("Rapport périodique imprimé"),
    "REPORT_OPENED": _l("Rapport périodique ouvert"),
    "PDF_OPENED": _l("Impression ouverte"),
    "LIST_EXPORTED": _l("Liste exportée"),
    "EXPORT_OPENED": _l("Fichier exporté ouvert"),
    "CODE_ISSUED": _l("Code Entreprise créé"),
    "CODE_CHANGED": _l("Code Entreprise modifié"),
    "CODE_ROTATED": _l("Code Entreprise remplacé"),
    "CODE_SUSPENDED": _l("Code Entreprise suspendu"),
    "POLICY_SET": _l("Version de la politique enregistrée"),
    "MEMBER_INVITED": _l("Personne invitée dans l’équipe"),
    "INVITATION_CANCELLED": _l("Invitation annulée"),
    "MEMBERSHIP_CHANGED": _l("Droits changés dans l’équipe"),
    "MEMBERSHIP_ENDED": _l("Accès retiré dans l’équipe"),
    "SESSIONS_ENDED": _l("Sessions fermées dans l’équipe"),
    "POINTS_AWARDED": _l("Points attribués"),
    "POINTS_UNDONE": _l("Attribution de points annulée"),
    "POINTS_REVERSED": _l("Points repris"),
    "POINTS_SCALE_SET": _l("Barème des points publié"),
    "CONTEST_ANSWERED": _l("Contestation de points répondue"),
    "CANDIDATURE_SUPPORTED": _l("Candidature soutenue"),
    "SUPPORT_WITHDRAWN": _l("Note de soutien retirée"),
    "OFFER_SUGGESTED": _l("Logement proposé"),
    "NOT_EMPLOYED_REPORTED": _l("Départ d’une personne signalé"),
    "JOURNAL_EXPORTED": _l("Journal exporté"),
}
OTHER_ACT = _l("Autre acte")
GROUP_WORDS = {
    "readings": _l("Lectures"),
    "exports": _l("Rapports et exports"),
    "codes": _l("Codes"),
    "policy": _l("Politique"),
    "team": _l("Équipe"),
    "points": _l("Points"),
    "support": _l("Soutien"),
}
