"""The journal of the company's own acts: searched, read page by page, exported."""

import csv
import io
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from uuid import UUID

from flask import Response as Answer
from flask import request, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.audit.act_words import ACTS, GROUP_WORDS, OTHER_ACT
from app.audit.company_acts import GROUPS, ActLine, ActsWanted, export_acts, read_acts
from app.companies.own_states import own_states
from app.companies.words import event_label
from app.privacy.readers.employer import still_visible
from app.privacy.words.readings import EMPLOYER_ROLES, PURPOSES
from app.web.formats import PARIS, long_moment
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.company.blueprint import ROOT, blueprint, page

SIZE = 50
Row = tuple[str, str, str, str, str | None]


@route(blueprint, "GET", f"{ROOT}/journal", Permission.READ_OWN_JOURNAL)
def journal() -> str:
    wanted = _wanted(request.args.to_dict())
    lines = read_acts(acting(), wanted, SIZE + 1)
    shown, more = lines[:SIZE], len(lines) > SIZE
    return page(
        "journal",
        _("Journal"),
        "journal",
        rows=_rows(shown),
        states=tuple(
            (event_label(one.status), one.reason, long_moment(one.at))
            for one in own_states(acting())
        ),
        typed=_typed(wanted),
        groups=tuple((key, str(words)) for key, words in GROUP_WORDS.items()),
        action=url_for(".journal"),
        next_href=_next_href(wanted, shown[-1]) if more else None,
        export_action=(
            url_for(".export_journal") if the_actor().may(Permission.EXPORT_OWN_JOURNAL) else None
        ),
    )


@route(blueprint, "POST", f"{ROOT}/journal", Permission.EXPORT_OWN_JOURNAL)
@confirmed_recently()
def export_journal() -> Answer:
    """A file without anybody's name but colleagues': it goes where no withdrawal reaches."""
    lines = export_acts(acting(), _wanted(request.form.to_dict()))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Date"), _("Heure"), _("Acte"), _("Par"), _("Rôle"), _("Motif")])
    for line in lines:
        local = line.at.astimezone(PARIS)
        words = (_act(line), line.actor_name or "", _role(line), _purpose(line))
        writer.writerow([f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}", *map(_harmless, words)])
    headers = {"Content-Disposition": 'attachment; filename="journal.csv"'}
    return Answer("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)


def _harmless(cell: str) -> str:
    """No cell begins a formula in whoever's spreadsheet."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def _rows(lines: tuple[ActLine, ...]) -> tuple[Row, ...]:
    """(when, act, about whom, by whom, address of the person) of each line."""
    ids = tuple({line.public_id for line in lines if line.public_id is not None})
    names = still_visible(acting(), the_actor(), ids) if ids else {}
    return tuple(
        (long_moment(line.at), _act(line), _about(line, names), _by(line), _href(line, names))
        for line in lines
    )


def _about(line: ActLine, names: dict[UUID, str]) -> str:
    if not line.of_person:
        return ""
    known = names.get(line.public_id) if line.public_id is not None else None
    # The same words whatever closed it.
    return known or _("Demande clôturée")


def _href(line: ActLine, names: dict[UUID, str]) -> str | None:
    if line.public_id not in names:
        return None
    return url_for("employer_applicants.person", public_id=line.public_id)


def _by(line: ActLine) -> str:
    return " · ".join(part for part in (line.actor_name or "", _role(line)) if part)


def _act(line: ActLine) -> str:
    purpose = _purpose(line)
    said = str(ACTS.get(line.act, OTHER_ACT))
    return f"{said} ({purpose})" if purpose else said


def _role(line: ActLine) -> str:
    return str(EMPLOYER_ROLES.get(line.actor_role or "", ""))


def _purpose(line: ActLine) -> str:
    return str(PURPOSES.get(line.purpose or "", ""))


def _wanted(given: dict[str, str]) -> ActsWanted:
    """What the address asks for; what is misspelt is left out."""
    group = given.get("acte", "")
    return ActsWanted(
        _day(given.get("du")),
        _day(given.get("au")),
        group if group in GROUPS else None,
        " ".join(given.get("par", "").split())[:60] or None,
        _before(given.get("avant", "")),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _before(text: str) -> tuple[datetime, UUID] | None:
    moment, _sep, last = text.partition("_")
    try:
        return datetime.fromtimestamp(int(moment) / 1_000_000, UTC), UUID(last)
    except (ValueError, OverflowError, OSError):
        return None


def _typed(wanted: ActsWanted) -> dict[str, str]:
    return {
        "du": wanted.first.isoformat() if wanted.first else "",
        "au": wanted.last.isoformat() if wanted.last else "",
        "acte": wanted.group or "",
        "par": wanted.colleague or "",
    }


def _next_href(wanted: ActsWanted, last: ActLine) -> str:
    typed = {name: value for name, value in _typed(wanted).items() if value}
    typed["avant"] = f"{round(last.at.timestamp() * 1_000_000)}_{last.id}"
    return f"{url_for('.journal')}?{urlencode(typed)}"
