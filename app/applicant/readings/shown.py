"""Who saw my file, in words."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.privacy.readers.own import Reading
from app.privacy.words.readings import EMPLOYER_ROLES, PURPOSES
from app.web.formats import PARIS, long_date, long_moment
from app.web.shell import initials


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


def view_reading(one: Reading) -> ReadingView:
    """One line. After twelve months the name is gone and the role stands in."""
    role = str(EMPLOYER_ROLES.get(one.reader_role or "", one.reader_role or _("Personne")))
    what, tone = _what(one.act)
    who = one.reader_name or role
    second = [role.lower()] if one.reader_name else []
    return ReadingView(
        initials=initials(one.reader_name or one.company_name or "?"),
        who=who,
        role_and_company=", ".join([*second, *([one.company_name] if one.company_name else [])]),
        what=what,
        tone=tone,
        purpose=str(PURPOSES.get(one.purpose, one.purpose)).lower() if one.purpose else None,
        when=_when(one),
    )


def _when(one: Reading) -> str:
    if one.act != "LIST_READ":
        return long_moment(one.at)
    hour = one.at.astimezone(PARIS).hour
    return _("%(day)s, vers %(hour)s h", day=long_date(one.at), hour=hour)


def _what(act: str) -> tuple[str, str]:
    return {
        "LIST_READ": (_("Vu dans une liste"), "summary"),
        "SUMMARY_READ": (_("Résumé"), "summary"),
        "SUMMARY_PRINTED": (_("Résumé imprimé"), "summary"),
        "FILE_READ": (_("Dossier complet"), "full"),
        "FILE_PRINTED": (_("Dossier complet imprimé"), "full"),
        "PDF_OPENED": (_("Impression ouverte"), "neutral"),
    }.get(act, (_("Consultation"), "neutral"))
