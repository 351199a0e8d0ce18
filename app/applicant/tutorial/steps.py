"""The steps of the tutorial, in the order in which they are taken."""

from flask_babel import lazy_gettext as _l

from app.applicant.help.guides import GuideStep

STEPS: tuple[GuideStep, ...] = (
    GuideStep(
        _l("Importez votre demande"),
        _l("Avec votre Numéro Unique et un code reçu par e-mail. Sans numéro, le portail vous dit "
           "sur quel site enregistrer une demande. Votre demande est lue, jamais modifiée."),
        "number",
    ),
    GuideStep(
        _l("Vérifiez votre employeur"),
        _l("Il est reconnu par le SIRET de votre demande. Un Code Entreprise est parfois à "
           "saisir : il est affiché dans l’entreprise, et personne ne sait que vous l’avez "
           "utilisé."),
        "code",
    ),
    GuideStep(
        _l("Choisissez ce que votre employeur peut voir"),
        _l("Rien, un résumé de 11 informations ou le dossier complet. Rien n’est coché d’avance, "
           "toutes les offres restent ouvertes, et vous changez d’avis en deux clics."),
        "cards",
    ),
    GuideStep(
        _l("Préparez vos pièces"),
        _l("La liste qui vaut pour votre foyer se coche pièce par pièce. Vous dites ensuite que "
           "votre dossier est prêt."),
        "parts",
    ),
    GuideStep(
        _l("Cherchez et candidatez"),
        _l("Dans vos communes, les communes voisines et le reste du département. Une candidature à "
           "la fois, que vous pouvez annuler jusqu’à sa transmission au bailleur."),
        "tabs",
    ),
    GuideStep(
        _l("Suivez votre candidature"),
        _l("Sept étapes datées, du dépôt au bail. Chaque lecture de votre dossier laisse une "
           "ligne, avec le nom de la personne et son motif."),
        "seven",
    ),
)  # fmt: skip
