"""Is this employer eligible, and on what evidence: the sector and the headcount band."""

from flask_babel import gettext as _

from app.companies.eligibility import Eligibility, band, threshold
from app.companies.recognise import Recognised
from app.web.formats import NARROW


def eligibility_words(company: Recognised) -> str:
    """The answer first, then what it rests on."""
    if company.company_id is None:
        return _(
            "Nous ne connaissons pas l’effectif de cette entreprise. Ont accès à ce service les "
            "salariés d’une entreprise privée d’au moins 10 salariés, ou agricole d’au moins 50."
        )
    needed = threshold(company.sector or "") or 0
    evidence = {
        Eligibility.ELIGIBLE: _("Entreprise éligible"),
        Eligibility.TOO_SMALL: _("Entreprise non éligible"),
        Eligibility.NOT_PRIVATE: _("Employeur non éligible"),
        Eligibility.UNKNOWN: _("Éligibilité non établie"),
    }[company.eligibility]
    if company.eligibility is Eligibility.NOT_PRIVATE:
        return _("%(answer)s\u00a0: il est hors du secteur privé.", answer=evidence)
    return _(
        "%(answer)s\u00a0: %(headcount)s, pour un seuil de %(needed)s dans le secteur %(sector)s.",
        answer=evidence,
        headcount=_headcount(company.headcount_band),
        needed=needed,
        sector=_("agricole") if company.sector == "AGRICULTURAL" else _("privé non agricole"),
    )


def ranked_after() -> str:
    """Said plainly to whoever works for nobody eligible."""
    return _(
        "Sans employeur éligible, vous gardez toutes les offres. Votre candidature passe après "
        "celles des salariés éligibles, sauf situation prioritaire reconnue par Action Logement "
        "(article L313-26-2 du code de la construction et de l’habitation)\u00a0: celle-ci n’a "
        "besoin d’aucun employeur, et aucun employeur ne la voit."
    )


def _headcount(code: str | None) -> str:
    found = band(code) if code else None
    if found is None:
        return _("effectif inconnu")
    if found.most is None:
        return _("%(low)s salariés et plus", low=_thousands(found.fewest))
    return _("de %(low)s à %(high)s salariés", low=_thousands(found.fewest),
             high=_thousands(found.most))  # fmt: skip


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", NARROW)
