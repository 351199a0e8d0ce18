"""Sentences several of the applicant's pages share."""

from flask_babel import gettext as _

from app.companies.recognise import Recognised
from app.consent.employer import Employer
from app.consent.standing import Standing
from app.privacy.readers.own import OwnRequest
from app.privacy.rule import Choice
from app.registration_sites.queries import site_of_number
from app.web.formats import long_date
from app.web.request_context import acting

PHONE = "0970 800 800"


def registration_site(own: OwnRequest | None) -> str:
    """Where the request is registered, renewed and corrected: the portal only reads it."""
    return site_of_number(acting(), own.unique_number if own else None).address


def employer_obstacle(standing: Standing) -> str | None:
    """Why no choice can be made for this employer now, in words; None when one can."""
    if standing.own.siret is None:
        return _(
            "Votre demande n’indique pas le SIRET de votre employeur. Ajoutez-le sur le site "
            "d’enregistrement, puis mettez votre demande à jour ici. Rien n’est visible par "
            "personne."
        )
    return company_obstacle(standing.employer.company)


def company_obstacle(company: Recognised) -> str | None:
    """Why a company cannot be shown anything now, in words; None when it can."""
    return {
        "ACTIVE": None,
        "PENDING": _(
            "Cet employeur n’est pas encore validé par Action Logement. Rien n’est visible "
            "par personne."
        ),
        "SUSPENDED": _(
            "L’accès de cet employeur à ce service est suspendu. Rien n’est visible par personne."
        ),
        "CLOSED": _("Cet employeur n’utilise plus ce service. Rien n’est visible par personne."),
    }.get(
        company.status,
        _(
            "Cet employeur n’utilise pas encore ce service. Vous gardez toutes les offres. "
            "Rien n’est visible par personne."
        ),
    )


def request_obstacle(standing: Standing) -> str | None:
    """Why a request that ended at the registry shows nothing; None while it runs."""
    return {
        "STRUCK_OFF": _(
            "Votre demande est radiée du système d’enregistrement. Rien n’est visible par personne."
        ),
        "HOUSED": _(
            "Votre demande a abouti à un logement. Elle est close, et rien n’est visible par "
            "personne."
        ),
    }.get(standing.own.status)


def employer_name(employer: Employer) -> str:
    """The company's name as Action Logement has it."""
    return employer.company.company_name or _("Votre employeur")


def seen_sentence(standing: Standing) -> str:
    """What the employer sees now, with whom and until when."""
    running = standing.running
    name = employer_name(standing.employer)
    if standing.seen is Choice.ANONYMOUS:
        return _(
            "Votre employeur ne voit rien : ni votre nom, ni votre demande, ni le fait que vous "
            "en avez une."
        )
    end = running.visible_until
    until = (
        _("jusqu’au %(day)s", day=long_date(end))
        if end
        else _("jusqu’à ce que vous changiez d’avis")
    )
    if standing.seen is Choice.SUMMARY:
        return _("%(company)s voit 11 informations, %(until)s.", company=name, until=until)
    if running.sensitive:
        return _(
            "%(company)s voit votre demande et vos candidatures, éléments sensibles compris, "
            "%(until)s.", company=name, until=until,
        )  # fmt: skip
    return _(
        "%(company)s voit votre demande et vos candidatures, sans les éléments sensibles, "
        "%(until)s.", company=name, until=until,
    )  # fmt: skip
