"""A request to join in labelled texts."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from admin.companies.marks import State, shown_state
from admin.companies.words import band_label, eligibility_label, sector_label, source_label
from app.companies.eligibility import Eligibility
from app.joining.policy import WITH_STAFF
from app.joining.queries import JoinLine, JoinView
from app.joining.words import REFUSALS, STATES, WAYS
from app.privacy.shown.values import telephone
from app.reference.communes import commune_label
from app.reference.siret import format_siret
from app.web.formats import long_date, long_moment

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JoinRow:
    """One row of the queue."""

    href: str
    company: str
    siret: str
    state: State
    assignee: str
    since: str


@dataclass(frozen=True, slots=True)
class JoinPage:
    """One request: facts, evidence, steps (name, when, done or now or ahead), what may be done."""

    company: str
    siret: str
    state: State
    asker: Pairs
    evidence: Pairs
    eligible: State
    sirene_known: bool
    company_state: State | None
    company_href: str | None
    owners: int
    others: tuple[str, ...]
    steps: tuple[tuple[str, str | None, str], ...]
    contact: Pairs
    decision: Pairs
    proof_kind: str | None
    is_open: bool
    checked: bool


def view_row(line: JoinLine) -> JoinRow:
    return JoinRow(
        url_for("staff_joining.show", join_id=line.id),
        line.company_name,
        format_siret(line.siret),
        _state(line.state),
        line.assignee or _("Personne pour l’instant"),
        long_date(line.confirmed_at),
    )


def view_page(one: JoinView) -> JoinPage:
    return JoinPage(
        company=one.company_name,
        siret=format_siret(one.siret),
        state=_state(one.state),
        asker=(
            (_("Nom"), one.asker_name),
            (_("Fonction"), one.asker_function),
            (_("Adresse e-mail"), one.email),
            (_("Téléphone"), telephone(one.phone) or one.phone),
            (_("Établissement"), format_siret(one.siret)),
        ),
        evidence=_evidence(one),
        eligible=_eligible(one),
        sirene_known=one.unit is not None,
        company_state=shown_state(one.known.status) if one.known else None,
        company_href=_company_href(one),
        owners=one.known.owners if one.known else 0,
        others=tuple(url_for("staff_joining.show", join_id=other) for other in one.others),
        steps=_steps(one),
        contact=_contact(one),
        decision=_decision(one),
        proof_kind=one.proof_kind,
        is_open=one.state in WITH_STAFF,
        checked=one.checked_at is not None,
    )


def _state(state: str) -> State:
    label, tone, icon = STATES[state]
    return State(str(label), tone, icon)


def _company_href(one: JoinView) -> str | None:
    if one.known is not None:
        return url_for("staff_companies.company_page", company_id=one.known.id)
    return None


def _eligible(one: JoinView) -> State:
    found = one.unit.eligible if one.unit is not None else Eligibility.UNKNOWN
    fine = found is Eligibility.ELIGIBLE
    return State(eligibility_label(found), "success" if fine else "todo", "check" if fine else None)


def _evidence(one: JoinView) -> Pairs:
    """What INSEE publishes of the SIREN and of the establishment that asks."""
    unit, site = one.unit, one.site
    if unit is None:
        return ((_("SIREN"), _("Absent des fichiers SIRENE chargés")),)
    place = commune_label(site.insee_code) if site and site.insee_code else unit.place
    return (
        (_("Nom à l’INSEE"), unit.name or _("Non publié")),
        (_("Activité"), _("Ouverte") if unit.active else _("Fermée")),
        (_("Secteur"), sector_label(unit.sector)),
        (_("Effectif du SIREN"), band_label(unit.headcount_band)),
        (_("Source"), source_label("SIRENE", unit.headcount_year)),
        (_("Établissement"), _("Ouvert") if site else _("Absent ou fermé")),
        (_("Commune"), place or _("Non connue")),
    )


def _contact(one: JoinView) -> Pairs:
    if one.check_way is None or one.checked_at is None:
        return ()
    return (
        (_("Moyen"), str(WAYS[one.check_way])),
        (_("Ce qui a été vérifié"), one.check_words or ""),
        (_("Par"), one.checked_by or ""),
        (_("Le"), long_moment(one.checked_at)),
    )


def _decision(one: JoinView) -> Pairs:
    if one.decided_at is None:
        return ()
    return (
        *(((_("Raison envoyée"), str(REFUSALS[one.refusal])),) if one.refusal else ()),
        *(((_("Motif"), one.reason),) if one.reason else ()),
        (_("Par"), one.decided_by or _("Une personne titulaire de l’entreprise")),
        (_("Le"), long_moment(one.decided_at)),
    )


def _steps(one: JoinView) -> tuple[tuple[str, str | None, str], ...]:
    """Received, checked, turned to the owners where it was, decided."""
    decided = one.decided_at is not None
    checked = one.checked_at is not None
    steps: list[tuple[str, str | None, str]] = [
        (_("Demande reçue"), long_moment(one.confirmed_at), "done"),
        (
            _("En vérification"),
            long_moment(one.checked_at) if one.checked_at else one.assignee,
            "done" if checked or decided or one.turned_at else "now",
        ),
    ]
    if one.turned_at is not None:
        steps.append((_("Transmise aux titulaires"), long_moment(one.turned_at), "done"))
    last = str(STATES[one.state][0]) if decided else _("Décision")
    ahead = "now" if checked or one.turned_at else "ahead"
    when = long_moment(one.decided_at) if one.decided_at else None
    return (*steps, (last, when, "done" if decided else ahead))
