"""Canaries: each field of each applicant holds a word nobody else has, so that any place it comes
out of is found by looking for it. Words are letters only: they survive every format and script."""

import re
from dataclasses import dataclass, field
from typing import Any

from app.privacy.rule import Part

# Where a field of the record may come out: the part that opens it, or NEVER for an employer.
NEVER = "never"
CASE = "case"
NOTE = "note"
CONTEST = "contest"
SUMMARY, FILE, SENSITIVE, ADULT = (
    Part.SUMMARY.value,
    Part.FILE.value,
    Part.SENSITIVE.value,
    Part.OTHER_ADULT.value,
)

FIELDS: dict[str, tuple[str, str]] = {
    # dotted path -> (part, word's ending)
    "applicant.usual_name": (SUMMARY, "usual"),
    "applicant.first_names": (SUMMARY, "first"),
    "applicant.email": (SUMMARY, "mail"),
    "applicant.occupation.employer_name": (SUMMARY, "employer"),
    "applicant.birth_name": (FILE, "birth"),
    "applicant.occupation.job_title": (FILE, "job"),
    "applicant.address.line": (FILE, "street"),
    "current_housing.landlord_name": (FILE, "landlord"),
    "household.disability_details": (SENSITIVE, "disability"),
    "free_text": (SENSITIVE, "freetext"),
    "co_applicant.birth_name": (ADULT, "adultbirth"),
    "co_applicant.first_names": (ADULT, "adultfirst"),
    "co_applicant.email": (ADULT, "adultmail"),
    "co_applicant.occupation.job_title": (ADULT, "adultjob"),
    # Neither employer of a couple learns of the other.
    "co_applicant.occupation.employer_name": (NEVER, "adultemployer"),
    "registry_email": (NEVER, "registry"),
}
# The people of these tags have their request attached to the co-applicant's employer: the person
# is the co-applicant, and the applicant is another adult.
ATTACHED_TO_CO = frozenset({"partner"})
ATTACHED: dict[str, str] = {
    "applicant.usual_name": ADULT,
    "applicant.first_names": ADULT,
    "applicant.email": ADULT,
    "applicant.occupation.job_title": ADULT,
    "applicant.occupation.employer_name": NEVER,
    "applicant.birth_name": NEVER,
    "applicant.address.line": NEVER,
    "co_applicant.birth_name": SUMMARY,
    "co_applicant.first_names": SUMMARY,
    "co_applicant.email": SUMMARY,
    "co_applicant.occupation.employer_name": SUMMARY,
    "co_applicant.occupation.job_title": FILE,
}
# Inside lists: (path of the list, index, key) -> as above.
LISTED: dict[tuple[str, int, str], tuple[str, str]] = {
    ("household.dependants", 0, "last_name"): (NEVER, "childname"),
    ("household.dependants", 0, "first_name"): (NEVER, "childfirst"),
    ("household.flat_mates", 0, "last_name"): (ADULT, "matelast"),
    ("household.flat_mates", 0, "first_names"): (ADULT, "matefirst"),
    ("wanted_housing.communes", 0, "district"): (SUMMARY, "district"),
}


def word(tag: str, ending: str) -> str:
    """The canary of one field of one person, e.g. "zqbqjob"."""
    return f"zq{tag}q{ending}"


@dataclass(frozen=True)
class Canaries:
    """All words of one person, by the part that opens them."""

    tag: str
    by_part: dict[str, frozenset[str]] = field(default_factory=dict)

    def words(self, *parts: str) -> frozenset[str]:
        return frozenset().union(*(self.by_part[p] for p in parts))

    @property
    def everything(self) -> frozenset[str]:
        return self.words(*self.by_part)


def canaries(tag: str) -> Canaries:
    """The words of the person called `tag` (letters other than z and q)."""
    parts: dict[str, set[str]] = {}
    for path, (part, ending) in (*FIELDS.items(), *LISTED.items()):
        opened = ATTACHED.get(str(path), part) if tag in ATTACHED_TO_CO else part
        parts.setdefault(opened, set()).add(word(tag, ending))
    # AL'in's own account of the applicant, and the offer of the candidature.
    parts[NEVER] |= {word(tag, "account"), word(tag, "reason")}
    # What the applicant wrote to Action Logement.
    parts[CASE] = {word(tag, "case")}
    # What the company wrote to support a candidature, and what the applicant contested.
    parts[NOTE] = {word(tag, "note")}
    parts[CONTEST] = {word(tag, "contest")}
    parts[FILE] |= {word(tag, "residence")}
    return Canaries(tag, {p: frozenset(w) for p, w in parts.items()})


def overrides(tag: str) -> dict[str, Any]:
    """For a_record(): every field of the record holds its canary."""
    values: dict[str, Any] = {}
    for path, (_part, ending) in FIELDS.items():
        text = word(tag, ending)
        values[path] = f"{text}@courriel.example" if "mail" in path else text
    lists: dict[str, list[dict[str, Any]]] = {
        "household.dependants": [{"birth_date": "2022-05-04"}],
        "household.flat_mates": [{}],
        "wanted_housing.communes": [{"insee_code": "69266"}],
    }
    for (path, index, key), (_part, ending) in LISTED.items():
        lists[path][index][key] = word(tag, ending)
    return {**values, **lists}


_ENDINGS = frozenset(e for _p, e in (*FIELDS.values(), *LISTED.values())) | {
    "account",
    "reason",
    "residence",
    "case",
    "note",
    "contest",
}
# The longest ending first: the text of a PDF is read joined too, where words have no end.
_LONGEST = "|".join(sorted(_ENDINGS, key=len, reverse=True))
_WORD = re.compile(rf"zq[a-pr-y]+q(?:{_LONGEST})")


def found_in(text: str) -> frozenset[str]:
    """Every canary in `text`, whatever its case and whatever it is joined to."""
    return frozenset(_WORD.findall(text.casefold()))
