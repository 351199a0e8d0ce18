"""A line of the journal in words, on a page and in a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.audit.act_words import OTHER_ACT
from app.audit.register import FAMILIES
from app.audit.register_words import FAMILY_WORDS, WHY_KEPT, WORDS
from app.audit.search import Line
from app.exports.writing import Cell
from app.privacy.words.readings import EMPLOYER_ROLES, PURPOSES, STAFF_PURPOSES, STAFF_ROLES
from app.reference.names import sort_key
from app.web.formats import PARIS, long_moment

WIDTHS = (12, 10, 40, 20, 26, 24, 18, 26, 30)


@dataclass(frozen=True, slots=True)
class LineView:
    """`second` is what the act was done to and for what purpose."""

    when: str
    what: str
    second: str
    by: str
    company: str
    company_href: str | None


@dataclass(frozen=True, slots=True)
class KeptView:
    """A family of acts and how long their details are kept."""

    title: str
    months: int
    why: str
    acts: tuple[str, ...]


def view_line(one: Line) -> LineView:
    known = one.company_name is not None
    return LineView(
        when=long_moment(one.at),
        what=_act(one),
        second=" · ".join(part for part in (one.subject or "", _purpose(one)) if part),
        by=_by(one),
        company=one.company_name or "–",
        company_href=(
            url_for("staff_companies.company_page", company_id=one.company_id) if known else None
        ),
    )


def heads() -> list[Cell]:
    """The columns of the file."""
    return [_("Date"), _("Heure"), _("Acte"), _("Objet"), _("Motif"), _("Par"), _("Rôle"),
            _("Entreprise"), _("Détails")]  # fmt: skip


def cells(one: Line) -> list[Cell]:
    local = one.at.astimezone(PARIS)
    return [
        local.date(), f"{local:%H:%M:%S}", _act(one), one.subject or "", _purpose(one),
        one.actor_name or "", _role(one), one.company_name or "",
        _("Gardés") if one.kept else _("Effacés"),
    ]  # fmt: skip


def kept_views() -> tuple[KeptView, ...]:
    return tuple(
        KeptView(str(FAMILY_WORDS[one.key]), one.months, str(WHY_KEPT[one.key]),
                 tuple(sorted((str(WORDS[act]) for act in one.acts), key=sort_key)))
        for one in FAMILIES
    )  # fmt: skip


def act_choices() -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """(family, its words, its acts) for the form."""
    for one in FAMILIES:
        acts = sorted(
            ((act, str(WORDS[act])) for act in one.acts), key=lambda pair: sort_key(pair[1])
        )
        yield one.key, str(FAMILY_WORDS[one.key]), tuple(acts)


def _by(one: Line) -> str:
    if not one.kept:
        return _("Détails effacés, leur durée passée")
    return " · ".join(part for part in (one.actor_name or "", _role(one)) if part)


def _act(one: Line) -> str:
    return str(WORDS.get(one.act, OTHER_ACT))


def _role(one: Line) -> str:
    known = STAFF_ROLES if one.audience == "staff" else EMPLOYER_ROLES
    return str(known.get(one.actor_role or "", ""))


def _purpose(one: Line) -> str:
    known = STAFF_PURPOSES if one.audience == "staff" else PURPOSES
    return str(known.get(one.purpose or "", ""))
