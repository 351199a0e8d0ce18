"""Words of offers: tabs, financings, and the three indicators with the formula of each."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.offers.eligibility import (
    CeilingIndicator,
    EffortIndicator,
    Household,
    Verdict,
    types_for,
)
from app.offers.search import Tab
from app.offers.zones import ZONES
from app.web.formats import FIXED, euros

TABS = {
    Tab.WANTED: _l("Communes souhaitées"),
    Tab.NEAR: _l("Communes voisines"),
    Tab.DEPARTMENT: _l("Ailleurs dans le département"),
}


def income_words(found: CeilingIndicator) -> tuple[str, str]:
    """(what it says, how it is worked out)."""
    formula = _(
        "Revenu fiscal de référence de l’année N-2 de toutes les personnes à loger, comparé au "
        "plafond du financement, de la zone et de la catégorie du ménage (ici : catégorie "
        "%(category)s, zone %(zone)s).",
        category=found.category,
        zone=str(ZONES[found.zone]) if found.zone else _("inconnue"),
    )
    if found.young_couple_matters:
        formula += " " + _(
            "Un couple dont la somme des âges est de 55 ans au plus relève de la catégorie 3."
        )
    if found.ceiling is None:
        return _("Plafond inconnu"), formula
    if found.income is None:
        return _("Plafond : %(ceiling)s. Revenu inconnu", ceiling=euros(found.ceiling)), formula
    values = {"income": euros(found.income), "ceiling": euros(found.ceiling)}
    if found.verdict is Verdict.FINE:
        return _("Sous le plafond : %(income)s pour %(ceiling)s", **values), formula
    return _("Au-dessus du plafond : %(income)s pour %(ceiling)s", **values), formula


def type_words(dwelling_type: str, household: Household, *, fits: bool) -> tuple[str, str]:
    """(what it says, how it is worked out)."""
    least, most = types_for(household.people)
    usual = _("%(least)s à %(most)s", least=least, most=most) if most else _("%(least)s et plus", least=least)  # fmt: skip  # noqa: E501
    formula = _(
        "Nombre de personnes à loger : %(people)s. Types habituels : %(usual)s.",
        people=household.people, usual=usual,
    )  # fmt: skip
    said = _("Adapté à votre foyer") if fits else _("Autre que les types habituels de votre foyer")
    return f"{dwelling_type}{FIXED}: {said}", formula


def effort_words(found: EffortIndicator) -> tuple[str, str]:
    """(what it says, how it is worked out)."""
    formula = _(
        "(Loyer + charges) ÷ ressources mensuelles déclarées du foyer. Repère : un tiers environ. "
        "L’aide au logement à venir n’est pas déduite."
    )
    if found.share is None:
        return _("Ressources inconnues"), formula
    share = f"{round(found.share * 100)}{FIXED}%"
    if found.verdict is Verdict.FINE:
        return _("%(share)s de vos ressources", share=share), formula
    return _("%(share)s de vos ressources, plus que le repère", share=share), formula


def refusal_words(reason: str) -> str:
    """Why one cannot apply, plainly."""
    return {
        "ALREADY_ACTIVE": _(
            "Vous avez déjà une candidature en cours. Une seule est possible à la fois : attendez "
            "sa fin, ou annulez-la tant qu’elle n’est pas transmise au bailleur."
        ),
        "FILE_NOT_READY": _(
            "Avant de candidater, cochez vos pièces et dites que votre dossier est prêt."
        ),
        "OFFER_CLOSED": _("Cette offre ne prend plus de candidature."),
        "UNKNOWN_OFFER": _("Cette offre ne prend plus de candidature."),
        "REQUEST_ENDED": _("Votre demande est close : elle ne permet plus de candidater."),
    }.get(reason, _("Importez d’abord votre demande."))
