"""The home's panels in words: the next step, and what the employer sees now."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from app.applicant.words import employer_obstacle, request_obstacle, seen_sentence
from app.consent.reminders import FIRST_REMINDER_DAYS
from app.consent.standing import Standing
from app.privacy.readers.own import OwnRequest, RunningChoice
from app.privacy.rule import Choice
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the way in. A tuple for the checklist: label, done, action, address."""

    label: str
    done: bool
    action: str
    href: str

    def as_line(self) -> tuple[str, bool, str, str]:
        """What `checklist()` takes."""
        return (self.label, self.done, self.action, self.href)


@dataclass(frozen=True, slots=True)
class SeenPanel:
    """What the employer sees now. `waiting`: a choice runs but its company sees nothing."""

    level: int
    without_sensitive: bool
    sentence: str
    waiting: str | None
    preview_href: str | None
    may_withdraw: bool
    ending: str | None


def steps_of(
    standing: Standing | None,
    *,
    decided: bool,
    documents_ready: bool = False,
    applied: bool = False,
) -> tuple[Step, ...]:
    """The way from an empty account to a first candidature, in its order."""
    return (
        Step(
            _("Importer ma demande"), standing is not None, _("Importer"),
            url_for("applicant_importing.number"),
        ),
        _employer_step(standing),
        Step(
            _("Choisir ce que mon employeur peut voir"), decided, _("Choisir"),
            url_for("applicant_choice.ask"),
        ),
        Step(
            _("Préparer mes pièces"), documents_ready, _("Cocher"),
            url_for("applicant_documents.show"),
        ),
        Step(
            _("Candidater à une offre"), applied, _("Chercher"),
            url_for("applicant_offers.offer_list"),
        ),
    )  # fmt: skip


def _employer_step(standing: Standing | None) -> Step:
    """To be done as long as something can be done here: of a company that is not validated, is
    suspended or has no account, the applicant can only be told, beside what it sees."""
    href = url_for("applicant_employer.show")
    waits = standing is not None and standing.own.siret and employer_obstacle(standing)
    if standing is not None and waits:
        return Step(_("Employeur vérifié, rien ne lui est visible"), True, _("Vérifier"), href)
    done = (
        standing is not None
        and employer_obstacle(standing) is None
        and not standing.employer.code_missing
    )
    return Step(_("Vérifier mon employeur"), done, _("Vérifier"), href)


def seen_panel(standing: Standing) -> SeenPanel:
    """The panel "Ce que mon employeur peut voir"."""
    obstacle = request_obstacle(standing) or employer_obstacle(standing)
    runs = standing.running.choice is not Choice.ANONYMOUS
    waiting = None
    if runs and obstacle is not None:
        waiting = _("Votre choix est gardé : il vaudra de nouveau si la situation change.")
    full = standing.seen is Choice.FULL_FILE
    preview = None
    if full:
        answer = "oui" if standing.running.sensitive else "non"
        preview = url_for("applicant_choice.preview", sensibles=answer)
    elif standing.seen is Choice.SUMMARY:
        preview = url_for("applicant_choice.ask")
    return SeenPanel(
        level=int(standing.seen),
        without_sensitive=full and not standing.running.sensitive,
        sentence=obstacle or seen_sentence(standing),
        waiting=waiting,
        preview_href=preview,
        may_withdraw=runs,
        ending=_ending(standing.running),
    )


def _ending(running: RunningChoice) -> str | None:
    """The reminder a mail announced without a word of what it is about."""
    if not running.ends_soon or running.visible_until is None:
        return None
    return _(
        "Votre choix prend fin le %(day)s. Ensuite, votre employeur ne verra plus rien. Pour "
        "continuer, enregistrez-le de nouveau.", day=long_date(running.visible_until),
    )  # fmt: skip


def renewal_banner(own: OwnRequest, today: date) -> str | None:
    """The reminder a mail announced, from its first day on: when the request must be renewed."""
    if own.status != "ACTIVE" or own.renew_by is None:
        return None
    days = (own.renew_by - today).days
    if days > FIRST_REMINDER_DAYS:
        return None
    day = long_date(own.renew_by)
    if days < 0:
        return _(
            "Votre demande devait être renouvelée avant le %(day)s. Renouvelez-la sur le site "
            "d’enregistrement, puis mettez-la à jour ici.", day=day,
        )  # fmt: skip
    return _(
        "Votre demande est à renouveler avant le %(day)s sur le site d’enregistrement. Sans cela, "
        "elle sera radiée et vos candidatures s’arrêteront.", day=day,
    )  # fmt: skip
