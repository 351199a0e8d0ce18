"""A company's codes as staff see them: the same acts as its owners have, and no count of uses."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from admin.companies.marks import State
from app.companies.codes import display_code
from app.companies.queries import CodeLine
from app.companies.words import TONES, code_label
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class Code:
    """One code. The addresses are None where the state or the reader does not allow the act."""

    code: str
    label: str
    site: str
    until: str
    state: State
    change_href: str | None
    replace_href: str | None
    suspend_href: str | None


def shown_code(company_id: UUID, line: CodeLine, labels: dict[str, str], may_act: bool) -> Code:
    live = may_act and line.state in ("ACTIVE", "COMING", "ROTATED")

    def act(endpoint: str, allowed: bool) -> str | None:
        address = url_for(f"staff_companies.{endpoint}", company_id=company_id, code_id=line.id)
        return address if allowed else None

    return Code(
        display_code(line.code),
        line.label,
        labels.get(line.siret, "") if line.siret else _("Toute l’entreprise"),
        long_date(line.valid_until) if line.valid_until else _("Sans fin"),
        State(code_label(line.state), TONES[line.state]),
        act("ask_code_change", live),
        act("ask_replacement", live and line.state == "ACTIVE"),
        act("ask_code_end", live),
    )
