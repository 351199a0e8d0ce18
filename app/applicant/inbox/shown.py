"""Own cases in labelled texts."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.inbox.queries import Case, CaseLine
from app.inbox.words import KINDS, TOPICS, MessageView, spaced, view_message
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class CaseView:
    """One row of the list, and the head of a case's own page."""

    href: str
    number: str
    title: str
    state: str
    tone: str
    icon: str
    second: str
    unread: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with its messages; `asks_employer`: the person is to say where they work."""

    head: CaseView
    messages: tuple[MessageView, ...]
    may_reply: bool
    asks_employer: bool
    company_name: str


def view_case(line: CaseLine) -> CaseView:
    state, tone, icon = state_words(line.state, line.kind)
    title = str(KINDS[line.kind])
    if line.topic:
        title += f" : {TOPICS[line.topic]}"
    elif line.company_name:
        title += f" : {line.company_name}"
    return CaseView(
        href=url_for("applicant_inbox.show", case_id=line.id),
        number=spaced(line.number),
        title=title,
        state=state,
        tone=tone,
        icon=icon,
        second=_("N° %(number)s, ouvert le %(day)s", number=spaced(line.number),
                 day=long_date(line.opened_at)),
        unread=line.unread,
    )  # fmt: skip


def view_page(case: Case) -> CasePage:
    open_still = case.line.state != "CLOSED"
    answered = any(m.author == "APPLICANT" for m in case.messages)
    return CasePage(
        head=view_case(case.line),
        messages=tuple(view_message(m) for m in case.messages),
        may_reply=open_still,
        asks_employer=open_still and case.line.kind == "NOT_EMPLOYED" and not answered,
        company_name=case.line.company_name or "",
    )


def state_words(state: str, kind: str) -> tuple[str, str, str]:
    """(words, tone, icon)."""
    if state == "OPEN" and kind == "NOT_EMPLOYED":
        return _("À l’étude"), "todo", "hourglass"
    return {
        "OPEN": (_("Attend une réponse"), "todo", "hourglass"),
        "ANSWERED": (_("Réponse reçue"), "success", "check"),
        "CLOSED": (_("Terminé"), "neutral", "check"),
    }[state]
