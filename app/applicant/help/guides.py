"""The guides: a few steps each, one picture a step. Pictures are drawn by the templates."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class GuideStep:
    """`picture` names a macro of templates/components/pictures.html."""

    title: LazyString
    words: LazyString
    picture: str


@dataclass(frozen=True, slots=True)
class Guide:
    """`endpoint` is the page on which to do it."""

    title: LazyString
    lead: LazyString
    icon: str
    endpoint: str
    verb: LazyString
    steps: tuple[GuideStep, ...]


GUIDES: dict[str, Guide] = {
    "importer": Guide(
        _l("Importer ma demande"),
        _l("Avec votre Numéro Unique, en quelques minutes."),
        "file-text",
        "applicant_importing.number",
        _l("Importer ma demande"),
        (
            GuideStep(
                _l("Prenez votre Numéro Unique"),
                _l("Il compte 18 caractères et figure sur l’attestation d’enregistrement de votre "
                   "demande de logement social. Sans numéro, enregistrez d’abord une demande sur "
                   "le site d’enregistrement."),
                "number",
            ),
            GuideStep(
                _l("Recopiez le code reçu"),
                _l("Il arrive à l’adresse donnée au site d’enregistrement, et vaut 24 heures. Cinq "
                   "essais. Rien reçu ? Vérifiez cette adresse sur le site, puis les courriers "
                   "indésirables."),
                "code",
            ),
            GuideStep(
                _l("Vérifiez votre demande"),
                _l("Elle apparaît en trois parties : ce qui est enregistré, que vous corrigez sur "
                   "le site d’enregistrement ; ce qui est propre à AL’in, que vous corrigez ici ; "
                   "les pièces à cocher."),
                "parts",
            ),
        ),
    ),
    "choisir": Guide(
        _l("Choisir ce que mon employeur peut voir"),
        _l("Trois choix, aucun coché d’avance. Toutes les offres restent ouvertes."),
        "eye",
        "applicant_choice.ask",
        _l("Faire mon choix"),
        (
            GuideStep(
                _l("Comparez les trois choix"),
                _l("Anonyme : votre employeur ne voit rien, ni que vous existez. Résumé : "
                   "11 informations. Dossier complet : toute la demande et vos candidatures, avec "
                   "ou sans les éléments sensibles."),
                "cards",
            ),
            GuideStep(
                _l("Regardez ce qu’il verrait"),
                _l("Avant d’enregistrer, l’aperçu montre avec vos données la page même que lira "
                   "votre employeur."),
                "preview",
            ),
            GuideStep(
                _l("Changez d’avis quand vous voulez"),
                _l("« Ne plus rien montrer » est à deux clics de l’accueil. Cela vaut aussitôt, "
                   "sans raison à donner, et votre employeur n’en apprend aucune."),
                "withdraw",
            ),
        ),
    ),
    "offres": Guide(
        _l("Chercher et candidater"),
        _l("Des offres dans vos communes, à côté, et dans tout le département."),
        "building",
        "applicant_offers.offer_list",
        _l("Voir les offres"),
        (
            GuideStep(
                _l("Parcourez les trois onglets"),
                _l("Filtrez par type, loyer, commune ou ascenseur. Gardez une recherche : un "
                   "e-mail par jour au plus vous dit que des offres sont arrivées."),
                "tabs",
            ),
            GuideStep(
                _l("Lisez les trois indicateurs"),
                _l("Revenus, taille, loyer : chacun dit comment il est calculé. Aucun ne vous "
                   "refuse un logement, c’est le bailleur qui décide."),
                "indicators",
            ),
            GuideStep(
                _l("Candidatez"),
                _l("Une candidature à la fois. Vous pouvez l’annuler tant qu’elle n’est pas "
                   "transmise au bailleur."),
                "apply",
            ),
        ),
    ),
    "candidature": Guide(
        _l("Suivre ma candidature"),
        _l("Sept étapes, de la candidature au bail."),
        "send",
        "applicant_candidatures.own_list",
        _l("Voir mes candidatures"),
        (
            GuideStep(
                _l("Suivez les sept étapes"),
                _l("Chacune porte sa date. Action Logement valide puis transmet ; le bailleur "
                   "contacte, fait visiter et décide en commission."),
                "seven",
            ),
            GuideStep(
                _l("Répondez avant la date limite"),
                _l("Quand un logement vous est proposé, vous avez au moins 10 jours pour accepter "
                   "ou refuser. Ne pas répondre vaut refus."),
                "deadline",
            ),
            GuideStep(
                _l("Attendez l’accord pour donner congé"),
                _l("Ne quittez pas votre logement actuel avant l’accord du bailleur et la date "
                   "d’entrée."),
                "keys",
            ),
        ),
    ),
    "donnees": Guide(
        _l("Garder la main sur mes données"),
        _l("Savoir qui a lu, contester, emporter, effacer."),
        "shield-check",
        "applicant_own_data.show",
        _l("Ouvrir mes données"),
        (
            GuideStep(
                _l("Voyez qui a lu votre dossier"),
                _l("Chaque lecture laisse une ligne : la personne, son rôle, son entreprise et le "
                   "motif. Une lecture vous étonne ? Contestez-la, Action Logement vous répond."),
                "journal",
            ),
            GuideStep(
                _l("Emportez une copie"),
                _l("Tout ce que le portail garde de vous, en PDF pour lire et en JSON pour un "
                   "logiciel."),
                "download",
            ),
            GuideStep(
                _l("Effacez votre compte"),
                _l("Un lien envoyé par e-mail confirme. La page dit ce qui reste et pourquoi."),
                "erase",
            ),
        ),
    ),
}  # fmt: skip
