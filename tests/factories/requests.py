"""Hostile requests: valid lines that hurt careless code. Broken ones: `broken_lines`.

A second generator beside the demonstration's, sharing nothing with it, so that a mistake in
one is not repeated in the other. Seeded: the same seed gives the same lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

Member = dict[str, Any]

HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "=cmd|'/C calc'!A0",
    "+33123456789",
    "@SUM(A1:A9)",
    "-2+3",
    "O'Neill; DROP TABLE request;--",
    'd’Arc « dite » "Jo" `x`',
    "\u202eeriavreS",
    "בֶּן־דָּוִד",
    "عَبْدُ ٱلرَّحْمٰن",
    "李小龍",
    "नीलम",
    "👩\u200d👩\u200d👧\u200d👦🇫🇷",
    "zé\u200bro\u200d\u2060",
    "e\u0301\u0302\u0303" * 20,
    "Z̷͇a̸l̶g̵o̷",
    "Å".ljust(120, "é"),
    "X" * 120,
    "  blancs  autour  ",
    "a,b;c\\d",
    "%s %d {0} $1",
    "../../etc/passwd",
    "null",
    "İıŞşßẞŒœÆæØø",
    "\U0001f600" * 120,
    "\ufffe\uffff",
)
HOSTILE_TEXTS = (
    "Ligne un\nligne deux\r\n\tligne trois",
    "\u2028\u2029séparateurs",
    '=HYPERLINK("http://exemple.example")',
    "é" * 4000,
    "</textarea><svg onload=alert(1)>",
)
LA_POSTE_SIRETS = ("35600000000048", "35600000000001", "35600000009075")
SIRETS = ("73282932000074", "82454114800014", *LA_POSTE_SIRETS)
# Corsica, overseas, districts, islands, a former code: all have the right form.
PLACES = (
    ("20000", "2A004"),
    ("20200", "2B033"),
    ("97400", "97411"),
    ("97133", "97701"),
    ("98800", "98818"),
    ("75116", "75116"),
    ("69003", "69383"),
    ("13008", "13208"),
    ("56780", "56087"),
    ("01000", "01999"),
)
TERRITORIES = ("111", "069", "02A", "02B", "974", "2A0", "ZZZ")


def _siret_or_none(dice: Random) -> str | None:
    return dice.choice((*SIRETS, None))


def _place(dice: Random) -> Member:
    postcode, insee_code = dice.choice(PLACES)
    return {"postcode": postcode, "insee_code": insee_code}


def _person(dice: Random) -> Member:
    return {
        "civility": dice.choice(("M", "MME")),
        "birth_name": dice.choice(HOSTILE_NAMES),
        "usual_name": dice.choice((*HOSTILE_NAMES, None, "")),
        "first_names": dice.choice(HOSTILE_NAMES),
        "birth_date": dice.choice(("1900-01-01", "1996-02-29", "1980-12-31", "2010-06-15")),
        "nationality": dice.choice(("FR", "EU", "NON_EU")),
        "email": dice.choice(("a+b@sub.exemple.example", "o'neil@exemple.example", None)),
        "phone": dice.choice(("+33 (0)6 39 98 00 00", "06.39.98.00.00", "x" * 30, "", None)),
        "address": dice.choice((None, {**_place(dice), "line": dice.choice(HOSTILE_NAMES)})),
        "occupation": {
            "status": dice.choice(("PRIVATE_EMPLOYEE", "UNEMPLOYED", "AGRICULTURAL_EMPLOYEE")),
            "contract": dice.choice(("CDI", None)),
            "job_title": dice.choice((*HOSTILE_NAMES, None)),
            "employer_name": dice.choice((*HOSTILE_NAMES, None)),
            "siret": _siret_or_none(dice),
            "several_employers": dice.random() < 0.5,
            "workplace": dice.choice((None, _place(dice))),
        },
    }


def _household(dice: Random) -> Member:
    name = dice.choice(HOSTILE_NAMES)
    child = {"last_name": name, "first_name": name, "birth_date": "2020-02-29", "custody": None}
    mates = [{"last_name": name, "first_names": name}, {"last_name": "M", "first_names": "N"}]
    return {
        "dependants": [child] * dice.choice((0, 1, 20)),
        "flat_mates": mates[: dice.randint(0, 2)],
        "unborn_children": dice.choice((0, 5, 2.0)),
        "due_date": dice.choice((None, "2026-12-31")),
        "disabled_people": dice.randint(0, 3),
        "disability_details": dice.choice((*HOSTILE_TEXTS[:2], None)),
    }


def _wanted(dice: Random) -> Member:
    communes = [
        {"insee_code": code, "district": dice.choice((*HOSTILE_NAMES[:5], None))}
        for _, code in dice.sample(PLACES, k=dice.choice((1, 8)))
    ]
    return {"dwelling_types": ["T6", "T1", "T6"], "communes": communes, "parking": None}


def hostile_request(dice: Random, ordinal: int) -> Member:
    """One valid request; `ordinal` (below a million) makes its number its own."""
    number = f"{dice.choice(TERRITORIES)}0318{ordinal:06}GDPUB"
    other = dice.choice((None, {**_person(dice), "link": "OTHER"}))
    return {
        "unique_number": number,
        "kind": "FIRST",
        "registered_on": "2018-03-15",
        "renewed_on": None,
        "updated_at": dice.choice(("2026-01-01T00:00:00+14:00", "2020-02-29t23:59:59.999999z")),
        "registry_email": "personne@exemple.example",
        "applicant": _person(dice),
        "co_applicant": other,
        "household": _household(dice),
        "income": {
            "reference_tax_income": [{"year": 2024, "person": "APPLICANT", "euros": 999_999_999}],
            "monthly_resources": [{"person": "OTHER", "code": "AAH", "euros": 0}],
        },
        "current_housing": {"kind": "HOMELESS", "surface_m2": 0.5, "landlord_name": "=1+1"},
        "reasons": ["VIOLENCE_AT_HOME", "HEALTH", "OTHER"],
        "wanted_housing": _wanted(dice),
        "free_text": dice.choice((*HOSTILE_TEXTS, None, "")),
        "priority": ["DALO", "DALO"],
        "documents": [],
    }


def hostile_requests(count: int, seed: int) -> Iterator[Member]:
    """Valid requests, each with another number."""
    dice = Random(seed)
    for ordinal in range(count):
        yield hostile_request(dice, ordinal)


def plain_request(number: str = "0690318000001GDPUB") -> Member:
    """The smallest valid request, quiet everywhere, to break or vary in one place."""
    return {
        "unique_number": number,
        "kind": "FIRST",
        "registered_on": "2018-03-15",
        "updated_at": "2026-01-01T00:00:00Z",
        "registry_email": "personne@exemple.example",
        "applicant": {
            "civility": "MME",
            "birth_name": "Bellerive",
            "first_names": "Nadia",
            "birth_date": "1990-05-17",
            "occupation": {"status": "PRIVATE_EMPLOYEE", "siret": "73282932000074"},
        },
        "household": {"dependants": []},
        "wanted_housing": {"dwelling_types": ["T2"], "communes": [{"insee_code": "69266"}]},
    }


def as_line(request: Member) -> bytes:
    """One line of the file, without its end."""
    return json.dumps(request, ensure_ascii=False).encode("utf-8", "surrogatepass")
