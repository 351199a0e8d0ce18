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


def steps_of(standing: Standing | None, *, decided: bool) -> tuple[Step, ...]:
    """Import, employer, choice: the way from an empty account to a decision."""
    imported = standing is not None
    recognised = standing is not None and employer_obstacle(standing) is None
    code_given = standing is not None and not standing.employer.code_missing
    return (
        Step(
            _("Importer ma demande"), imported, _("Importer"),
            url_for("applicant_importing.number"),
        ),
        Step(
            _("Vérifier mon employeur"), recognised and code_given, _("Vérifier"),
            url_for("applicant_employer.show"),
        ),
        Step(
            _("Choisir ce que mon employeur peut voir"), decided, _("Choisir"),
            url_for("applicant_choice.ask"),
        ),
    )  # fmt: skip


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
