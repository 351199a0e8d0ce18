"""The rule as a table for people: each line asks the rule itself, so the page cannot drift."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.privacy.rule import SENSITIVE_BLOCKS, SUMMARY_FIELDS, Choice, Part, opens
from app.privacy.wording import CHOICE_NAMES, SUMMARY_LABELS
from app.privacy.words.labels import BLOCKS


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What is shown, and whether in each column of RuleTable.columns."""

    label: str
    shown: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    title: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RuleTable:
    columns: tuple[str, ...]
    groups: tuple[RuleGroup, ...]
    never: tuple[str, ...]


_CASES = (
    (Choice.ANONYMOUS, False),
    (Choice.SUMMARY, False),
    (Choice.FULL_FILE, False),
    (Choice.FULL_FILE, True),
)


def rule_table() -> RuleTable:
    """Four columns: anonymous, summary, full file without and with the sensitive items."""
    names = [str(CHOICE_NAMES[choice]) for choice, _sensitive in _CASES]
    names[2] = _("Dossier complet, hors éléments sensibles")
    return RuleTable(
        columns=tuple(names),
        groups=(
            RuleGroup(
                _("Les 11 informations du résumé"),
                tuple(_line(str(SUMMARY_LABELS[f]), Part.SUMMARY) for f in SUMMARY_FIELDS),
            ),
            RuleGroup(
                _("Le dossier"),
                tuple(_line(label, part) for label, part in _file_lines()),
            ),
            RuleGroup(
                _("Les éléments sensibles"),
                (
                    *(_line(str(BLOCKS[name]), Part.SENSITIVE) for name in SENSITIVE_BLOCKS),
                    _line(
                        _("Codemandeur et colocataires, s’ils ont donné leur accord"),
                        Part.OTHER_ADULT,
                    ),
                ),
            ),
        ),
        never=(
            _("Le numéro de sécurité sociale : le portail ne le connaît pas"),
            _("Une priorité reconnue par la loi (DALO et autres)"),
            _("Les raisons, conditions, rangs et notes liés à une candidature"),
            _("L’identité des enfants"),
            _("Ce qui concerne une autre entreprise"),
            _("La date à laquelle un choix a été fait ou prend fin"),
            _("Qui a choisi de rester anonyme, et combien"),
        ),
    )


def _file_lines() -> tuple[tuple[str, Part], ...]:
    return (
        (_("Numéro Unique et dates de la demande"), Part.FILE),
        (_("Nom de naissance, adresse, téléphone, emploi"), Part.FILE),
        (_("Nombre de personnes à loger, total mensuel des ressources"), Part.FILE),
        (_("Logement actuel et logement recherché"), Part.FILE),
        (_("Candidatures et leurs étapes"), Part.CANDIDATURE),
    )


def _line(label: str, part: Part) -> RuleLine:
    return RuleLine(
        label,
        tuple(
            opens(part, choice, sensitive=sensitive, agreed=True) for choice, sensitive in _CASES
        ),
    )
