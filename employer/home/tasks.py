"""What waits to be done, for this role, in the order in which it presses."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access.permissions import Permission
from app.approvals.queries import count_agreed, count_waiting
from app.companies.onboarding import OwnCode
from app.points.contests import contests_to_answer
from app.privacy.readers.employer_figures import count_supportable
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from employer.company.waiting import ending_codes, has_single_owner


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what there is to do."""

    title: str
    second: str
    icon: str
    action: str
    href: str


def tasks_of(fresh: int, codes: tuple[OwnCode, ...]) -> tuple[Task, ...]:
    """`fresh` people are newly visible; `codes` are those in force."""
    asked = [*_approvals(), *_support(), *_contests()]
    return (*asked, *_newly_visible(fresh), *_codes(codes), *_owner())


def ask_for_code() -> Task:
    """An owner makes one; the others ask an owner."""
    why = _("Vos salariés le saisissent pour rattacher leur demande à votre entreprise")
    if the_actor().may(Permission.MANAGE_CODES):
        new = url_for("employer_company.new_code")
        return Task(_("Créer un Code Entreprise"), why, "key-round", _("Créer"), new)
    codes = url_for("employer_company.codes")
    title = _("Demander un Code Entreprise à une personne titulaire")
    return Task(title, why, "key-round", _("Voir les codes"), codes)


def _support() -> list[Task]:
    if not the_actor().may(Permission.SUPPORT):
        return []
    many = count_supportable(acting(), the_actor())
    title = ngettext(
        "%(num)s candidature peut encore être soutenue",
        "%(num)s candidatures peuvent encore être soutenues",
        many,
    )
    second = _("Jusqu’à leur envoi au bailleur")
    href = url_for("employer_candidatures.board")
    return [Task(title, second, "thumbs-up", _("Soutenir"), href)] if many else []


def _approvals() -> list[Task]:
    actor = the_actor()
    if not actor.may(Permission.SEE_APPROVALS):
        return []
    found = []
    href = url_for("employer_approvals.index")
    waiting = count_waiting(acting(), actor) if actor.may(Permission.ANSWER_APPROVALS) else 0
    if waiting:
        title = ngettext(
            "%(num)s acte attend votre accord", "%(num)s actes attendent votre accord", waiting
        )
        second = _("Au-dessus de la limite de l’entreprise, il faut une deuxième personne")
        found.append(Task(title, second, "shield-check", _("Répondre"), href))
    agreed = count_agreed(acting(), actor)
    if agreed:
        title = ngettext(
            "%(num)s de vos actes a reçu son accord", "%(num)s de vos actes ont reçu leur accord",
            agreed,
        )  # fmt: skip
        second = _("À vous de le faire maintenant")
        found.append(Task(title, second, "circle-check", _("Faire"), href))
    return found


def _contests() -> list[Task]:
    if not the_actor().may(Permission.AWARD_POINTS):
        return []
    many = len(contests_to_answer(acting()))
    title = ngettext(
        "%(num)s ligne de points contestée", "%(num)s lignes de points contestées", many
    )
    second = _("Vous ne les avez pas attribuées\u00a0: c’est à vous de répondre")
    href = url_for("employer_points.contest_list")
    return [Task(title, second, "message-square-warning", _("Répondre"), href)] if many else []


def _newly_visible(fresh: int) -> list[Task]:
    title = ngettext(
        "%(num)s salarié se montre depuis cette semaine",
        "%(num)s salariés se montrent depuis cette semaine",
        fresh,
    )
    second = _("Leur demande de logement vous attend, les plus récents d’abord")
    href = url_for("employer_applicants.applicant_list", tri="jour")
    return [Task(title, second, "users", _("Voir"), href)] if fresh else []


def _codes(codes: tuple[OwnCode, ...]) -> list[Task]:
    if not codes:
        return [ask_for_code()]
    if not the_actor().may(Permission.MANAGE_CODES):
        return []
    return [
        Task(
            _("Le code «\u00a0%(label)s\u00a0» se termine le %(day)s", label=one.label,
              day=long_date(one.ends_on)),
            _("Remplacez-le, et changez les affiches avant ce jour"),
            "clock",
            _("Voir les codes"),
            url_for("employer_company.codes"),
        )
        for one in ending_codes()
    ]  # fmt: skip


def _owner() -> list[Task]:
    if not has_single_owner():
        return []
    title = _("Nommer une seconde personne titulaire")
    second = _("Une seule peut gérer les codes et l’équipe")
    return [Task(title, second, "user-plus", _("Inviter"), url_for("employer_company.team"))]
