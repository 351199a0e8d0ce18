"""The two employers a request may be attached to, and the co-applicant's agreement, in words."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.applicant.employer.words import eligibility_words
from app.applicant.words import company_obstacle
from app.companies.recognise import Recognised
from app.privacy.readers.attachment import CoApplicant
from app.reference.names import display_name
from app.web.formats import long_date, siret


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two employers. `to` is posted to attach to it, None when that is not possible."""

    title: str
    attached: bool
    company: str | None
    siret: str | None
    state: str
    eligible: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """Where the co-applicant's agreement stands. `verb` is None when no link can be sent."""

    name: str
    state: str
    agreed: bool
    verb: str | None


def view_side(title: str, role: str, found: str | None, company: Recognised, *, attached: bool) -> Side:  # fmt: skip  # noqa: E501
    """The employer at SIRET `found` of the person in this role."""
    if found is None:
        return Side(title, attached, None, None, _no_siret(), None, None)
    obstacle = company_obstacle(company)
    return Side(
        title=title,
        attached=attached,
        company=company.company_name,
        siret=siret(found),
        state=obstacle or _("Validé par Action Logement."),
        eligible=eligibility_words(company),
        to=None if attached else role,
    )


def view_agreement(who: CoApplicant) -> AgreementView:
    """A refusal reads like no answer: nobody has to account for it at home."""
    name = display_name(who.surname, who.first_names)
    if who.email is None:
        state = _(
            "Le site d’enregistrement ne connaît pas son adresse e-mail\u00a0: ajoutez-la sur ce "
            "site, puis mettez votre demande à jour."
        )
        return AgreementView(name, state, who.agreed, None)
    if who.agreed:
        state = _("A donné son accord. Son lien lui permet de le reprendre.")
        return AgreementView(name, state, True, None)
    if who.asked_at is None:
        state = _("N’a pas donné son accord. Adresse connue\u00a0: %(email)s", email=who.email)
        return AgreementView(name, state, False, _("Envoyer le lien"))
    state = _(
        "N’a pas donné son accord. Lien envoyé le %(day)s à %(email)s",
        day=long_date(who.asked_at), email=who.email,
    )  # fmt: skip
    return AgreementView(name, state, False, _("Renvoyer le lien"))


def _no_siret() -> str:
    return _(
        "La demande n’indique pas le SIRET de cet employeur. Ajoutez-le sur le site "
        "d’enregistrement, puis mettez votre demande à jour."
    )
