"""Cases in words, the same for whoever opened one and for whoever answers."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.inbox.queries import Message
from app.privacy.words.readings import STAFF_ROLES
from app.web.formats import long_moment

KINDS = {
    "CONTACT": _l("Question"),
    "READING_CONTESTED": _l("Lecture contestée"),
    "POINTS_CONTESTED": _l("Points contestés"),
    "NOT_EMPLOYED": _l("Employeur à confirmer"),
}
TOPICS = {
    "IMPORT": _l("L’import de ma demande"),
    "CHOICE": _l("Ce que mon employeur peut voir"),
    "OFFERS": _l("Les offres et mes candidatures"),
    "ACCOUNT": _l("Mon compte et mes données"),
    "OTHER": _l("Autre chose"),
}


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message: who signed it, when, and its words. `tone`: own, staff or note."""

    who: str
    when: str
    words: str
    tone: str


def spaced(number: str) -> str:
    """ "7K2M-93XT": as people copy it and say it on the telephone."""
    return f"{number[:4]}-{number[4:]}"


def unspaced(typed: str) -> str | None:
    """The number somebody typed or read aloud, or None when it is none."""
    plain = "".join(typed.upper().split()).replace("-", "").translate(_LOOKALIKES)
    known = len(plain) == 8 and all(c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" for c in plain)
    return plain if known else None


# What people read where no such letter stands.
_LOOKALIKES = str.maketrans("OIL", "011")


def view_message(one: Message) -> MessageView:
    """Staff sign by function and reference."""
    staff = _("Action Logement, %(role)s, réf. %(reference)s",
              role=str(STAFF_ROLES.get(one.staff_role or "", "")).lower(),
              reference=one.staff_reference or "")  # fmt: skip
    who, tone = {
        "APPLICANT": (_("Demandeur"), "own"),
        "EMPLOYER": (_("Entreprise"), "own"),
        "NOTE": (_("Note interne, %(who)s", who=staff), "note"),
    }.get(one.author, (staff, "staff"))
    return MessageView(who, long_moment(one.at), one.words, tone)
