"""A verification of the journal in words."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from app.audit.checks import BY_COMMAND, Check
from app.audit.faults import Fault, Wrong
from app.web.formats import long_date, long_moment, whole

SHOWN_ANCHORS = 60


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the last one found; `faults` are sentences, the first of `fault_count`."""

    when: str
    holds: bool
    read: str
    purged: str
    waiting: str
    fault_count: int
    counted: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastView:
    """One of the verifications before; `tone` is a badge's."""

    when: str
    by: str
    lines: str
    result: str
    tone: str


@dataclass(frozen=True, slots=True)
class AnchorView:
    """The chain's head as a day's file holds it."""

    day: str
    lines: str
    holds: bool


def view_check(one: Check) -> CheckView:
    return CheckView(
        when=long_moment(one.ended_at or one.asked_at),
        holds=one.fault_count == 0,
        read=ngettext("%(many)s ligne scellée, lue de la première à la dernière",
                      "%(many)s lignes scellées, lues de la première à la dernière",
                      one.sealed, many=whole(one.sealed)),
        purged=whole(one.purged),
        waiting=whole(one.waiting),
        fault_count=one.fault_count,
        counted=ngettext("La chaîne est rompue : %(many)s anomalie",
                         "La chaîne est rompue : %(many)s anomalies",
                         one.fault_count, many=whole(one.fault_count)),
        faults=tuple(fault_words(fault) for fault in one.faults),
    )  # fmt: skip


def view_past(one: Check) -> PastView:
    by = {None: _("le service, chaque jour"), BY_COMMAND: _("ligne de commande")}
    done = one.state == "DONE"
    return PastView(
        when=long_moment(one.asked_at),
        by=by.get(one.asked_by, one.asked_by or ""),
        lines=whole(one.sealed) if done else "–",
        result=_result(one),
        tone=("success" if one.fault_count == 0 else "danger") if done else "todo",
    )


def view_anchors(one: Check) -> tuple[AnchorView, ...]:
    """The newest first; all that do not hold, the others as many as a page bears."""
    held = sorted(one.anchors, key=lambda anchor: (anchor.holds, _reversed(anchor.day)))
    shown = [a for number, a in enumerate(held) if number < SHOWN_ANCHORS or not a.holds]
    return tuple(
        AnchorView(_day(a.day), whole(a.seq) if a.seq is not None else "–", a.holds) for a in shown
    )


def state_words(state: str) -> str:
    return {
        "WAITING": _("Attend son tour."),
        "RUNNING": _("Lit la chaîne depuis son début."),
        "DONE": _("Terminée."),
    }.get(state, _("N’a pas abouti."))


def fault_words(one: Fault) -> str:
    """Where it does not fit: the number of a seal, the name of a line, the day of an anchor."""
    given = {"seq": whole(one.seq or 0), "line": one.line, "day": _day(one.anchor or "")}
    return {
        Wrong.SEAL_MISSING: _("Scellement %(seq)s : il manque.", **given),
        Wrong.LINE_GONE: _("Scellement %(seq)s : sa ligne %(line)s a disparu.", **given),
        Wrong.LINE_CHANGED: _("Scellement %(seq)s : la ligne %(line)s a été modifiée.", **given),
        Wrong.PUT_LATER: _("Scellement %(seq)s : la ligne %(line)s a été glissée là plus tard.",
                           **given),
        Wrong.CHAIN_BROKEN: _("Scellement %(seq)s : la chaîne est rompue ici.", **given),
        Wrong.DETAILS_CHANGED: _("Ligne %(line)s : ses détails ont été modifiés.", **given),
        Wrong.DETAILS_GONE: _("Ligne %(line)s : ses détails ont disparu avant leur temps.",
                              **given),
        Wrong.ANCHOR_CHANGED: _("Ancre du %(day)s : le fichier a été modifié.", **given),
        Wrong.ANCHORED_GONE: _("Ancre du %(day)s : le scellement %(seq)s a disparu.", **given),
        Wrong.ANCHORED_OTHER: _("Ancre du %(day)s : le scellement %(seq)s n’est plus celui de ce "
                                "jour-là.", **given),
    }[one.what]  # fmt: skip


def _result(one: Check) -> str:
    if one.state != "DONE":
        return state_words(one.state)
    if one.fault_count == 0:
        return _("Intacte")
    return ngettext("%(many)s anomalie", "%(many)s anomalies", one.fault_count,
                    many=whole(one.fault_count))  # fmt: skip


def _day(name: str) -> str:
    try:
        return long_date(date.fromisoformat(name))
    except ValueError:
        return name


def _reversed(day: str) -> tuple[int, ...]:
    return tuple(-ord(char) for char in day)
