"""Every mail the portal can send: what it needs, where it leads, for whom it is.

A mail carries no personal data: its parameters are a token or a code, never a name or a number.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`params` are the names a caller must give; `path` the page the mail leads to.

    `words` names the templates when they are not the kind's own.
    """

    path: str
    product: str
    params: frozenset[str] = frozenset()
    words: str | None = None
    # Another page the mail names beside the first: to stop such mails.
    second_path: str | None = None
    # Which of the template's fixed texts this kind takes.
    about: str = ""


_APPLICANTS, _EMPLOYERS = "Demandeurs", "Entreprises"
# audience -> (prefix of the door, its product's name)
_DOORS = {
    "applicant": ("/demandeur", _APPLICANTS),
    "employer": ("/employeur", _EMPLOYERS),
    "staff": ("/action-logement", "Action Logement"),
}


def _at_each_door(
    name: str, tail: str, params: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Kind]]:
    """One text, three doors: `<name>_<audience>`, leading to the door's own page."""
    for audience, (prefix, product) in _DOORS.items():
        yield f"{name}_{audience}", Kind(prefix + tail, product, params, words=name)


KINDS: dict[str, Kind] = {
    "confirm_account": Kind("/demandeur/confirmation/{token}", _APPLICANTS, frozenset({"token"})),
    "account_exists": Kind("/demandeur/connexion", _APPLICANTS),
    "invitation": Kind("/employeur/invitation/{token}", _EMPLOYERS, frozenset({"token"})),
    "owner_added": Kind("/employeur/entreprise/equipe", _EMPLOYERS),
    "join_confirm": Kind("/employeur/inscription/{token}", _EMPLOYERS, frozenset({"token"})),
    # Why, in words of a closed list: never what staff wrote, never whether a company is known.
    **{
        f"join_refused_{why}": Kind(
            "/employeur/inscription", _EMPLOYERS, words="join_refused", about=why
        )
        for why in ("eligibility", "mandate", "contact", "siret", "other")
    },
    "join_handled": Kind("/employeur/connexion", _EMPLOYERS),
    "join_turned": Kind("/employeur/entreprise/equipe", _EMPLOYERS),
    "digest": Kind("/employeur/notifications", _EMPLOYERS),
    "import_code": Kind("/demandeur", _APPLICANTS, frozenset({"code"})),
    "request_moved": Kind("/demandeur", _APPLICANTS),
    # One text for both: a mail at a work address must not tell a choice from its withdrawal.
    "choice_made": Kind("/demandeur", _APPLICANTS),
    "choice_withdrawn": Kind("/demandeur", _APPLICANTS, words="choice_made"),
    # Neutral for the same reason: that a choice will end says that something is shown.
    "choice_reminder": Kind("/demandeur", _APPLICANTS),
    # Neutral: that somebody wrote to Action Logement, or was written to, is nobody else's matter.
    "case_message": Kind("/demandeur/echanges", _APPLICANTS),
    # Neutral for the same reason: that a file is read says that something is shown.
    "news": Kind("/demandeur", _APPLICANTS),
    "erase_account": Kind("/demandeur/effacement/{token}", _APPLICANTS, frozenset({"token"})),
    "new_offers": Kind(
        "/demandeur/offres",
        _APPLICANTS,
        frozenset({"token"}),
        second_path="/demandeur/alerte/{token}",
    ),
    # The same words: each says that something waits, none of them what.
    "choice_ended": Kind("/demandeur", _APPLICANTS, words="choice_reminder"),
    "renewal_reminder": Kind("/demandeur", _APPLICANTS, words="choice_reminder"),
    "adult_agreement": Kind("/demandeur/accord/{token}", _APPLICANTS, frozenset({"token"})),
    # To advisers: some landlords have said nothing for thirty days.
    "landlord_silent": Kind("/action-logement/candidatures?file=relances", "Action Logement"),
    "staff_invited": Kind(
        "/action-logement/nouveau-mot-de-passe/{token}", "Action Logement", frozenset({"token"})
    ),
    "administrator_added": Kind("/action-logement/equipe", "Action Logement"),
    **dict(_at_each_door("forgotten", "/nouveau-mot-de-passe/{token}", frozenset({"token"}))),
    **dict(_at_each_door("password_changed", "/connexion")),
    **dict(_at_each_door("factor_changed", "/compte")),
    "address_leaving": Kind("/demandeur/adresse/{token}", _APPLICANTS, frozenset({"token"})),
    "address_coming": Kind("/demandeur/adresse/{token}", _APPLICANTS, frozenset({"token"})),
    "address_taken": Kind("/demandeur/connexion", _APPLICANTS),
    "address_changed": Kind("/demandeur/connexion", _APPLICANTS),
}

# The mails applicants are sent: an erasure takes those that have not left.
APPLICANTS_KINDS = tuple(name for name, kind in KINDS.items() if kind.product == _APPLICANTS)
