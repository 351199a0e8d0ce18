"""The other adults in words, and the sentences of their link's page."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.consent.adults import AskedAdult, LinkPage
from app.privacy.words.people import ADULT_ROLES
from app.reference.names import display_name
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class AdultLine:
    """One adult. `action` is None when the registry has no address for them."""

    name: str
    role: str
    state: str
    agreed: bool
    action: str | None
    verb: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """The link's page. `state` says the last answer, None before the first one."""

    asked: str
    shown: str
    state: str | None
    agreed: bool


def view_adults(adults: tuple[AskedAdult, ...]) -> tuple[AdultLine, ...]:
    """In the order of the request."""
    return tuple(
        AdultLine(
            name=display_name(one.surname, one.first_names),
            role=str(ADULT_ROLES[one.role]),
            state=_state(one),
            agreed=one.agreed,
            action=url_for("applicant_adults.send_link", adult_id=one.id) if one.email else None,
            verb=_("Envoyer le lien") if one.asked_at is None else _("Renvoyer le lien"),
        )
        for one in adults
    )


def _state(one: AskedAdult) -> str:
    if one.agreed:
        return _("A donné son accord. Son lien lui permet de le reprendre.")
    if one.email is None:
        return _(
            "Le site d’enregistrement ne connaît pas son adresse e-mail : rien n’est montré "
            "de cette personne."
        )
    if one.asked_at is None:
        return _("N’a pas donné son accord. Adresse connue : %(email)s", email=one.email)
    return _(
        "N’a pas donné son accord. Lien envoyé le %(day)s à %(email)s",
        day=long_date(one.asked_at), email=one.email,
    )  # fmt: skip


def link_view(page: LinkPage) -> LinkView:
    """Who asks by the first name alone: the two live, or will live, under one roof."""
    if page.attaches:
        return _attaching(page)
    company = page.company_name or _("son employeur")
    asked = _(
        "%(name)s a une demande de logement où vous figurez, et peut montrer son dossier complet "
        "à %(company)s.", name=page.asker, company=company,
    )  # fmt: skip
    state = None
    if page.agreed:
        state = _("Vous avez donné votre accord.")
    elif page.answered:
        state = _("Vous n’avez pas donné votre accord : rien de vous n’est montré.")
    shown = _(
        "Avec votre accord, cet employeur lirait aussi de vous : nom et prénoms, lien, e-mail et "
        "téléphone, profession, ressources."
    )
    return LinkView(asked, shown, state, page.agreed)


def _attaching(page: LinkPage) -> LinkView:
    """The holder's own employer: they would be the person it sees."""
    company = page.company_name or _("votre employeur")
    asked = _(
        "%(name)s a une demande de logement dont vous êtes codemandeur, et l’a rattachée à votre "
        "employeur, %(company)s.", name=page.asker, company=company,
    )  # fmt: skip
    shown = _(
        "Avec votre accord, et selon le choix de %(name)s, %(company)s lirait de vous les 11 "
        "informations du résumé (nom, prénoms, date de naissance, e-mail, employeur, lieu de "
        "travail, communes), ou le dossier complet de la demande.",
        name=page.asker, company=company,
    )  # fmt: skip
    state = None
    if page.agreed:
        state = _("Vous avez donné votre accord.")
    elif page.answered:
        state = _("Vous n’avez pas donné votre accord : votre employeur ne voit rien.")
    return LinkView(asked, shown, state, page.agreed)
