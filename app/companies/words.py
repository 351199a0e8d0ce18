"""Codes, policies, roles and refusals in words, the same for staff and for the company itself."""

from flask_babel import gettext as _

from app.companies.policy import Refused
from app.companies.queries import PolicyLine
from app.web.formats import long_date

TONES = {
    "PENDING": "todo", "ACTIVE": "success", "SUSPENDED": "danger", "CLOSED": "neutral",
    "COMING": "brand", "EXPIRED": "neutral", "ROTATED": "todo",
}  # fmt: skip


def code_label(state: str) -> str:
    """The state of a Company Code."""
    return {
        "ACTIVE": _("Actif"),
        "COMING": _("À venir"),
        "SUSPENDED": _("Suspendu"),
        "EXPIRED": _("Expiré"),
        "ROTATED": _("Remplacé"),
    }[state]


def event_label(status: str) -> str:
    """A step of a company's history: the state it led to, or what staff did without changing it."""
    return {
        "MOVED": _("Établissement transféré"),
        "CODE_NEW": _("Code Entreprise créé"),
        "CODE_EDIT": _("Code Entreprise modifié"),
        "CODE_SWAP": _("Code Entreprise remplacé"),
        "CODE_STOP": _("Code Entreprise suspendu"),
        "POLICY": _("Version de la politique enregistrée"),
        "INVITED": _("Personne invitée dans l’équipe"),
        "UNINVITED": _("Invitation annulée"),
        "RIGHTS": _("Droits changés dans l’équipe"),
        "ENDED": _("Accès retiré dans l’équipe"),
        "PENDING": _("Demande reçue"),
        "ACTIVE": _("Vérifiée et active"),
        "SUSPENDED": _("Suspendue"),
        "CLOSED": _("Fermée"),
    }[status]


def role_label(role: str) -> str:
    """An employer's role."""
    return {
        "OWNER": _("Titulaire"),
        "MANAGER": _("Gestionnaire"),
        "READER": _("Lecture"),
        "COMMISSION": _("Commission logement"),
    }[role]


def policy_title(policy: PolicyLine) -> str:
    """From when to when a version governs new choices."""
    if policy.state == "REPLACED":
        return _("Remplacée le jour même, %(day)s", day=long_date(policy.effective_on))
    if policy.until is None:
        return _("Depuis le %(day)s", day=long_date(policy.effective_on)) if (
            policy.state == "CURRENT"
        ) else _("À partir du %(day)s", day=long_date(policy.effective_on))  # fmt: skip
    return _(
        "Du %(first)s au %(last)s",
        first=long_date(policy.effective_on), last=long_date(policy.until),
    )  # fmt: skip


def policy_summary(policy: PolicyLine) -> str:
    """The rules of a version in one line."""
    points = _("points dès le choix 2") if policy.points_on_summary else _("points au choix 3")
    code = _("code demandé") if policy.code_required else _("sans code")
    return " · ".join((choices_label(policy.choices), code, points))


def choices_label(choices: tuple[int, ...]) -> str:
    """Which of the three choices are offered."""
    return {
        (1,): _("Choix 1 seul"),
        (1, 2): _("Choix 1 et 2"),
        (1, 3): _("Choix 1 et 3"),
        (1, 2, 3): _("Choix 1, 2 et 3"),
    }[choices]


def refusal(error: Refused) -> str:
    """What to do about a refusal."""
    words = {
        "transition": _("Cet acte n’est pas possible dans l’état actuel de l’entreprise."),
        "reason_missing": _("Indiquez le motif : il est gardé dans l’historique."),
        "reason_too_long": _("Écrivez un motif de 500 caractères au plus."),
        "decision_too_long": _("Écrivez un motif de 400 caractères au plus."),
        "eligibility_too_small": _(
            "L’effectif est inférieur au seuil de son secteur. Corrigez-le s’il est inexact."
        ),
        "eligibility_not_private": _("Seules les entreprises du secteur privé sont éligibles."),
        "eligibility_unknown": _("Complétez d’abord l’effectif de l’entreprise."),
        "closed": _("L’entreprise est fermée : plus rien ne s’y ajoute."),
        "not_active": _("Activez d’abord l’entreprise : ses utilisateurs ne verraient rien."),
        "siren_taken": _("Cette entreprise existe déjà dans le portail."),
        "siret": _("Choisissez un établissement de l’entreprise."),
        "siret_of_another_siren": _("Ce SIRET appartient à une autre entreprise."),
        "sirene_unknown": _("Ce SIREN n’est pas dans les fichiers SIRENE chargés."),
        "sirene_closed": _("L’INSEE dit cette entreprise fermée : vérifiez son SIREN."),
        "sites": _("Choisissez au moins un établissement."),
        "siret_taken": _("Cet établissement est déjà enregistré."),
        "effective_in_the_past": _("Choisissez aujourd’hui ou une date à venir."),
        "validity": _("La fin doit venir après le début, et n’être pas déjà passée."),
        "overlap_too_long": _("L’ancien code ne peut pas durer plus qu’il n’était prévu."),
        "replaced_needs_end": _("Un code remplacé garde une date de fin."),
        "owner_is_whole": _("Une personne titulaire agit pour tous les établissements."),
        "flags": _("Seuls titulaires et gestionnaires ouvrent des dossiers ou exportent."),
        "own_membership": _("Vos propres droits sont changés par une autre personne titulaire."),
        "merge_itself": _("Choisissez une autre entreprise que celle-ci."),
        "merge_target": _("L’entreprise qui reçoit doit être active."),
        "merge_name": _("Recopiez le nom exact de l’entreprise pour confirmer."),
        "transfer_head": _(
            "Le siège, ou le seul établissement, ne part pas seul\u00a0: fusionnez."
        ),
        "join_moved": _("Cette demande n’est plus à décider ici."),
        "join_owned": _("L’entreprise a déjà des titulaires\u00a0: transmettez-leur la demande."),
        "join_unchecked": _("Notez d’abord la vérification du contact officiel."),
        "join_suspended": _("L’entreprise est suspendue\u00a0: réactivez-la d’abord."),
        "join_closed": _("L’entreprise est fermée\u00a0: rien ne peut plus s’y ajouter."),
        "join_without_owner": _("L’entreprise n’a pas de titulaire à qui la transmettre."),
        "own_address": _("Le personnel d’Action Logement n’agit jamais pour une entreprise."),
        "proof_missing": _(
            "Une personne titulaire se nomme après avoir vérifié son mandat et le contact officiel."
        ),
        "last_owner": _("C’est la dernière personne titulaire : nommez-en d’abord une autre."),
    }
    return words.get(error.reason, _("Cet acte a été refusé. Vérifiez la saisie."))


def changed_meanwhile() -> str:
    """Two people on one page: the second one looks again before deciding."""
    return _(
        "Cette fiche a changé depuis que vous l’avez ouverte. "
        "Relisez-la, puis recommencez si c’est encore utile."
    )
