"""Cases in labelled texts, for whoever answers them."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.inbox.queries import Case, CaseLine, ContestedReading, Person
from app.inbox.words import KINDS, TOPICS, MessageView, spaced, view_message
from app.privacy.words.readings import EMPLOYER_ROLES, PURPOSES
from app.reference.names import display_name
from app.web.formats import long_date, long_moment

STATES = {"OPEN": _l("À traiter"), "ANSWERED": _l("Répondus"), "CLOSED": _l("Terminés")}
TONES = {
    "OPEN": ("todo", "hourglass"),
    "ANSWERED": ("success", "check"),
    "CLOSED": ("neutral", "check"),
}
ONE_STATE = {"OPEN": _l("À traiter"), "ANSWERED": _l("Répondu"), "CLOSED": _l("Terminé")}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of the list: no word of the case, no name."""

    href: str
    number: str
    what: str
    company: str
    state: str
    tone: str
    icon: str
    assignee: str
    waits_since: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case; `person` as "NOM Prénom", `facts` are (label, value) pairs."""

    row: CaseRow
    person: str
    facts: tuple[tuple[str, str], ...]
    messages: tuple[MessageView, ...]
    is_open: bool
    may_detach: bool


def view_row(line: CaseLine) -> CaseRow:
    what = str(KINDS[line.kind])
    if line.topic:
        what += f" : {TOPICS[line.topic]}"
    tone, icon = TONES[line.state]
    return CaseRow(
        href=url_for("staff_inbox.show", case_id=line.id),
        number=spaced(line.number),
        what=what,
        company=line.company_name or _("Aucune"),
        state=str(ONE_STATE[line.state]),
        tone=tone,
        icon=icon,
        assignee=line.assignee or _("Personne pour l’instant"),
        waits_since=long_date(line.changed_at),
    )


def view_page(case: Case, person: Person, contested: ContestedReading | None) -> CasePage:
    line, row = case.line, view_row(case.line)
    facts = [
        (_("Objet"), row.what),
        (_("Entreprise"), row.company),
        (_("Ouvert le"), long_moment(line.opened_at)),
        (_("Confié à"), row.assignee),
        *(_reading(contested) if contested is not None else ()),
    ]
    return CasePage(
        row=row,
        person=display_name(person.surname, person.first_names),
        facts=tuple(facts),
        messages=tuple(view_message(one) for one in case.messages),
        is_open=line.state != "CLOSED",
        may_detach=line.kind == "NOT_EMPLOYED" and line.state != "CLOSED",
    )


def _reading(one: ContestedReading) -> tuple[tuple[str, str], ...]:
    role = str(EMPLOYER_ROLES.get(one.reader_role or "", one.reader_role or ""))
    reader = ", ".join(filter(None, (one.reader_name, role.lower())))
    purpose = str(PURPOSES.get(one.purpose, one.purpose)) if one.purpose else _("Aucun demandé")
    return (
        (_("Lecture contestée"), _("%(who)s, le %(when)s", who=reader, when=long_moment(one.at))),
        (_("Motif de la lecture"), purpose),
    )
