"""A waiting act as its page shows it: in words, with what it would do at this instant.

Nothing of what it would have done when it was asked stands here: two numbers side by side would
say that somebody has left in between.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from app.access.permissions import Permission
from app.approvals.queries import Approval
from app.approvals.services import Kind
from app.companies.onboarding import own_sites
from app.exports.asking import announce
from app.exports.wanted import as_query
from app.points.scale import scale_in_force
from app.points.services import Award, answers_to
from app.privacy.readers.employer import ApplicantQuery, still_visible
from app.privacy.words.readings import EMPLOYER_ROLES, PURPOSES
from app.web.formats import long_date, long_moment
from app.web.request_context import acting, the_actor
from employer.applicants.asking import read_query
from employer.applicants.narrowing import chips_of

STATES = {
    "WAITING": ("hourglass", "todo"),
    "APPROVED": ("circle-check", "success"),
    "REFUSED": ("circle-x", "danger"),
    "DONE": ("check", "neutral"),
}


@dataclass(frozen=True, slots=True)
class Included:
    """Whom an award would reach now, and with how many points each; others get nothing."""

    people: tuple[tuple[UUID, str], ...]
    points: int


def title_of(one: Approval) -> str:
    if one.kind is Kind.AWARD:
        return _("Attribution de points à plusieurs personnes")
    if "period" in one.wanted:
        return _("Rapport périodique")
    return _("Export de la liste")


def state_words(one: Approval) -> str:
    return {
        "WAITING": _("En attente d’une deuxième personne"),
        "APPROVED": _("Accord donné"),
        "REFUSED": _("Accord refusé"),
        "DONE": _("Fait"),
    }[one.state]


def row_of(one: Approval) -> dict[str, str]:
    """One line of the list."""
    icon, tone = STATES[one.state]
    who = _("Vous") if one.mine else one.asker_name
    return {
        "title": title_of(one),
        "second": f"{who} · {long_moment(one.asked_at)} · {state_words(one)}",
        "icon": icon,
        "tone": tone,
        "href": url_for("employer_approvals.show", approval_id=one.id),
    }


def facts_of(one: Approval) -> list[tuple[str, str]]:
    """What is asked, in words; never how many it was when it was asked."""
    role = EMPLOYER_ROLES[one.asker_role]
    facts = [(_("Demandé par"), f"{one.asker_name}, {role}"), (_("Le"), long_moment(one.asked_at))]
    if one.purpose is not None:
        facts.append((_("Motif"), str(PURPOSES[one.purpose.value])))
    if one.kind is Kind.AWARD:
        facts.append((_("Critère"), criterion_of(one)[0]))
    elif "period" in one.wanted:
        since, until = _period(one)
        facts.append((_("Période"), _("du %(since)s au %(until)s", since=since, until=until)))
    else:
        form = {"csv": "CSV", "xlsx": "XLSX"}[one.wanted["form"]]
        facts += [(_("Format"), form), (_("Filtres"), _filters(one) or _("Aucun, toute la liste"))]
    if one.kind is Kind.EXPORT and the_actor().may(Permission.LIST_APPLICANTS):
        facts.append((_("Personnes visibles en ce moment"), _people(one)))
    if one.answerer_name and one.state != "WAITING":
        facts.append((_("Réponse de"), one.answerer_name))
    if one.words:
        facts.append((_("Mot"), one.words))
    return facts


def query_of(one: Approval) -> ApplicantQuery:
    """The list of an export; everybody's for the periodic report."""
    if "query" not in one.wanted:
        return read_query(MultiDict())
    return as_query(one.wanted["query"])


def criterion_of(one: Approval) -> tuple[str, int]:
    """(label, points) of the criterion; an older version's is worth nothing any more."""
    actor = the_actor()
    scale = scale_in_force(acting(), actor.company_id) if actor.company_id else None
    if scale is None or scale.number != one.wanted["version"]:
        return _("Le barème a changé : à demander de nouveau"), 0
    found = next((c for c in scale.criteria if c.ordinal == one.wanted["ordinal"]), None)
    return (found.label, found.points) if found else (_("Critère retiré"), 0)


def included_in(one: Approval) -> Included:
    """Whom an award would reach at this instant, by name."""
    asked = Award(one.wanted["version"], one.wanted["ordinal"], one.id)
    answers = answers_to(acting(), [UUID(who) for who in one.wanted["people"]], asked)
    reached = tuple(who for who, said in answers.items() if said == "OK")
    names = still_visible(acting(), the_actor(), reached) if reached else {}
    people = sorted(names.items(), key=lambda pair: pair[1])
    return Included(tuple(people), criterion_of(one)[1])


def _people(one: Approval) -> str:
    many = announce(acting(), the_actor(), query_of(one)).people
    return ngettext("%(num)s personne", "%(num)s personnes", many)


def _filters(one: Approval) -> str:
    query = query_of(one)
    sites = own_sites(acting(), the_actor().sites) if query.filters.sites else ()
    return " · ".join(words for words, _href in chips_of(query, sites))


def _period(one: Approval) -> tuple[str, str]:
    since, until = (date.fromisoformat(day) for day in one.wanted["period"])
    return long_date(since), long_date(until)
