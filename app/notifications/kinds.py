"""Every mail the portal can send: what it needs, where it leads, for whom it is.

A mail carries no personal data: its parameters are a token or a code, never a name or a number.
"""

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


_APPLICANTS, _EMPLOYERS = "Demandeurs", "Entreprises"

KINDS: dict[str, Kind] = {
    "confirm_account": Kind("/demandeur/confirmation/{token}", _APPLICANTS, frozenset({"token"})),
    "account_exists": Kind("/demandeur/connexion", _APPLICANTS),
    "invitation": Kind("/employeur/invitation/{token}", _EMPLOYERS, frozenset({"token"})),
    "import_code": Kind("/demandeur", _APPLICANTS, frozenset({"code"})),
    "request_moved": Kind("/demandeur", _APPLICANTS),
    # One text for both: a mail at a work address must not tell a choice from its withdrawal.
    "choice_made": Kind("/demandeur", _APPLICANTS),
    "choice_withdrawn": Kind("/demandeur", _APPLICANTS, words="choice_made"),
}
