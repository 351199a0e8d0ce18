"""Company Codes as the pages show them: frozen, every text in the reader's language."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.companies.codes import display_code
from app.companies.queries import CodeLine, SiteLine
from app.companies.words import TONES, code_label
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class Code:
    """One code. The addresses are None where the reader or the state does not allow the act."""

    id: UUID
    code: str
    label: str
    place: str
    validity: str
    state: str
    tone: str
    check: str
    text_href: str
    change_href: str | None
    replace_href: str | None
    suspend_href: str | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two codes that both work: where the second begins and the first ends, in hundredths."""

    old: str
    new: str
    began: str
    changed: str
    ends: str
    starts_at: int
    ends_at: int
    change_href: str | None


def shown_code(line: CodeLine, sites: tuple[SiteLine, ...], *, may_act: bool) -> Code:
    labels = {site.siret: site.label for site in sites}
    live = may_act and line.state in ("ACTIVE", "COMING", "ROTATED")
    return Code(
        line.id,
        display_code(line.code),
        line.label,
        labels.get(line.siret, "") if line.siret else _("Tous les établissements"),
        _validity(line),
        code_label(line.state),
        TONES[line.state],
        line.code[-1],
        url_for("employer_company.code_text", code_id=line.id),
        _act("ask_code_change", line, live),
        _act("ask_replacement", line, may_act and line.state == "ACTIVE"),
        _act("ask_suspension", line, live),
    )


def main_code(codes: tuple[CodeLine, ...]) -> CodeLine | None:
    """The one to publish: the newest in force, for the whole company rather than for a part."""
    live = [code for code in codes if code.state == "ACTIVE"]
    whole = [code for code in live if code.siret is None]
    return next(iter([*whole, *live]), None)


def overlaps(codes: tuple[CodeLine, ...], *, may_act: bool) -> tuple[Overlap, ...]:
    """Replacements under way, drawn from the old code's first day to a while after its last."""
    by_id = {code.id: code for code in codes}
    found = []
    for old in codes:
        new = by_id.get(old.replaced_by) if old.replaced_by else None
        if old.state == "ROTATED" and new is not None and old.valid_until is not None:
            change = _act("ask_code_change", old, may_act)
            found.append(_overlap(old, new, old.valid_until, change))
    return tuple(found)


def _overlap(old: CodeLine, new: CodeLine, last_day: date, change_href: str | None) -> Overlap:
    days = (last_day - old.valid_from).days or 1
    before = (new.valid_from - old.valid_from).days
    # Drawn so that the overlap stays visible however long the old code lived.
    starts = min(max(round(before / days * 70), 20), 60)
    return Overlap(
        display_code(old.code), display_code(new.code), long_date(old.valid_from),
        long_date(new.valid_from), long_date(last_day), starts, 70, change_href,
    )  # fmt: skip


def _validity(line: CodeLine) -> str:
    if line.state == "COMING":
        return _("Dès le %(day)s", day=long_date(line.valid_from))
    if line.valid_until is None:
        return _("Depuis le %(day)s, sans fin", day=long_date(line.valid_from))
    if line.state == "EXPIRED":
        return _("Terminé le %(day)s", day=long_date(line.valid_until))
    return _("Jusqu’au %(day)s", day=long_date(line.valid_until))


def _act(endpoint: str, line: CodeLine, allowed: bool) -> str | None:
    return url_for(f"employer_company.{endpoint}", code_id=line.id) if allowed else None
