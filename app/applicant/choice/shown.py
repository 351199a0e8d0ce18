"""The choice screen in words: what each choice gives, its preview, the history."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.applicant.words import employer_obstacle, request_obstacle
from app.consent.receipts import spaced
from app.consent.services import ConsentLine
from app.consent.standing import Standing
from app.consent.texts import Wordings
from app.privacy.readers.own import RunningChoice
from app.privacy.rule import Choice
from app.privacy.view import FileView, Item
from app.privacy.wording import CHOICE_NAMES
from app.privacy.words.labels import BLOCKS
from app.web.formats import long_date, long_moment

# What the third card tells of the file; the whole of it is one link away.
DIGEST = (
    "unique_number", "people_to_house", "monthly_total_euros", "housing_kind", "rent_euros",
    "dwelling_types", "max_rent_euros",
)  # fmt: skip

Effects = tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the history of choices."""

    level: int
    without_sensitive: bool
    when: str
    what: str
    receipt: str
    pdf_href: str
    json_href: str


def effects_of(standing: Standing) -> dict[int, Effects]:
    """What each choice gives; points on a summary depend on the company's policy."""
    policy = standing.employer.policy
    on_summary = policy is None or policy.points_on_summary
    offers = (True, _("Toutes les offres"))
    none, some = (False, _("Pas de points de l’entreprise")), (True, _("Points possibles"))
    return {
        1: (offers, none, (False, _("Pas de soutien"))),
        2: (offers, some if on_summary else none, (False, _("Pas de soutien"))),
        3: (offers, some, (True, _("Soutien possible"))),
    }


def closed_reason(standing: Standing) -> str | None:
    """Why choices 2 and 3 cannot be ticked now, where it is not the company's policy."""
    if request_obstacle(standing) is not None:
        return _("Votre demande est close")
    if employer_obstacle(standing) is not None:
        return _("Pas possible avec cet employeur pour le moment")
    if standing.employer.code_missing:
        return _("Le Code Entreprise est à saisir d’abord")
    if standing.employer.agreement_missing:
        return _("L’accord de votre codemandeur est à obtenir d’abord")
    return None


def closed_reasons(standing: Standing) -> dict[Choice, str | None]:
    """The same for each choice; None reads "Non proposé par votre entreprise"."""
    reason = closed_reason(standing)
    if standing.employer.policy is None:
        return dict.fromkeys(Choice, reason)
    return {c: reason if c in standing.employer.offered else None for c in Choice}


def digest_of(view: FileView) -> tuple[Item, ...]:
    """A few lines of the file, as the employer reads them."""
    found = {item.key: item for section in view.sections for item in section.items}
    return tuple(found[key] for key in DIGEST if key in found)


def candidature_words(view: FileView) -> str:
    """How many run and how many are over, such as "1 en cours, 2 passées"."""
    running = sum(one.running for one in view.candidatures)
    past = len(view.candidatures) - running
    if not view.candidatures:
        return _("Aucune pour l’instant")
    return _("%(running)s en cours, %(past)s passées", running=running, past=past)


def block_names(names: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """The sensitive blocks by name: all of them, or those of `names`."""
    return tuple(str(label) for key, label in BLOCKS.items() if names is None or key in names)


def view_history(lines: tuple[ConsentLine, ...], said: Wordings) -> tuple[HistoryLine, ...]:
    """Newest first."""
    return tuple(
        HistoryLine(
            level=line.choice,
            without_sensitive=line.sensitive is False,
            when=long_moment(line.made_at),
            what=_what(line, said),
            receipt=spaced(line.receipt_code),
            pdf_href=url_for("applicant_choice.receipt_as_pdf", consent_id=line.id),
            json_href=url_for("applicant_choice.receipt_as_json", consent_id=line.id),
        )
        for line in lines
    )


def ended_sentence(
    lines: tuple[ConsentLine, ...], running: RunningChoice, said: Wordings
) -> str | None:
    """Why the last choice shows nothing any more, when it was not the person who ended it."""
    if not lines or running.choice is not Choice.ANONYMOUS:
        return None
    last = lines[0]
    if last.choice != Choice.ANONYMOUS:
        if last.visible_until is None:
            return None
        day = long_date(last.visible_until)
        return _("Votre choix a pris fin le %(day)s : votre employeur ne voit plus rien.", day=day)
    before = lines[1].choice if len(lines) > 1 else Choice.ANONYMOUS
    own = last.cause in ("CHOSEN", "WITHDRAWN")
    return None if own or before == Choice.ANONYMOUS else _what(last, said)


def _what(line: ConsentLine, said: Wordings) -> str:
    if line.choice == Choice.ANONYMOUS:
        return {
            "CHOSEN": _("Vous avez choisi de rester anonyme."),
            "WITHDRAWN": _("Vous avez choisi de ne plus rien montrer."),
            "COMPANY_CHANGED": _(
                "Votre entreprise a été fusionnée ou votre établissement transféré\u00a0: le choix "
                "précédent s’est arrêté."
            ),
            "EMPLOYER_CHANGED": _("Votre employeur a changé : le choix précédent s’est arrêté."),
            "STRUCK_OFF": _("Votre demande est close : le choix précédent s’est arrêté."),
            "MOVED": _("Votre demande a changé de compte : le choix précédent s’est arrêté."),
            "AGREEMENT_ENDED": _(
                "L’accord de votre codemandeur a pris fin : le choix précédent s’est arrêté."
            ),
            "REIMPORTED": _("Vous avez réimporté la demande : le choix précédent s’est arrêté."),
        }.get(line.cause, _("Le choix précédent s’est arrêté."))
    name = str(CHOICE_NAMES[Choice(line.choice)])
    texts, answer = said.of(line.wording_version), ""
    if line.sensitive is not None and texts is not None:
        answer = f" ({texts.answer(line.sensitive).lower()})"
    until = (
        _("jusqu’au %(day)s", day=long_date(line.visible_until))
        if line.visible_until
        else _("sans date de fin")
    )
    return _(
        "%(choice)s%(answer)s pour %(company)s, %(until)s.",
        choice=name, answer=answer, company=line.company_name or "", until=until,
    )  # fmt: skip
