"""Requests to join in words: states, ways of checking, refusals."""

from flask_babel import lazy_gettext as _l

STATES = {
    "RECEIVED": (_l("Reçue"), "todo", "mail"),
    "CHECKING": (_l("En vérification"), "todo", "hourglass"),
    "TURNED": (_l("Transmise aux titulaires"), "brand", "send"),
    "ACCEPTED": (_l("Acceptée"), "success", "check"),
    "REFUSED": (_l("Refusée"), "neutral", "x"),
}
WAYS = {
    "PHONE_REGISTER": _l("Par téléphone, au numéro d’un registre officiel"),
    "PHONE_SITE": _l("Par téléphone, au numéro du site de l’entreprise"),
    "LETTER": _l("Par courrier, à l’adresse du siège"),
    "KNOWN_CONTACT": _l("Par un interlocuteur déjà connu d’Action Logement"),
}
REFUSALS = {
    "ELIGIBILITY": _l("L’entreprise ne remplit pas les conditions d’effectif ou de secteur"),
    "MANDATE": _l("Le justificatif n’établit pas le mandat"),
    "CONTACT": _l("L’entreprise n’a pas confirmé la demande"),
    "SIRET": _l("L’établissement n’existe pas, ou n’existe plus"),
    "OTHER": _l("Les éléments donnés ne suffisent pas"),
}
