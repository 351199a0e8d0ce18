"""Why an act on points cannot be done, in words that say what to do."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

ROLES = {
    "OWNER": _l("Titulaire"),
    "MANAGER": _l("Gestionnaire"),
    "ADVISER": _l("Action Logement"),
}
# One line of the ledger, by what it does.
KINDS = {"AWARD": _l("Attribution"), "REVERSAL": _l("Reprise"), "UNDO": _l("Annulation")}
# Beside a criterion or a person that cannot be given points.
SHORT = {
    "SELF": _l("C’est vous, ou une personne de votre nom : une autre personne titulaire ou "
               "gestionnaire doit attribuer ces points."),
    "SUMMARY": _l("Votre politique ne prévoit pas de points pour un résumé."),
    "TWICE": _l("Ce critère lui est déjà attribué cette année."),
    "CAP": _l("Son plafond de l’année serait dépassé."),
}  # fmt: skip


def refusal_words(reason: str) -> str:
    """The sentence for a reason of app.points; what was typed stays on the page."""
    said = {
        "BUDGET": _(
            "Le budget de l’année ne suffit plus : des points viennent peut-être d’être attribués. "
            "Rien n’a été enregistré."
        ),
        "SCALE": _(
            "Le barème a changé depuis que vous avez ouvert cette page. Vérifiez le critère, puis "
            "recommencez."
        ),
        "STALE": _(
            "Cette page a déjà servi à une autre attribution. Vérifiez le critère, puis "
            "recommencez."
        ),
        "ALREADY": _("Quelqu’un l’a déjà fait avant vous. Rien n’a été enregistré de plus."),
        "REASON": _("Indiquez le motif, en 500 caractères au plus : la personne le lira."),
        "OWN_AWARD": _("Vous avez attribué ces points : une autre personne doit répondre."),
        "NOTHING_LEFT": _("Ces points ont déjà été repris : vous pouvez seulement répondre."),
        "WORDS": _("Écrivez une réponse, en 1 000 caractères au plus : la personne la lira."),
        "SECOND": _(
            "Au-dessus de la limite de votre entreprise, une deuxième personne doit donner son "
            "accord. Rien n’a été enregistré."
        ),
        "NOT_ALLOWED": _("Votre rôle ne le permet plus."),
    }
    return said.get(reason) or str(SHORT[reason])
