"""What a company is told, in words; each kind with its icon."""

from flask_babel import lazy_gettext as _l

NOTICES = {
    "APPROVAL_ASKED": (_l("Un acte attend l’accord d’une deuxième personne"), "shield-check"),
    "APPROVAL_ANSWERED": (_l("Une demande d’accord a reçu sa réponse"), "shield-check"),
    "SECOND_PERSON_SET": (_l("Les limites de la deuxième personne ont changé"), "shield-check"),
    "CODE_ISSUED": (_l("Un Code Entreprise a été créé"), "key-round"),
    "CODE_ROTATED": (
        _l("Un Code Entreprise a été remplacé\u00a0: changez les affiches"),
        "refresh-cw",
    ),
    "CODE_SUSPENDED": (_l("Un Code Entreprise a été suspendu"), "ban"),
    "POLICY_SET": (_l("Une version de la politique a été enregistrée"), "scroll-text"),
    "MEMBER_JOINED": (_l("Une personne a rejoint l’équipe"), "user-plus"),
    "MEMBERSHIP_ENDED": (_l("Une personne a quitté l’équipe"), "log-out"),
    "JOIN_TURNED": (_l("Une personne demande à agir pour l’entreprise"), "user-plus"),
    "ESTABLISHMENTS_JOINED": (_l("Des établissements ont rejoint l’entreprise"), "building-2"),
    "ESTABLISHMENT_LEFT": (_l("Un établissement a quitté l’entreprise"), "building-2"),
    "OWNER_ADDED": (_l("Une personne titulaire de plus"), "shield-check"),
}
OTHER_NOTICE = (_l("Il y a du nouveau"), "info")
DIGEST_WORDS = {
    "NEVER": _l("Jamais"),
    "DAILY": _l("Une fois par jour au plus"),
    "WEEKLY": _l("Une fois par semaine au plus"),
}
