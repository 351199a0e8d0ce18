"""How the service runs: what waits, and what must be repeated."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from admin.frame import frame
from app.access.permissions import Permission
from app.operations.vitals import Done, Vital, Vitals, last_done, portal_version, read_vitals
from app.web.formats import long_moment
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("staff_operations", __name__)
# Longer than that and somebody should look.
LATE_QUEUE, LATE_SEAL = 15 * 60, 5 * 60
LATE = {Vital.BACKUP: 26 * 3_600, Vital.VERIFICATION: 26 * 3_600, Vital.HOUSEKEEPING: 2 * 3_600}


@dataclass(frozen=True, slots=True)
class Line:
    """`tone` is a badge's: success, todo or danger; `state` its words."""

    label: str
    value: str
    state: str
    tone: str


@route(blueprint, "GET", "/action-logement/service", Permission.SEE_OPERATIONS)
def show() -> str:
    vitals = read_vitals(acting())
    return render_template(
        "admin/operations/show.html",
        shell=frame(_("État du service"), "operations"),
        version=portal_version(),
        queues=_queues(vitals),
        repeated=tuple(_repeated(done) for done in last_done(acting())),
    )


def _queues(vitals: Vitals) -> tuple[Line, ...]:
    return (
        _queue(_("Courriels en attente"), vitals.mails_waiting, vitals.oldest_mail, LATE_QUEUE),
        _queue(_("Tâches en attente"), vitals.jobs_waiting, vitals.oldest_job, LATE_QUEUE),
        _queue(_("Lignes du journal à sceller"), vitals.lines_unsealed, vitals.oldest_unsealed,
               LATE_SEAL),
        _given_up(vitals.mails_given_up),
    )  # fmt: skip


def _queue(label: str, count: int, oldest: float, late: int) -> Line:
    value = str(count)
    if count:
        minutes = int(oldest // 60)
        waits = ngettext("la plus ancienne attend depuis %(num)s minute",
                         "la plus ancienne attend depuis %(num)s minutes", minutes)  # fmt: skip
        value = f"{count}, {waits}"
    if oldest > late:
        return Line(label, value, _("En retard"), "danger")
    return Line(label, value, _("En ordre"), "success")


def _given_up(count: int) -> Line:
    label = _("Courriels abandonnés depuis sept jours")
    return Line(label, str(count), _("À regarder") if count else _("En ordre"),
                "todo" if count else "success")  # fmt: skip


def _repeated(done: Done) -> Line:
    label = {
        Vital.BACKUP: _("Dernière sauvegarde"),
        Vital.VERIFICATION: _("Dernière vérification du journal"),
        Vital.HOUSEKEEPING: _("Dernier ménage"),
    }[done.what]
    if done.at is None or done.age is None:
        return Line(label, _("jamais"), _("À faire"), "todo")
    value = long_moment(done.at)
    if not done.fine:
        return Line(label, value, _("A échoué"), "danger")
    if done.age > LATE[done.what]:
        return Line(label, value, _("En retard"), "danger")
    return Line(label, value, _("En ordre"), "success")
