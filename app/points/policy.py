"""Which scales may be published, and why others are refused. Pure.

A criterion may rest on the job or on housing. The grounds refused are those of the product's
specification (§4), after article L1132-1 of the code du travail.
"""

import re
from dataclasses import dataclass

from app.reference.names import sort_key

MOST_CRITERIA = 12
LABEL_LENGTH, TEXT_LENGTH, REASON_LENGTH, WORDS_LENGTH = 80, 300, 500, 1000
MOST_POINTS, MOST_BUDGET = 100_000, 10_000_000
UNDO_MINUTES = 10

# Stems of words without accents, French and English; "$" ends a word that must stand whole.
_GROUNDS: dict[str, str] = {
    "origin": "origin|ethni|racia|race$|races$|immigr|colour of skin|couleur de peau"
    "|ne a l etranger|nes a l etranger|pays de naissance|country of birth",
    "sex": "sexe$|sexes$|sex$|sexual|sexuel|genre$|gender|femme|homme$|hommes$|feminin|masculin"
    "|woman$|women$|men$|man$|male$|female|monsieur$|madame$|mademoiselle$",
    "health": "sante$|health|malad|handicap|disab|invalid|inapt|medic|rqth$|aah$|ald$|ill$|illness"
    "|sick|arret de travail|hospital",
    "name": "nom$|noms$|prenom|patronym|surname|first name|family name|name$|names$",
    "union": "syndic|syndiq|union$|unions$|unionis|cgt$|cfdt$|cftc$|unsa$|cfe cgc|force ouvriere",
    "pregnancy": "grossesse|enceinte|maternit|pregnan|a naitre|naissance|unborn|accouche",
    "nationality": "national|etranger|foreign|francais|french|ressortissant|citoyennete|citizen"
    "|titre de sejour|residence permit|passeport|passport|europeen|european",
}  # fmt: skip


class PointsRefused(Exception):
    """An act on points that cannot be done; `reason` is a stable word screens put into words.

    `at` is the number of the criterion meant, where there is one.
    """

    def __init__(self, reason: str, at: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


@dataclass(frozen=True, slots=True)
class Criterion:
    """One entry of a scale; `ordinal` is its place, from 1."""

    ordinal: int
    label: str
    explained: str
    points: int


def _pattern(stems: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"\b{s[:-1]}\b" if s.endswith("$") else rf"\b{s}" for s in stems.split("|"))
    )


_PATTERNS = {ground: _pattern(stems) for ground, stems in _GROUNDS.items()}


def forbidden_ground(text: str) -> str | None:
    """The ground a criterion's words rest on and may not, or None."""
    words = sort_key(text)
    return next((ground for ground, stem in _PATTERNS.items() if stem.search(words)), None)


def check_scale(criteria: tuple[Criterion, ...], budget: int, cap: int) -> None:
    """Raise PointsRefused for a scale that may not be published."""
    if not criteria:
        raise PointsRefused("NO_CRITERION")
    if len(criteria) > MOST_CRITERIA:
        raise PointsRefused("TOO_MANY")
    if not 0 <= budget <= MOST_BUDGET:
        raise PointsRefused("BUDGET_RANGE")
    if not 1 <= cap <= MOST_POINTS:
        raise PointsRefused("CAP_RANGE")
    seen: set[str] = set()
    for one in criteria:
        _check_criterion(one, cap)
        key = sort_key(one.label)
        if key in seen:
            raise PointsRefused("LABEL_TWICE", one.ordinal)
        seen.add(key)


def _check_criterion(one: Criterion, cap: int) -> None:
    if not one.label.strip() or len(one.label) > LABEL_LENGTH or len(one.explained) > TEXT_LENGTH:
        raise PointsRefused("LABEL", one.ordinal)
    ground = forbidden_ground(f"{one.label} / {one.explained}")
    if ground is not None:
        raise PointsRefused(f"GROUND_{ground.upper()}", one.ordinal)
    if not 1 <= one.points <= cap:
        raise PointsRefused("POINTS_RANGE", one.ordinal)
