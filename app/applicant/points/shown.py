"""Own points in labelled texts."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.points.contests import Contest
from app.points.own import OwnLine
from app.web.formats import long_date

ROLES = {
    "OWNER": _l("Titulaire des ressources humaines"),
    "MANAGER": _l("Gestionnaire des ressources humaines"),
    "ADVISER": _l("Action Logement"),
}
_KINDS = {"AWARD": _l("Attribués"), "REVERSAL": _l("Repris"), "UNDO": _l("Annulés")}


@dataclass(frozen=True, slots=True)
class LineView:
    """One line; `contest_href` is None once it was contested. `answer` is (who, outcome, words)."""

    label: str
    points: int
    kind: str
    when: str
    role: str
    reason: str | None
    contest_href: str | None
    contested: str | None
    answer: tuple[str, str, str] | None


def view_line(one: OwnLine) -> LineView:
    said = one.contest
    return LineView(
        label=one.label,
        points=one.points,
        kind=str(_KINDS[one.kind]),
        when=long_date(one.made_at),
        role=str(ROLES[one.author_role]),
        reason=one.reason,
        contest_href=None if said else url_for("applicant_points.ask_contest", entry_id=one.id),
        contested=said.words if said else None,
        answer=_answer(said) if said else None,
    )


def _answer(said: Contest) -> tuple[str, str, str] | None:
    if said.outcome is None:
        return None
    outcome = _("points repris") if said.outcome == "REVERSED" else _("ligne maintenue")
    return str(ROLES[said.answered_role or "ADVISER"]), outcome, said.answer or ""
