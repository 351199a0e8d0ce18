"""What an adviser checks in a file, each with what it says and how it is worked out."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from admin.candidatures.words import PRIORITY
from app.candidatures.checking import Checked, Entitlement
from app.offers.eligibility import CeilingIndicator, EffortIndicator, Verdict, types_for
from app.offers.words import VERDICT_TONES
from app.privacy.readers.adviser import CheckedFile
from app.web.formats import FIXED, euros, long_date


@dataclass(frozen=True, slots=True)
class CheckView:
    """One line: what is checked, what it says, how; `tone` and `icon` of its badge."""

    label: str
    says: str
    how: str
    tone: str
    icon: str


def view_checks(found: Checked, case: CheckedFile) -> tuple[CheckView, ...]:
    """Income, rooms, effort, documents, expiry, employer, priority. None of them decides."""
    return (
        _line(_("Revenus"), found.income.verdict, *_income(found.income)),
        _line(_("Taille"), _verdict(found.size_fits), *_size(found)),
        _line(_("Loyer"), found.effort.verdict, *_effort(found.effort)),
        _documents(found),
        _expiry(found, case),
        _employer(found),
        _priority(case),
    )


def _line(label: str, verdict: Verdict, says: str, how: str) -> CheckView:
    return CheckView(label, says, how, *VERDICT_TONES[verdict])


def _verdict(holds: bool) -> Verdict:
    return Verdict.FINE if holds else Verdict.ABOVE


def _income(found: CeilingIndicator) -> tuple[str, str]:
    how = _(
        "Revenu fiscal de référence N-2 de toutes les personnes à loger, catégorie %(category)s.",
        category=found.category,
    )
    if found.young_couple_matters:
        how += " " + _("Catégorie 3 si la somme des âges du couple est de 55 ans au plus.")
    if found.ceiling is None:
        return _("Plafond inconnu"), how
    if found.income is None:
        return _("Plafond : %(ceiling)s. Revenu inconnu", ceiling=euros(found.ceiling)), how
    values = {"income": euros(found.income), "ceiling": euros(found.ceiling)}
    if found.verdict is Verdict.FINE:
        return _("Sous le plafond : %(income)s pour %(ceiling)s", **values), how
    return _("Au-dessus du plafond : %(income)s pour %(ceiling)s", **values), how


def _size(found: Checked) -> tuple[str, str]:
    least, most = types_for(found.people)
    usual = _("%(least)s et plus", least=least)
    if most:
        usual = _("%(least)s à %(most)s", least=least, most=most)
    how = _("%(people)s personnes à loger. Types habituels : %(usual)s.", people=found.people,
            usual=usual)  # fmt: skip
    kind = found.dwelling_type
    if found.size_fits:
        return _("%(kind)s : adapté au foyer", kind=kind), how
    return _("%(kind)s : autre que les types habituels", kind=kind), how


def _effort(found: EffortIndicator) -> tuple[str, str]:
    how = _("(Loyer + charges) ÷ ressources mensuelles du foyer. Repère : un tiers environ.")
    if found.share is None:
        return _("Ressources inconnues"), how
    share = f"{round(found.share * 100)}{FIXED}%"
    return _("%(share)s des ressources", share=share), how


def _documents(found: Checked) -> CheckView:
    how = _("Cochées comme déposées sur le site d’enregistrement ; le portail n’en garde aucune.")
    if not found.documents_wanted:
        return _line(_("Pièces"), Verdict.UNKNOWN, _("Aucune liste de pièces"), how)
    says = _("%(done)s pièces obligatoires cochées sur %(wanted)s", done=found.documents_there,
             wanted=found.documents_wanted)  # fmt: skip
    whole = found.documents_there == found.documents_wanted
    return _line(_("Pièces"), _verdict(whole), says, how)


def _expiry(found: Checked, case: CheckedFile) -> CheckView:
    how = _("Une demande vaut un an, à compter de son dépôt ou de son renouvellement.")
    if case.status != "ACTIVE":
        return _line(_("Demande"), Verdict.ABOVE, _("Close ou radiée"), how)
    day: date = found.valid_until
    if found.expires_soon:
        said = _("À renouveler avant le %(day)s", day=long_date(day))
        return _line(_("Demande"), Verdict.ABOVE, said, how)
    return _line(_("Demande"), Verdict.FINE, _("Valable jusqu’au %(day)s", day=long_date(day)), how)


def _employer(found: Checked) -> CheckView:
    how = _(
        "Dix salariés, cinquante dans l’agriculture, par SIREN. Sinon, et sans situation "
        "prioritaire, la candidature est classée après les autres."
    )
    verdict, says = {
        Entitlement.ELIGIBLE: (Verdict.FINE, _("Entreprise validée et éligible")),
        Entitlement.NOT_ELIGIBLE: (Verdict.ABOVE, _("Entreprise non éligible")),
        Entitlement.NOT_VALIDATED: (Verdict.ABOVE, _("Entreprise non validée")),
        Entitlement.UNKNOWN: (Verdict.UNKNOWN, _("Entreprise inconnue du portail")),
        Entitlement.NONE: (Verdict.UNKNOWN, _("Aucun employeur déclaré")),
    }[found.employer]
    return _line(_("Employeur"), verdict, says, how)


def _priority(case: CheckedFile) -> CheckView:
    how = _("Connue des seuls conseillers. Aucun employeur ne la voit, quel que soit le choix.")
    if not case.priority:
        return CheckView(_("Priorité"), _("Aucune situation prioritaire"), how, "neutral", "minus")
    names = ", ".join(str(PRIORITY.get(code, code)) for code in case.priority)
    return CheckView(_("Priorité"), names, how, "brand", "flag")
