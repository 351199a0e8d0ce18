"""Who saw my file, in words."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.privacy.readers.own import Reading
from app.privacy.words.readings import (
    ACTS,
    ANY_ACT,
    EMPLOYER_ROLES,
    PURPOSES,
    STAFF_PURPOSES,
    STAFF_ROLES,
)
from app.web.formats import PARIS, long_date, long_moment
from app.web.shell import initials

_TONES = {
    "LIST_READ": "summary", "SUMMARY_READ": "summary", "SUMMARY_PRINTED": "summary",
    "REPORT_PRINTED": "summary", "LIST_EXPORTED": "summary",
    "FILE_READ": "full", "FILE_PRINTED": "full", "CANDIDATURE_READ": "full",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadingView:
    """`tone` is summary, full or neutral; `when` is to the hour for lists."""

    initials: str
    who: str
    role_and_company: str
    what: str
    tone: str
    purpose: str | None
    when: str
    contest_href: str


def view_reading(one: Reading) -> ReadingView:
    """One line. After twelve months the name is gone and the role stands in."""
    who, second = _staff(one) if one.audience == "staff" else _employer(one)
    return ReadingView(
        initials="AL" if one.audience == "staff" else initials(one.reader_name or who),
        who=who,
        role_and_company=second,
        what=str(ACTS.get(one.act, ANY_ACT)),
        tone=_TONES.get(one.act, "neutral"),
        purpose=_purpose(one),
        when=_when(one),
        contest_href=url_for("applicant_readings.ask_contest", line_id=one.line_id),
    )


def _employer(one: Reading) -> tuple[str, str]:
    role = str(EMPLOYER_ROLES.get(one.reader_role or "", one.reader_role or _("Personne")))
    second = [role.lower()] if one.reader_name else []
    company = [one.company_name] if one.company_name else []
    return one.reader_name or role, ", ".join([*second, *company])


def _staff(one: Reading) -> tuple[str, str]:
    """By function and reference, never by name."""
    role = str(STAFF_ROLES.get(one.reader_role or "", one.reader_role or ""))
    reference = _("réf. %(reference)s", reference=one.reader_name) if one.reader_name else None
    return "Action Logement", ", ".join(filter(None, (role.lower(), reference)))


def _purpose(one: Reading) -> str | None:
    if one.purpose is None:
        return None
    known = STAFF_PURPOSES if one.audience == "staff" else PURPOSES
    return str(known.get(one.purpose, one.purpose)).lower()


def _when(one: Reading) -> str:
    if one.act != "LIST_READ":
        return long_moment(one.at)
    hour = one.at.astimezone(PARIS).hour
    return _("%(day)s, vers %(hour)s h", day=long_date(one.at), hour=hour)
