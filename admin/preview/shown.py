"""The employers' view models, filled with invented people."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from flask_babel import gettext as _

from admin.preview.frame import READER, at
from app.audit.act_words import ACTS
from app.audit.company_acts import ActsPanel
from app.companies.face import Face
from app.points.queries import Figure
from app.points.scale import Scale
from app.points.shown import LineView, PointsPanel
from app.preview.invented import Invented
from app.privacy.readers.employer import PAGE_SIZES, ApplicantPage, ListedApplicant
from app.privacy.rule import Choice
from app.privacy.shown.candidature import present_event
from app.privacy.shown.list_page import Filter, ListPage, caption, subtitle
from app.privacy.shown.rows import rows_of
from app.privacy.wording import CHOICE_NAMES
from app.privacy.words.readings import EMPLOYER_ROLES
from app.reference.names import capital_surname, display_name, sort_key
from app.support.shown import BoardRow, SupportPanel, board_row
from app.web.formats import long_date, long_moment

LEVELS = {"resume": Choice.SUMMARY, "dossier": Choice.FULL_FILE}
# At the landlord's from this step on: too late to support.
_SENT = 3


def list_of(
    face: Face, cast: Sequence[Invented], scale: Scale | None, asked: str, *, by_day: bool
) -> ListPage:
    """The list; `asked` is a key of LEVELS, anything else asks for everybody."""
    level = LEVELS.get(asked)
    kept = [one for one in cast if level in (None, one.level)]
    kept.sort(key=lambda one: sort_key(f"{one.summary.surname} {one.summary.first_names}"))
    if by_day:
        kept.sort(key=lambda one: one.since, reverse=True)
    rows = tuple(_listed(one) for one in kept)
    told = {one.id: _sum(one, scale) for one in kept}
    page = ApplicantPage(rows, len(rows), len(cast), None, None)
    here = at(face, "people_list")
    return ListPage(
        rows=rows_of(rows, told, f"{here}/", "", sees_files=True),
        first_surname=capital_surname(rows[0].surname) if rows else "",
        last_surname=capital_surname(rows[-1].surname) if rows else "",
        subtitle=subtitle(len(cast)),
        caption=caption(page, narrowed=level is not None),
        search="",
        kept=(),
        filters=_filters(face, asked),
        filters_href=at(face, "elsewhere"),
        chips=(),
        clear_href=here,
        sizes=tuple((size, here, size == PAGE_SIZES[0]) for size in PAGE_SIZES),
        by_name=here,
        by_day=at(face, "people_list", tri="jour"),
        name_direction=None if by_day else "ascending",
        day_direction="descending" if by_day else None,
        previous_href=None,
        next_href=None,
    )


def points_of(face: Face, one: Invented, scale: Scale | None) -> PointsPanel | None:
    """By the company's own scale; None before it published one, as its users read it."""
    if scale is None:
        return None
    total = _sum(one, scale)
    rows = tuple(_line(one, scale, place) for place in _given(one, scale))
    return PointsPanel(total, total, scale.request_cap, rows, at(face, "elsewhere"))


def figures_of(cast: Sequence[Invented], scale: Scale | None, year: int) -> tuple[Figure, ...]:
    """The year's points, the whole before its criteria."""
    if scale is None:
        return ()
    spent = sum(_sum(one, scale) for one in cast)
    by_label: dict[str, int] = {}
    for one in cast:
        for place in _given(one, scale):
            found = scale.criteria[place]
            by_label[found.label] = by_label.get(found.label, 0) + found.points
    parts = tuple(Figure(year, label, points, points) for label, points in by_label.items())
    return (Figure(year, None, spent, spent), *parts)


def support_of(face: Face, one: Invented) -> SupportPanel:
    return SupportPanel(
        row=_board_row(face, one) if _supportable(one) else None,
        suggest_href=at(face, "elsewhere"),
    )


def board_of(face: Face, cast: Sequence[Invented], *, done: bool) -> tuple[BoardRow, ...]:
    """Those to support, or those supported."""
    return tuple(
        row
        for one in cast
        if (bool(one.note) if done else _supportable(one))
        for row in [_board_row(face, one)]
        if row is not None
    )


def acts_of(face: Face, one: Invented) -> ActsPanel:
    """One act, so that the box is there."""
    moment = datetime.combine(one.since, time(9, 30), UTC)
    when = f"{long_moment(moment)} · {READER}"
    return ActsPanel((("id-card", str(ACTS["SUMMARY_READ"]), when),), at(face, "elsewhere"))


def name_of(one: Invented) -> str:
    return display_name(one.summary.surname, one.summary.first_names)


def _listed(one: Invented) -> ListedApplicant:
    present = present_event(one.candidature.events) if one.candidature else None
    shown = one.summary
    return ListedApplicant(
        one.id, one.level, one.since, shown.surname, shown.first_names,
        shown.workplace.insee_code if shown.workplace else None, shown.current_commune,
        shown.wanted_location.communes[0].insee_code,
        present.step if present else None, present.outcome if present else None,
        present.occurred_on if present else None,
    )  # fmt: skip


def _filters(face: Face, asked: str) -> tuple[Filter, ...]:
    tabs = (("", str(_("Tous"))), *((k, str(CHOICE_NAMES[v])) for k, v in LEVELS.items()))
    present = asked if asked in LEVELS else ""
    return tuple(
        (label, at(face, "people_list", **({"visible": key} if key else {})), key == present, None)
        for key, label in tabs
    )


def _given(one: Invented, scale: Scale) -> tuple[int, ...]:
    return tuple(place for place in one.awards if place < len(scale.criteria))


def _sum(one: Invented, scale: Scale | None) -> int:
    if scale is None:
        return 0
    return sum(scale.criteria[place].points for place in _given(one, scale))


def _line(one: Invented, scale: Scale, place: int) -> LineView:
    criterion = scale.criteria[place]
    author = _("%(name)s, %(role)s", name=READER, role=EMPLOYER_ROLES["OWNER"])
    day = long_date(one.since)
    return LineView(
        day, day, "", criterion.label, criterion.points, author, None, name_of(one), None, None,
        taken_back=False,
    )  # fmt: skip


def _supportable(one: Invented) -> bool:
    present = present_event(one.candidature.events) if one.candidature else None
    return present is not None and present.step < _SENT


def _board_row(face: Face, one: Invented) -> BoardRow | None:
    if one.candidature is None:
        return None
    href = at(face, "person", public_id=one.id)
    author = f"{READER}, {EMPLOYER_ROLES['OWNER']}" if one.note else None
    return board_row(
        one.candidature, name_of(one), href, at(face, "elsewhere"), note=one.note, author=author,
        answer=(_("Sans réponse"), "todo") if one.note else None,
    )  # fmt: skip
